#include <benchdiff/report/summarise.h>

#include <cmath>
#include <string>
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
      table.cells.push_back(cell);
      ++row.cell_count;
    }
    table.rows.push_back(row);
  }
  return table;
}

ColumnSummary new_column(const std::vector<std::pair<double, double>>& rows, bool classic = false) {
  return summarise_columns(table_of(rows), classic)[1];
}

TEST(SummariseColumns, GivesTheGeometricMeans) {
  const auto summaries = summarise_columns(table_of({{1, 2}, {4, 4}}), false);
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_DOUBLE_EQ(*summaries[0].geomean, 2);
  EXPECT_FALSE(summaries[0].geomean_ratio);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean, std::sqrt(8));
  EXPECT_DOUBLE_EQ(*summaries[1].geomean_ratio, std::sqrt(2));
  EXPECT_TRUE(summaries[0].warnings.empty());
  EXPECT_TRUE(summaries[1].warnings.empty());
}

TEST(SummariseColumns, RoundsAsTheReferenceDoesInClassic) {
  EXPECT_EQ(summarise_columns(table_of({{1e-9, NAN}}), true)[0].geomean, 1.0000000000000007e-09);
}

TEST(SummariseColumns, TakesZeroToZeroForNoChange) {
  const auto summary = new_column({{0, 0}, {0, 0}});
  EXPECT_FALSE(summary.geomean);
  EXPECT_EQ(summary.geomean_ratio, 1);
  EXPECT_EQ(texts_of(summary.warnings), Texts{not_positive});
  EXPECT_DOUBLE_EQ(*new_column({{0, 0}, {1, 4}}).geomean_ratio, 2);
}

TEST(SummariseColumns, HasNoRatioFromZero) {
  const auto summary = new_column({{0, 100}, {1, 100}});
  EXPECT_DOUBLE_EQ(*summary.geomean, 100);
  EXPECT_FALSE(summary.geomean_ratio);
  EXPECT_TRUE(summary.warnings.empty()) << "as the reference implementation: it is seen";
}

TEST(SummariseColumns, HasNoRatioToZeroOrAcrossIt) {
  const auto to_zero = new_column({{1, 0}});
  EXPECT_FALSE(to_zero.geomean_ratio);
  EXPECT_EQ(texts_of(to_zero.warnings), (Texts{not_positive, ratio_not_positive}));
  const auto negative = new_column({{1, -2}});
  EXPECT_EQ(texts_of(negative.warnings), (Texts{not_positive, ratio_not_positive}));
  const auto both = new_column({{-1, -2}, {-3, -6}});
  EXPECT_DOUBLE_EQ(*both.geomean_ratio, 2);
  EXPECT_EQ(texts_of(both.warnings), Texts{not_positive});
}

TEST(SummariseColumns, WarnsWhereTheBaselineHasOtherRows) {
  const auto missing = new_column({{1, 2}, {4, NAN}});
  EXPECT_DOUBLE_EQ(*missing.geomean_ratio, 2);
  EXPECT_EQ(texts_of(missing.warnings), Texts{set_differs});
  const auto replaced = new_column({{100, 100}, {10000, NAN}, {NAN, 10000}});
  EXPECT_DOUBLE_EQ(*replaced.geomean_ratio, 1);
  EXPECT_EQ(texts_of(replaced.warnings), Texts{set_differs});
}

/// A column of one row, from 100 to 150, that is said to have changed by something else.
ColumnSummary changed_by(double estimate, stats::Change::Kind kind, bool classic = false) {
  Table table = table_of({{100, 150}});
  Comparison& comparison = table.cells[1].comparison.emplace();
  comparison.change.estimate = estimate;
  comparison.change.kind = kind;
  return summarise_columns(table, classic)[1];
}

TEST(SummariseColumns, TakesTheRatioThatAComparisonEstimates) {
  using Kind = stats::Change::Kind;
  EXPECT_DOUBLE_EQ(*changed_by(2, Kind::ratio).geomean_ratio, 2);
  EXPECT_DOUBLE_EQ(*changed_by(2, Kind::ratio, true).geomean_ratio, 1.5);
  EXPECT_DOUBLE_EQ(*changed_by(50, Kind::shift).geomean_ratio, 1.5);
  for (const double no_ratio : {0.0, -1.0, static_cast<double>(INFINITY), std::nan("")}) {
    EXPECT_DOUBLE_EQ(*changed_by(no_ratio, Kind::ratio).geomean_ratio, 1.5) << no_ratio;
  }
}

TEST(SummariseColumns, WarnsOfASuperset) {
  const auto summary = new_column({{100, 100}, {NAN, 10000}});
  EXPECT_DOUBLE_EQ(*summary.geomean_ratio, 1);
  EXPECT_EQ(texts_of(summary.warnings), Texts{set_differs});
  EXPECT_TRUE(summarise_columns(table_of({{1, 1}, {2, NAN}}), false)[0].warnings.empty());
}

