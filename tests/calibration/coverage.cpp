#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/median_interval.h>
#include <benchdiff/stats/verdict.h>

#include "tally.h"
#include "trial.h"

namespace benchdiff::calibration {
namespace {

constexpr double factor = 1.05;

struct Cell {
  Tally missed;  // intervals without the true change
  Tally same;    // `same`, though the change is just what matters
};

Cell run(const Method& method, Shape shape, Sizes sizes, std::size_t pairs, std::uint64_t seed) {
  Source source(seed);
  Trial trial;
  Cell cell;
  for (std::size_t i = 0; i < pairs; ++i) {
    source.draw(shape, sizes, factor, 1, trial.old_side, trial.new_side);
    const auto far = trial.test(method, 0.05);
    if (far.refusal) continue;
    // Values are multiplied and divided, which takes some roundings.
    constexpr double slack = 1e-12;
    cell.missed.add(far.change.low > factor * (1 + slack) ||
                    far.change.high < factor * (1 - slack));
    // With a tenth of the noise, so that there are intervals short enough.
    constexpr double edge = 1.01 * (1 + slack);
    source.draw(shape, sizes, edge, 0.1, trial.old_side, trial.new_side);
    const auto near = trial.test(method, 0.05);
    const auto decision =
        stats::decide(near.change, stats::band_of(0.01, near.change.kind, 100),
                      {.p = near.p, .direction = near.direction}, 0.05, stats::Better::lower);
    cell.same.add(decision.verdict == stats::Verdict::same);
  }
  return cell;
}

/// How often the interval of a sample's median misses the median, by sizes.
Tally missed_medians(std::size_t runs, std::size_t pairs, std::uint64_t seed) {
  Source source(seed);
  std::vector<double> old_side;
  std::vector<double> new_side;
  Tally missed;
  for (std::size_t i = 0; i < pairs; ++i) {
    source.draw(Shape::lognormal, {runs, 0}, 1, 1, old_side, new_side);
    std::ranges::sort(old_side);
    const auto interval = stats::median_interval(old_side, 0.95);
    missed.add(interval.low > 100 || interval.high < 100);
  }
  return missed;
}

}  // namespace

void report_coverage(std::size_t pairs, Findings& findings) {
  // Steps make a ratio of 1.05 one that rounding decides, and drift is no noise.
  constexpr std::array smooth{Shape::normal, Shape::lognormal, Shape::heavy, Shape::bimodal};
  const std::size_t columns = smooth.size() * sizes.size();
  std::vector<std::vector<Cell>> cells(methods().size(), std::vector<Cell>(columns));
  formats::each_on_cores(methods().size() * columns, [&](std::size_t task) {
    const Method& method = methods()[task / columns];
    const std::size_t column = task % columns;
    const Sizes runs = sizes[column % sizes.size()];
    if (is_of_pairs(method) && runs.old_runs != runs.new_runs) return;
    cells[task / columns][column] =
        run(method, smooth[column / sizes.size()], runs, pairs / method.thrift / 2, 400'000 + task);
  });

  findings.line(
      "Intervals at 95 % that miss a true change of 5 %, and `same` where the change is just");
  findings.line(
      "the 1 % that matters, in %; the worst sizes of the worst of normal, lognormal, heavy-");
  findings.line("tailed and bimodal noise.\n");
  std::vector<std::vector<std::string>> table{{"test", "interval misses", "`same` is wrong"}};
  for (std::size_t i = 0; i < methods().size(); ++i) {
    const Method& method = methods()[i];
    table.push_back({method.name, percent(worst(cells[i], &Cell::missed)),
                     percent(worst(cells[i], &Cell::same))});
    // Of means and paired medians, the true change isn't that of the typical run.
    const bool covers = method.test == stats::Test::mann_whitney ||
                        method.test == stats::Test::quantile || method.test == stats::Test::sign;
    for (const Cell& cell : cells[i]) {
      if (!covers) continue;
      findings.expect_at_most(0.05, cell.missed, method.name + ", interval");
      findings.expect_at_most(0.025, cell.same, method.name + ", same");
    }
  }
  findings.table(table);

  std::string line = "The interval of a sample's median at 95 % misses it, in %:";
  for (const std::size_t runs : {6u, 8u, 10u, 20u, 50u}) {
    const Tally missed = missed_medians(runs, pairs, 500'000 + runs);
    line += " " + percent(missed) + " of " + std::to_string(runs) + " runs,";
    findings.expect_at_most(0.05, missed, "median of " + std::to_string(runs));
  }
  line.back() = '.';
  findings.line(line + "\n");
}

}  // namespace benchdiff::calibration
