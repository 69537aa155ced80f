#include <benchdiff/report/judge_row.h>

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;

constexpr double infinity = std::numeric_limits<double>::infinity();

Cell only_cell(std::string_view text, const JudgeOptions& options = {}) {
  auto report = report_of(text, {.projections = {}, .filter = "*", .judge = options});
  EXPECT_EQ(report.tables.size(), 1U);
  EXPECT_EQ(report.tables[0].cells.size(), 1U);
  return std::move(report.tables[0].cells[0]);
}

Cell classic_cell(std::string_view text, double confidence = .95) {
  return only_cell(text, {.alpha = .05, .confidence = confidence, .classic = true});
}

TEST(RowJudge, JudgesOneRowAtATime) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(runs_of("A", {1, 2, 3}) + runs_of("B", {7}), "old"));
  files.push_back(formats::read_text(runs_of("A", {4, 5}), "new"));
  Filter filter;
  Projections projections({}, filter, ConfigOrder::first_seen);
  const auto samples = tabulate(std::move(files), filter, projections);
  Table table;
  table.unit = "sec/op";
  table.rows = {{"A", 0, 0, 2}, {"B", 1, 2, 1}};
  table.cells.resize(3);
  table.cells[1].column = 1;
  const JudgeOptions options;
  RowJudge judge(samples, projections.residue(), options);
  judge(samples.tables[0], table, table.rows[0]);
  EXPECT_EQ(table.cells[0].runs, 3U);
  EXPECT_EQ(table.cells[1].runs, 2U);
  EXPECT_TRUE(table.cells[1].comparison);
  EXPECT_EQ(table.cells[2].runs, 0U) << "of the other row";
  judge(samples.tables[0], table, table.rows[1]);
  EXPECT_EQ(table.cells[2].center, 7 * 1e-9);
  EXPECT_FALSE(table.cells[2].comparison);
}

TEST(RowJudge, SummarisesByTheMedianAndOrderStatistics) {
  const auto six = classic_cell(runs_of("A", {5, 2, -10, 6, 4, 3}, "x"));
  EXPECT_EQ(six.center, 3.5);
  EXPECT_EQ(six.low, -10);
  EXPECT_EQ(six.high, 6);
  EXPECT_EQ(six.level, 0.96875);
  EXPECT_EQ(six.runs, 6U);
  EXPECT_TRUE(six.warnings.empty());
}

TEST(RowJudge, HasAnInfiniteIntervalAndAWarningWithFewRuns) {
  const auto six = classic_cell(runs_of("A", {5, 2, -10, 6, 4, 3}, "x"), .99);
  EXPECT_EQ(six.low, -infinity);
  EXPECT_EQ(six.high, infinity);
  EXPECT_EQ(texts_of(six.warnings),
            Texts{"need >= 8 samples for confidence interval at level 0.99"});
  const auto one = classic_cell(runs_of("A", {1}, "x"));
  EXPECT_EQ(one.center, 1);
  EXPECT_EQ(one.low, -infinity);
  EXPECT_EQ(texts_of(one.warnings),
            Texts{"need >= 6 samples for confidence interval at level 0.95"});
}

TEST(RowJudge, NamesTheLevelAndTheRunsItTakes) {
  const auto warning = [](double confidence) {
    const auto cell = classic_cell(runs_of("A", {1}, "x"), confidence);
    return cell.warnings.empty() ? std::string() : cell.warnings[0].text;
  };
  EXPECT_EQ(warning(.999), "need >= 11 samples for confidence interval at level 0.999");
  EXPECT_EQ(warning(1), "need > 50 samples for confidence interval at level 1");
  EXPECT_EQ(warning(.9), "need >= 5 samples for confidence interval at level 0.9");
  const auto two = classic_cell(runs_of("A", {1, 2}, "x"), 0);
  EXPECT_EQ(two.center, 1.5);
  EXPECT_EQ(two.low, 1);
  EXPECT_EQ(two.high, 2);
  EXPECT_EQ(two.level, .5);
  EXPECT_TRUE(two.warnings.empty());
}

TEST(RowJudge, ChoosesTheIntervalsOfTheReferenceOnlyInClassic) {
  const auto text = runs_of("A", {1, 2, 3, 4, 5, 6, 7, 8}, "x");
  const auto classic = classic_cell(text);
  EXPECT_EQ(classic.low, 1);
  EXPECT_EQ(classic.high, 7) << "one value shorter on the right";
  const auto ours = only_cell(text);
  EXPECT_EQ(ours.low, 1);
  EXPECT_EQ(ours.high, 8);
}

TEST(RowJudge, SummarisesExactUnitsByTheMode) {
  const auto cell = classic_cell("Unit x assume=exact\n" + runs_of("A", {3, 2, 1, 2}, "x"));
  EXPECT_EQ(cell.center, 2);
  EXPECT_EQ(cell.low, 1);
  EXPECT_EQ(cell.high, 3);
  EXPECT_EQ(cell.level, 1);
  EXPECT_EQ(texts_of(cell.warnings),
            Texts{"exact distribution expected, but values range from 1 to 3"});
  const auto constant = classic_cell("Unit x assume=exact\n" + runs_of("A", {4}, "x"));
  EXPECT_EQ(constant.center, 4);
  EXPECT_EQ(constant.level, 1);
  EXPECT_TRUE(constant.warnings.empty());
}

TEST(RowJudge, TellsTheRangeOfExactUnitsInTheTidyUnit) {
  const auto cell = classic_cell("Unit ns/op assume=exact\n" + runs_of("A", {10, 12, 10}));
  EXPECT_EQ(
      texts_of(cell.warnings),
      Texts{"exact distribution expected, but values range from 1e-08 to 1.2000000000000002e-08"});
}

TEST(RowJudge, WarnsOfMixedBenchmarks) {
  Asked asked;
  asked.projections.row = ".name";
  asked.projections.table = "";
  const auto report = report_of("p: 1\nBenchmarkA/x 1 1 u\np: 2\nBenchmarkA/y 1 1 u\n", asked);
  const auto& warnings = report.tables[0].cells[0].warnings;
  ASSERT_FALSE(warnings.empty());
  EXPECT_EQ(warnings[0].kind, Warning::Kind::mixed_benchmarks);
  EXPECT_EQ(warnings[0].text, "benchmarks vary in p, .fullname");
}

TEST(RowJudge, WarnsOfValuesThatAreNotNumbers) {
  const auto cell = only_cell("BenchmarkA 1 NaN x\nBenchmarkA 1 1 x\nBenchmarkA 1 NaN x\n");
  EXPECT_EQ(cell.runs, 1U);
  EXPECT_EQ(cell.center, 1);
  EXPECT_EQ(cell.warnings[0].kind, Warning::Kind::not_a_number);
  EXPECT_EQ(cell.warnings[0].text, "2 of 3 values are NaN and left out");
}

}  // namespace
}  // namespace benchdiff::report
