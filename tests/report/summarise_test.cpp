#include <benchdiff/report/summarise.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;

/// A row: its centers, and the change between them with an interval. A row of facts has no width.
struct Line {
  double old_center, new_center;
  stats::Change change;
};

stats::Change ratio(double estimate, double low, double high, double level = 0.95) {
  return {estimate, low, high, level, stats::Change::Kind::ratio};
}
stats::Change fact(double estimate) { return ratio(estimate, estimate, estimate, 1); }

/// A table of two columns, with 10 runs in each cell; NaN stands for a cell that is missing.
Table table_of(const std::vector<Line>& lines, stats::MinEffect effect = 0.01) {
  static const std::vector<std::string> labels{"A", "B", "C", "D", "E", "F"};
  Table table;
  table.unit = "sec/op";
  table.better = stats::Better::lower;
  table.min_effect = effect;
  table.columns = {{"old"}, {"new"}};
  for (const Line& line : lines) {
    Row row;
    row.label = labels[table.rows.size()];
    row.first_cell = table.cells.size();
    for (const auto& [column, center] :
         {std::pair(0U, line.old_center), std::pair(1U, line.new_center)}) {
      if (std::isnan(center)) continue;
      Cell& cell = table.cells.emplace_back();
      cell.column = column;
      cell.center = center;
      ++row.cell_count;
    }
    if (row.cell_count == 2) {
      auto comparison = std::make_unique<Comparison>();
      comparison->change = line.change;
      comparison->old_runs = comparison->new_runs = 10;
      comparison->band = stats::band_of(effect, line.change.kind, line.old_center);
      table.cells.back().comparison = std::move(comparison);
    }
    table.rows.push_back(row);
  }
  return table;
}

ColumnSummary new_column(const std::vector<Line>& lines, stats::MinEffect effect = 0.01) {
  return summarise_columns(table_of(lines, effect), 0.05)[1];
}

TEST(SummariseColumns, GivesTheGeometricMeansOfCentersAndOfChanges) {
  const auto summaries = summarise_columns(table_of({{1, 2, fact(2.2)}, {4, 4, fact(1)}}), 0.05);
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_DOUBLE_EQ(*summaries[0].geomean, 2);
  EXPECT_FALSE(summaries[0].geomean_ratio);
  EXPECT_FALSE(summaries[0].change);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean, std::sqrt(8));
  EXPECT_DOUBLE_EQ(*summaries[1].geomean_ratio, std::sqrt(2.2));
  EXPECT_TRUE(summaries[0].warnings.empty());
  EXPECT_TRUE(summaries[1].warnings.empty());
}

TEST(SummariseColumns, TakesOnlyRowsThatAllColumnsHave) {
  const auto summaries =
      summarise_columns(table_of({{1, 2, fact(2)}, {100, NAN, {}}, {NAN, 7, {}}}), 0.05);
  EXPECT_DOUBLE_EQ(*summaries[0].geomean, 1);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean, 2);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean_ratio, 2);
  EXPECT_TRUE(summaries[1].warnings.empty()) << "that rows came or went is told elsewhere";
}

TEST(SummariseColumns, LeavesOutAndNamesRowsWithoutARatio) {
  const stats::Change shift{5, 5, 5, 1, stats::Change::Kind::shift};
  const auto summary = new_column({{0, 5, shift}, {1, 2, fact(2)}, {0, 0, shift}});
  EXPECT_DOUBLE_EQ(*summary.geomean, 2);
  EXPECT_DOUBLE_EQ(*summary.geomean_ratio, 2);
  EXPECT_EQ(texts_of(summary.warnings), Texts{"without a ratio, and left out: A, C"});
  const auto many = new_column({{0, 5, shift}, {0, 5, shift}, {0, 5, shift}, {0, 5, shift}});
  EXPECT_FALSE(many.geomean);
  EXPECT_FALSE(many.geomean_ratio);
  EXPECT_EQ(texts_of(many.warnings), Texts{"without a ratio, and left out: A, B, C and 1 more"});
}

TEST(SummariseColumns, HasAnIntervalAndAVerdict) {
  const auto clear =
      new_column({{1, 1.1, ratio(1.1, 1.08, 1.12)}, {1, 1.1, ratio(1.1, 1.08, 1.12)}});
  ASSERT_TRUE(clear.change);
  EXPECT_NEAR(clear.change->estimate, 1.1, 1e-12);
  EXPECT_GT(clear.change->low, 1.08) << "two rows know more than one";
  EXPECT_LT(clear.change->high, 1.12);
  EXPECT_EQ(clear.decision.verdict, Verdict::worse);
  EXPECT_EQ(new_column({{1, 1, ratio(1, 0.995, 1.005)}}).decision.verdict, Verdict::same);
  const auto open = new_column({{1, 1, ratio(1.05, 0.99, 1.11)}});
  EXPECT_EQ(open.decision.verdict, Verdict::unclear);
  EXPECT_EQ(open.decision.leaning, Verdict::unclear);
  const auto leaning = new_column({{1, 1, ratio(1.05, 1.005, 1.1)}});
  EXPECT_EQ(leaning.decision.verdict, Verdict::unclear);
  EXPECT_EQ(leaning.decision.leaning, Verdict::worse);
}

TEST(SummariseColumns, HoldsToMatterWhatDoesInItsRows) {
  const std::vector<Line> one_more{{10, 11, fact(1.1)}, {20, 21, fact(1.05)}};
  EXPECT_EQ(new_column(one_more, {0, 1}).decision.verdict, Verdict::same);
  EXPECT_EQ(new_column(one_more, {0, 0.5}).decision.verdict, Verdict::worse);
  EXPECT_EQ(new_column(one_more, {0, 30}).decision.verdict, Verdict::same);
  EXPECT_EQ(new_column({{10, 11, fact(1.1)}}, {0.1}).decision.verdict, Verdict::same);
}

TEST(SummariseColumns, SaysWhereTheMeansAreOfOtherRows) {
  // The second row has two columns of three, and all of the first one's values are in both means.
  Table table = table_of({{1, 2, fact(2)}, {1, 8, fact(8)}});
  table.columns.push_back({"newer"});
  Cell& cell = *table.cells.insert(table.cells.begin() + 2, Cell{});
  cell.column = 2;
  cell.center = 1;
  cell.comparison = std::make_unique<Comparison>();
  cell.comparison->change = fact(1);
  cell.comparison->band = {1, 1};
  table.rows[0].cell_count = 3;
  table.rows[1].first_cell = 3;
  const auto summaries = summarise_columns(table, 0.05);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean, 2);
  EXPECT_DOUBLE_EQ(*summaries[1].geomean_ratio, 4);
  EXPECT_EQ(texts_of(summaries[1].warnings),
            Texts{"the change is of 2 rows, and the values are of the 1 that all columns have"});
  EXPECT_TRUE(summaries[2].warnings.empty());
}

TEST(SummariseColumns, SaysNothingBeyondARowWithoutEnds) {
  const auto summary = new_column({{1, 2, ratio(2, 0, INFINITY, 1)}, {1, 2, ratio(2, 1.9, 2.1)}});
  EXPECT_DOUBLE_EQ(*summary.geomean_ratio, 2);
  EXPECT_EQ(summary.change->low, 0);
  EXPECT_TRUE(std::isinf(summary.change->high));
  EXPECT_EQ(summary.decision.verdict, Verdict::unclear);
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