TEST(SummariseColumns, DoesNotWarnOfASupersetInClassic) {
  EXPECT_TRUE(new_column({{100, 100}, {NAN, 10000}}, true).warnings.empty());
}

TEST(SummariseColumns, HasNoRatioWithoutCommonRows) {
  const auto summary = new_column({{1, NAN}, {NAN, 2}});
  EXPECT_DOUBLE_EQ(*summary.geomean, 2);
  EXPECT_FALSE(summary.geomean_ratio);
  EXPECT_EQ(texts_of(summary.warnings), (Texts{set_differs, ratio_not_positive}));
}

Report three_files(const std::vector<std::string>& texts) {
  std::vector<formats::ResultFile> files;
  for (const auto& text : texts) {
    files.push_back(formats::read_text(text, "f" + std::to_string(files.size())));
  }
  return make_report(std::move(files));
}

TEST(Count, CountsVerdicts) {
  const auto report =
      compare_texts(runs_of("A", {1, 2, 3, 4, 5, 6}) + runs_of("B", {11, 12, 13, 14, 15, 16}) +
                        runs_of("C", {1, 1, 1, 1, 1, 1}) + runs_of("D", {1, 2}) +
                        runs_of("E", {1, 2, 3, 4, 5, 6}, "frobs"),
                    runs_of("A", {11, 12, 13, 14, 15, 16}) + runs_of("B", {1, 2, 3, 4, 5, 6}) +
                        runs_of("C", {1, 1, 1, 1, 1, 1}) + runs_of("D", {3, 4}) +
                        runs_of("E", {11, 12, 13, 14, 15, 16}, "frobs"));
  EXPECT_EQ(report.counts.worse, 1U);
  EXPECT_EQ(report.counts.better, 1U);
  EXPECT_EQ(report.counts.same, 1U);
  EXPECT_EQ(report.counts.unclear, 1U);
  EXPECT_EQ(report.counts.changed, 1U);
}

TEST(Count, CountsRowsThatOneSideLacks) {
  const auto report = compare_texts(runs_of("A", {1}) + runs_of("B", {1}) + runs_of("C", {1}),
                                    runs_of("B", {1}) + runs_of("D", {1}));
  EXPECT_EQ(report.only_in_baseline, 2U);
  EXPECT_EQ(report.without_baseline, 1U);
}

TEST(Count, CountsARowOnceForAllItsUnits) {
  const auto report = compare_texts("BenchmarkA 1 1 ns/op 1 B/op 1 allocs/op\n",
                                    "BenchmarkB 1 1 ns/op 1 B/op 1 allocs/op\n");
  EXPECT_EQ(report.only_in_baseline, 1U);
  EXPECT_EQ(report.without_baseline, 1U);
}

TEST(Count, DoesNotCountARowThatIsComparedInAnotherUnit) {
  const auto report = compare_texts("BenchmarkA 1 1 ns/op\n", "BenchmarkA 1 1 ns/op 5 B/op\n");
  EXPECT_EQ(report.only_in_baseline, 0U);
  EXPECT_EQ(report.without_baseline, 0U);
}

TEST(Count, CountsNothingWhereThereIsOneColumn) {
  const auto report = report_of(runs_of("A", {1}) + runs_of("B", {1}));
  EXPECT_EQ(report.counts.total(), 0U);
  EXPECT_EQ(report.only_in_baseline, 0U);
  EXPECT_EQ(report.without_baseline, 0U);
}

TEST(Count, CountsRowsThatOnlyLaterColumnsHave) {
  const auto report = three_files({runs_of("A", {1}), runs_of("A", {1}) + runs_of("B", {1}),
                                   runs_of("A", {1}) + runs_of("B", {1})});
  EXPECT_EQ(report.only_in_baseline, 0U);
  EXPECT_EQ(report.without_baseline, 1U);
}

TEST(Count, TakesTheFirstColumnOfAllTablesForTheBaseline) {
  Asked asked;
  asked.projections.table = "pkg@alpha";
  const auto report =
      compare_texts("pkg: b\n" + runs_of("A", {1}),
                    "pkg: a\n" + runs_of("X", {1}) + "pkg: b\n" + runs_of("A", {1}), asked);
  EXPECT_EQ(report.only_in_baseline, 0U);
  EXPECT_EQ(report.without_baseline, 1U);
}

TEST(Count, TellsRowsApartThatReadAlike) {
  Asked asked;
  asked.projections.row = "/a,/b";
  const auto report =
      compare_texts(runs_of("N/a=x", {1}) + runs_of("M/b=x", {1}), runs_of("N/a=x", {1}), asked);
  EXPECT_EQ(report.counts.total(), 1U);
  EXPECT_EQ(report.only_in_baseline, 1U);
}

}  // namespace
}  // namespace benchdiff::report
