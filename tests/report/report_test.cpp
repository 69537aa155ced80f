#include <benchdiff/report/report.h>

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

TEST(Counts, AddUp) {
  const Counts counts{.better = 1, .worse = 2, .same = 3, .unclear = 4, .changed = 5};
  EXPECT_EQ(counts.total(), 15U);
  EXPECT_EQ(Counts{}.total(), 0U);
}

}  // namespace
}  // namespace benchdiff::report
