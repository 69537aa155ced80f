#include <benchdiff/report/report.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

TEST(Report, FindsTheCellsAndTheBaselineOfARow) {
  const auto report =
      compare_texts(runs_of("A", {1}) + runs_of("B", {2}), runs_of("B", {3}) + runs_of("C", {4}));
  ASSERT_EQ(report.tables.size(), 1U);
  const Table& table = report.tables[0];
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.cells_of(table.rows[0]).size(), 1U);
  EXPECT_EQ(table.cells_of(table.rows[1]).size(), 2U);
  EXPECT_EQ(table.cells_of(table.rows[2]).size(), 1U);
  EXPECT_EQ(table.baseline_of(table.rows[0]), &table.cells[0]);
  EXPECT_EQ(table.baseline_of(table.rows[1]), &table.cells[1]);
  EXPECT_EQ(table.baseline_of(table.rows[2]), nullptr);
  EXPECT_EQ(table.baseline_of(Row{}), nullptr);
}

/// What the files' own settings don't split.
Asked without_goos() {
  Asked asked;
  asked.projections.ignore = "goos";
  return asked;
}

TEST(Report, HoldsTheRunsOfACellAsTheyWereMeasured) {
  const auto report = compare_texts(runs_of("A", {3, 1, 2}),
                                    "goos: x\n" + runs_of("A", {5, 4}) + "BenchmarkA 1 NaN ns/op\n",
                                    without_goos());
  const Table& table = report.tables.at(0);
  const auto old_runs = report.values_of(table.cells.at(0));
  const auto new_runs = report.values_of(table.cells.at(1));
  EXPECT_EQ(std::vector(old_runs.begin(), old_runs.end()), (std::vector<double>{3, 1, 2}));
  EXPECT_EQ(std::vector(new_runs.begin(), new_runs.end()), (std::vector<double>{5, 4}));
  EXPECT_EQ(table.cells[0].factor, 1e-9);
}

TEST(Report, TellsWhereACellsFirstResultStands) {
  const auto report = compare_texts(runs_of("A", {1}) + runs_of("B", {1, 2}),
                                    "goos: x\n\n" + runs_of("B", {1, 2}), without_goos());
  EXPECT_EQ(report.sources, (std::vector<std::string>{"old.txt", "new.txt"}));
  const Table& table = report.tables.at(0);
  const auto in_b = table.cells_of(table.rows.at(1));
  ASSERT_EQ(in_b.size(), 2U);
  EXPECT_EQ(in_b[0].source, 0U);
  EXPECT_EQ(in_b[0].line, 2U);
  EXPECT_EQ(in_b[1].source, 1U);
  EXPECT_EQ(in_b[1].line, 3U);
}

TEST(Report, HasNoRunsWhereItWasNotGivenAny) {
  Cell cell;
  cell.runs = 3;
  EXPECT_TRUE(Report{}.values_of(cell).empty());
}

TEST(Counts, AddUp) {
  const Counts counts{.better = 1, .worse = 2, .same = 3, .unclear = 4, .changed = 5};
  EXPECT_EQ(counts.total(), 15U);
  EXPECT_EQ(Counts{}.total(), 0U);
}

}  // namespace
}  // namespace benchdiff::report
