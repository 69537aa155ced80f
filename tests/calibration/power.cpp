#include <array>
#include <string>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/verdict.h>

#include "tally.h"
#include "trial.h"

namespace benchdiff::calibration {
namespace {

/// A true change, in noise that one run in ten is far out of.
struct Case {
  const char* noise;
  double scale;     // times 2 %
  double outliers;  // share of runs that take half as long again
  double factor;
  std::size_t runs;
};
constexpr std::array cases{
    Case{"normal, 2 %", 1, 0, 1.02, 10},         Case{"normal, 2 %", 1, 0, 1.05, 10},
    Case{"normal, 5 %", 2.5, 0, 1.05, 10},       Case{"normal, 5 %", 2.5, 0, 1.05, 20},
    Case{"2 % and outliers", 1, 0.1, 1.02, 10},  Case{"2 % and outliers", 1, 0.1, 1.05, 10},
    Case{"5 % and outliers", 2.5, 0.1, 1.1, 10}, Case{"5 % and outliers", 2.5, 0.1, 1.1, 20},
};

struct Cell {
  std::vector<Tally> found = std::vector<Tally>(methods().size());
  Tally worse, benchstat;
};

Cell run(const Case& known, std::size_t pairs, std::uint64_t seed) {
  Source source(seed);
  Trial trial;
  Cell cell;
  for (std::size_t i = 0; i < pairs; ++i) {
    source.draw(Shape::normal, {known.runs, known.runs}, known.factor, known.scale, trial.old_side,
                trial.new_side);
    for (auto* side : {&trial.old_side, &trial.new_side}) {
      for (double& value : *side) value *= source.uniform() < known.outliers ? 1.5 : 1;
    }
    for (std::size_t m = 0; m < methods().size(); ++m) {
      if (i >= pairs / methods()[m].thrift) continue;
      const auto tested = trial.test(methods()[m], 0.05);
      if (tested.refusal) continue;
      cell.found[m].add(tested.p <= 0.05 && tested.direction > 0);
      if (m > 0) continue;
      const auto decision =
          stats::decide(tested.change, stats::band_of(0.01, tested.change.kind, 100),
                        {.p = tested.p, .direction = tested.direction}, 0.05, stats::Better::lower);
      cell.worse.add(decision.verdict == stats::Verdict::worse);
    }
    const auto theirs = stats::mann_whitney(trial.old_side, trial.new_side, stats::classic_limits);
    cell.benchstat.add(theirs.p <= 0.05);
  }
  return cell;
}

}  // namespace

void report_power(std::size_t pairs, Findings& findings) {
  std::vector<Cell> cells(cases.size());
  formats::each_on_cores(cases.size(),
                         [&](std::size_t i) { cells[i] = run(cases[i], pairs / 4, 800'000 + i); });
  findings.line(
      "Changes found at alpha 0.05, in %: by p, and as `worse` beyond the 1 % that matters.\n");
  std::vector<std::vector<std::string>> table{{"test"}};
  for (const Case& known : cases) {
    table.front().push_back(
        "+" + percent({static_cast<std::size_t>((known.factor - 1) * 1000 + 0.5), 1000}) + " %, " +
        known.noise + ", " + std::to_string(known.runs) + " runs");
  }
  table.push_back({"`worse` (default)"});
  for (const Cell& cell : cells) table.back().push_back(percent(cell.worse));
  table.push_back({"p of benchstat"});
  for (const Cell& cell : cells) table.back().push_back(percent(cell.benchstat));
  for (std::size_t m = 0; m < methods().size(); ++m) {
    table.push_back({methods()[m].name});
    for (const Cell& cell : cells) table.back().push_back(percent(cell.found[m]));
  }
  findings.table(table);
}

}  // namespace benchdiff::calibration
