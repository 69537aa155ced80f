#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/verdict.h>

#include "tally.h"
#include "trial.h"

namespace benchdiff::calibration {
namespace {

struct Cell {
  Tally alarms, strict, verdicts;
};

/// Nothing changes, and every alarm is a false one.
Cell run(const Method& method, Shape shape, Sizes sizes, std::size_t pairs, std::uint64_t seed) {
  constexpr double alpha = 0.05;
  Source source(seed);
  Trial trial;
  Cell cell;
  for (std::size_t i = 0; i < pairs; ++i) {
    source.draw(shape, sizes, 1, 1, trial.old_side, trial.new_side);
    const auto tested = trial.test(method, alpha);
    if (tested.refusal) continue;
    cell.alarms.add(tested.p <= alpha);
    cell.strict.add(tested.p <= 0.01);
    const auto decision =
        stats::decide(tested.change, stats::band_of(0.01, tested.change.kind, 100),
                      {.p = tested.p, .direction = tested.direction}, alpha, stats::Better::lower);
    cell.verdicts.add(decision.verdict == stats::Verdict::worse ||
                      decision.verdict == stats::Verdict::better);
  }
  return cell;
}

}  // namespace

void report_false_alarms(std::size_t pairs, Findings& findings) {
  struct Row {
    const Method* method;
    Shape shape;
    std::vector<Cell> cells;
  };
  std::vector<Row> rows;
  for (const Method& method : methods()) {
    for (const Shape shape : shapes)
      rows.push_back({&method, shape, std::vector<Cell>(sizes.size())});
  }
  formats::each_on_cores(rows.size() * sizes.size(), [&](std::size_t task) {
    Row& row = rows[task / sizes.size()];
    const Sizes runs = sizes[task % sizes.size()];
    if (is_of_pairs(*row.method) && runs.old_runs != runs.new_runs) return;
    row.cells[task % sizes.size()] =
        run(*row.method, row.shape, runs, pairs / row.method->thrift, 1000 + task);
  });

  findings.line(
      "False alarms, in % at alpha 0.05 where nothing changed: the worst of 4+4, 5+5, 8+8,");
  findings.line(
      "10+10, 20+20, 50+50, 5+10, 10+30 and 4+50 runs. In brackets `worse` or `better` at a");
  findings.line("smallest effect of 1 %.\n");
  std::vector<std::vector<std::string>> table{{"test"}};
  for (const Shape shape : shapes) table.front().push_back(name_of(shape));
  for (const Row& row : rows) {
    if (row.shape == shapes.front()) table.push_back({row.method->name});
    table.back().push_back(percent(worst(row.cells, &Cell::alarms)) + " (" +
                           percent(worst(row.cells, &Cell::verdicts)) + ")");
    for (std::size_t i = 0; i < row.cells.size() && row.method->claims; ++i) {
      const std::string what = row.method->name + ", " + name_of(row.shape) + ", " +
                               std::to_string(sizes[i].old_runs) + "+" +
                               std::to_string(sizes[i].new_runs);
      findings.expect_at_most(0.05, row.cells[i].alarms, what + " at 0.05");
      findings.expect_at_most(0.01, row.cells[i].strict, what + " at 0.01");
    }
  }
  findings.table(table);
}

}  // namespace benchdiff::calibration
