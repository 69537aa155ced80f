#include <benchdiff/report/classic_summary.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;

constexpr const char* set_differs =
    "benchmark set differs from baseline; geomeans may not be comparable";
constexpr const char* not_positive = "summaries must be >0 to compute geomean";
constexpr const char* ratio_not_positive = "ratios must be >0 to compute geomean";

/// A table of two columns from the centers of its rows; NaN stands for a cell that is missing.
Table table_of(const std::vector<std::pair<double, double>>& rows) {
  Table table;
  table.unit = "x";
  table.columns = {{"old"}, {"new"}};
  for (const auto& [old_center, new_center] : rows) {
    Row row;
    row.first_cell = table.cells.size();
    for (const auto& [column, center] : {std::pair(0U, old_center), std::pair(1U, new_center)}) {
      if (std::isnan(center)) continue;
      Cell cell;
      cell.column = column;
      cell.center = center;
      table.cells.push_back(std::move(cell));
      ++row.cell_count;
    }
    table.rows.push_back(row);
  }
  return table;
}

ColumnSummary new_column(const std::vector<std::pair<double, double>>& rows) {
  return summarise_classically(table_of(rows))[1];
}

TEST(SummariseClassically, GivesTheGeometricMeans) {
  const auto summaries = summarise_classically(table_of({{1, 2}, {4, 4}}));
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_DOUBLE_EQ(*summaries[0].geomean, 2);
  EXPECT_FALSE(summaries[0].geomean_ratio);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean, std::sqrt(8));
  EXPECT_DOUBLE_EQ(*summaries[1].geomean_ratio, std::sqrt(2));
  EXPECT_TRUE(summaries[0].warnings.empty());
  EXPECT_TRUE(summaries[1].warnings.empty());
}

TEST(SummariseClassically, RoundsAsTheReferenceDoes) {
  EXPECT_EQ(summarise_classically(table_of({{1e-9, NAN}}))[0].geomean, 1.0000000000000007e-09);
}

TEST(SummariseClassically, TakesZeroToZeroForNoChange) {
  const auto summary = new_column({{0, 0}, {0, 0}});
  EXPECT_FALSE(summary.geomean);
  EXPECT_EQ(summary.geomean_ratio, 1);
  EXPECT_EQ(texts_of(summary.warnings), Texts{not_positive});
  EXPECT_DOUBLE_EQ(*new_column({{0, 0}, {1, 4}}).geomean_ratio, 2);
}

TEST(SummariseClassically, HasNoRatioFromZero) {
  const auto summary = new_column({{0, 100}, {1, 100}});
  EXPECT_DOUBLE_EQ(*summary.geomean, 100);
  EXPECT_FALSE(summary.geomean_ratio);
  EXPECT_TRUE(summary.warnings.empty()) << "as the reference implementation: it is seen";
}

TEST(SummariseClassically, HasNoRatioToZeroOrAcrossIt) {
  const auto to_zero = new_column({{1, 0}});
  EXPECT_FALSE(to_zero.geomean_ratio);
  EXPECT_EQ(texts_of(to_zero.warnings), (Texts{not_positive, ratio_not_positive}));
  const auto negative = new_column({{1, -2}});
  EXPECT_EQ(texts_of(negative.warnings), (Texts{not_positive, ratio_not_positive}));
  const auto both = new_column({{-1, -2}, {-3, -6}});
  EXPECT_DOUBLE_EQ(*both.geomean_ratio, 2);
  EXPECT_EQ(texts_of(both.warnings), Texts{not_positive});
}

TEST(SummariseClassically, WarnsWhereTheBaselineHasOtherRows) {
  const auto missing = new_column({{1, 2}, {4, NAN}});
  EXPECT_DOUBLE_EQ(*missing.geomean_ratio, 2);
  EXPECT_EQ(texts_of(missing.warnings), Texts{set_differs});
  const auto replaced = new_column({{100, 100}, {10000, NAN}, {NAN, 10000}});
  EXPECT_DOUBLE_EQ(*replaced.geomean_ratio, 1);
  EXPECT_EQ(texts_of(replaced.warnings), Texts{set_differs});
}

TEST(SummariseClassically, DoesNotWarnOfASuperset) {
  EXPECT_TRUE(new_column({{100, 100}, {NAN, 10000}}).warnings.empty());
}

TEST(SummariseClassically, HasNoRatioWithoutCommonRows) {
  const auto summary = new_column({{1, NAN}, {NAN, 2}});
  EXPECT_DOUBLE_EQ(*summary.geomean, 2);
  EXPECT_FALSE(summary.geomean_ratio);
  EXPECT_EQ(texts_of(summary.warnings), (Texts{set_differs, ratio_not_positive}));
}

}  // namespace
}  // namespace benchdiff::report
