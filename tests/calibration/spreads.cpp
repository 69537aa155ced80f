#include <array>
#include <string>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/verdict.h>

#include "tally.h"
#include "trial.h"

namespace benchdiff::calibration {
namespace {

constexpr std::array run_pairs{Sizes{10, 10}, Sizes{50, 50}, Sizes{30, 10},
                               Sizes{10, 30}, Sizes{50, 5},  Sizes{5, 50}};

struct Cell {
  Tally alarms, verdicts;
};

/// The old side is four times as noisy as the new one, and their centers are the same.
Cell run(const Method& method, Sizes runs, std::size_t pairs, std::uint64_t seed) {
  Source source(seed);
  Trial trial;
  std::vector<double> none;
  Cell cell;
  for (std::size_t i = 0; i < pairs; ++i) {
    source.draw(Shape::normal, {runs.old_runs, 0}, 1, 4, trial.old_side, none);
    source.draw(Shape::normal, {runs.new_runs, 0}, 1, 1, trial.new_side, none);
    const auto tested = trial.test(method, 0.05);
    cell.alarms.add(tested.p <= 0.05);
    const auto decision =
        stats::decide(tested.change, stats::band_of(0.01, tested.change.kind, 100),
                      {.p = tested.p, .direction = tested.direction}, 0.05, stats::Better::lower);
    cell.verdicts.add(decision.verdict == stats::Verdict::worse ||
                      decision.verdict == stats::Verdict::better);
  }
  return cell;
}

}  // namespace

void report_spreads(std::size_t pairs, Findings& findings) {
  std::vector<const Method*> chosen;
  for (const Method& method : methods()) {
    const bool of_interest = method.test == stats::Test::mann_whitney ||
                             method.test == stats::Test::brunner_munzel ||
                             method.test == stats::Test::welch;
    if (of_interest) chosen.push_back(&method);
  }
  std::vector<std::vector<Cell>> cells(chosen.size(), std::vector<Cell>(run_pairs.size()));
  formats::each_on_cores(chosen.size() * run_pairs.size(), [&](std::size_t task) {
    const std::size_t row = task / run_pairs.size();
    const std::size_t column = task % run_pairs.size();
    cells[row][column] =
        run(*chosen[row], run_pairs[column], pairs / chosen[row]->thrift, 9000 + column);
  });

  findings.line(
      "False alarms, in % at alpha 0.05, where the center didn't change but the noise did:");
  findings.line(
      "8 % normal of the old runs, 2 % of the new ones. In brackets `worse` or `better`.\n");
  std::vector<std::vector<std::string>> table{{"test"}};
  for (const Sizes& runs : run_pairs) {
    table.front().push_back(std::to_string(runs.old_runs) + "+" + std::to_string(runs.new_runs));
  }
  for (std::size_t row = 0; row < chosen.size(); ++row) {
    table.push_back({chosen[row]->name});
    for (const Cell& cell : cells[row]) {
      table.back().push_back(percent(cell.alarms) + " (" + percent(cell.verdicts) + ")");
    }
  }
  findings.table(table);
}

}  // namespace benchdiff::calibration
