#include <benchdiff/report/correct.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <benchdiff/report/row_comparer.h>
#include <benchdiff/stats/p_adjust.h>

namespace benchdiff::report {
namespace {

/// All comparisons that are tested, table by table.
template <class Visit>
void each_tested(Report& report, Visit visit) {
  for (Table& table : report.tables) {
    for (Cell& cell : table.cells) {
      if (cell.comparison && cell.comparison->tested) {
        visit(table, *cell.comparison);
      }
    }
  }
}

}  // namespace

void correct(Report& report, const JudgeOptions& options) {
  std::vector<double> p;
  std::vector<double> smallest;
  std::vector<double> size;
  each_tested(report, [&](const Table&, const Comparison& comparison) {
    p.push_back(comparison.p);
    smallest.push_back(comparison.smallest_p);
    size.push_back(comparison.size);
  });
  const std::vector<double> adjusted =
      stats::adjust(p, smallest, options.alpha, options.correction);
  report.test = options.test;
  report.statistic = options.statistic;
  report.correction = options.correction;
  report.tests = static_cast<std::size_t>(
      std::ranges::count_if(p, [](double value) { return !std::isnan(value); }));
  report.expected_false_alarms = stats::expected_false_alarms(p, size, options.alpha);

  stats::Comparer comparer;
  std::size_t next = 0;
  each_tested(report, [&](const Table& table, Comparison& comparison) {
    comparison.adjusted_p = adjusted[next++];
    comparer.settle(comparison, comparison.adjusted_p, compare_options(table, options));
  });
}

}  // namespace benchdiff::report
