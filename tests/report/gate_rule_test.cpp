#include <benchdiff/report/gate_rule.h>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Kind = GateRule::Kind;

GateRule only_rule(std::string_view text) {
  const auto rules = parse_gate_rules(text);
  EXPECT_EQ(rules.size(), 1U) << text;
  return rules.at(0);
}

std::vector<Kind> kinds_of(std::string_view text) {
  std::vector<Kind> kinds;
  for (const GateRule& rule : parse_gate_rules(text)) kinds.push_back(rule.kind);
  return kinds;
}

TEST(GateRule, IsAWord) {
  EXPECT_EQ(kinds_of("worse"), std::vector{Kind::worse});
  EXPECT_EQ(kinds_of("unclear"), std::vector{Kind::unclear});
  EXPECT_EQ(kinds_of("worse:5%"), std::vector{Kind::beyond});
  EXPECT_EQ(kinds_of("ns/op:5%"), std::vector{Kind::beyond});
}

TEST(GateRule, ThatFailsOnWhatLeansToWorseFailsOnWhatIsWorse) {
  EXPECT_EQ(kinds_of("leaning"), (std::vector{Kind::worse, Kind::leaning}));
}

TEST(GateRule, CanBeSeveralWithCommasBetween) {
  EXPECT_EQ(kinds_of("worse,unclear"), (std::vector{Kind::worse, Kind::unclear}));
  EXPECT_EQ(kinds_of("ns/op:5%,B/op:64B,unclear"),
            (std::vector{Kind::beyond, Kind::beyond, Kind::unclear}));
}

TEST(GateRule, KnowsItsUnitAsItIsReported) {
  EXPECT_EQ(only_rule("ns/op:5%").unit, "sec/op");
  EXPECT_EQ(only_rule("allocs/op:0").unit, "allocs/op");
  EXPECT_EQ(only_rule("worse:5%").unit, std::nullopt);
}

TEST(GateRule, HasItsAmountInTheUnitOfTheReport) {
  const auto rule = only_rule("ns/op:2%|10ns");
  EXPECT_DOUBLE_EQ(rule.most.of("sec/op", false).relative, 0.02);
  EXPECT_DOUBLE_EQ(rule.most.of("sec/op", false).absolute, 10e-9);
}

TEST(GateRule, CanHaveAQueryBeforeIt) {
  const auto rule = only_rule("  .name:/Render it/ goos:linux ns/op:2%  ");
  EXPECT_TRUE(rule.query);
  EXPECT_EQ(rule.unit, "sec/op");
  EXPECT_FALSE(only_rule("  worse ").query);
}

TEST(GateRule, IsCalledByItsQueryAndWhatItFailsOn) {
  const auto rules = parse_gate_rules("  .name:A  ns/op:5%,worse ");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].text, ".name:A ns/op:5%");
  EXPECT_EQ(rules[1].text, ".name:A worse");
}

TEST(GateRule, TellsWhereItCantBeUnderstood) {
  const auto parse = [](std::string_view text) { return [text] { (void)parse_gate_rules(text); }; };
  const std::string_view words =
      "expected what to fail on: worse, worse:5%, leaning, unclear, gone, or a unit with an amount "
      "such as ns/op:5%";
  expect_query_error(parse(""), words, 0);
  expect_query_error(parse("slower"), words, 0);
  expect_query_error(parse("worse,"), words, 6);
  expect_query_error(parse(",worse"), words, 0);
  expect_query_error(parse(".name:/Render/ WORSE"), words, 15);
  for (const char* text : {"leaning:5%", "unclear:5%", "gone:1", "better:5%", "ns/op:5%:6%"}) {
    expect_query_error(parse(text), words, 0);
  }
  expect_query_error(parse("worse:5"), "say of which unit, as in allocs/op:1", 6);
  expect_query_error(parse("ns/op:five"), "expected an amount, as in 2%, 10ns or 2%|10ns", 6);
  expect_query_error(parse(".name:/Render/ ns/op:5x"),
                     "unknown unit of an amount; %, ns, us, ms, s, B, KiB, MiB and GiB are known",
                     22);
  expect_query_error(parse(".name worse"), "expected key:value", 0);
}

/// Runs around `center` that differ by some tenths of a percent.
std::string runs_around(double center, std::string_view unit = "ns/op") {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.push_back(center * (1 + 0.0004 * i));
  return runs_of("A", values, unit);
}

bool fails_on(std::string_view text, const Report& report) {
  const Table& table = report.tables.at(0);
  bool any = false;
  for (const GateRule& rule : parse_gate_rules(text)) {
    any = any || fails(rule, report, table, *table.baseline_of(table.rows.at(0)),
                       table.cells_of(table.rows.at(0)).back());
  }
  return any;
}

TEST(GateRule, FailsByTheVerdict) {
  const auto worse = compare_texts(runs_around(100), runs_around(110));
  EXPECT_TRUE(fails_on("worse", worse));
  EXPECT_FALSE(fails_on("worse", compare_texts(runs_around(110), runs_around(100))));
  EXPECT_FALSE(fails_on("worse", compare_texts(runs_around(100), runs_around(100))));
  EXPECT_FALSE(fails_on("unclear", worse));
}

TEST(GateRule, FailsByItsAmountOnlyWhereTheWholeIntervalLiesBeyondIt) {
  const auto ten_percent = compare_texts(runs_around(100), runs_around(110));
  EXPECT_TRUE(fails_on("worse:9%", ten_percent));
  EXPECT_FALSE(fails_on("worse:10%", ten_percent));  // the interval begins below
  EXPECT_FALSE(fails_on("worse:11%", ten_percent));
  EXPECT_TRUE(fails_on("ns/op:9%", ten_percent));
  EXPECT_TRUE(fails_on("ns/op:9ns", ten_percent));
  EXPECT_FALSE(fails_on("ns/op:9%|11ns", ten_percent));
}

TEST(GateRule, NeedsASignificantChangeWhateverItsSize) {
  const auto three_runs =
      compare_texts(runs_of("A", {100, 101, 102}), runs_of("A", {200, 201, 202}));
  EXPECT_FALSE(fails_on("worse:1%", three_runs));
  EXPECT_TRUE(fails_on("unclear", three_runs));
}

TEST(GateRule, GoesByTheDirectionOfTheUnit) {
  const auto more = compare_texts(runs_around(100, "MB/s"), runs_around(110, "MB/s"));
  const auto less = compare_texts(runs_around(110, "MB/s"), runs_around(100, "MB/s"));
  EXPECT_FALSE(fails_on("worse:1%", more));
  EXPECT_TRUE(fails_on("worse:1%", less));
  EXPECT_TRUE(fails_on("MB/s:5%", less));
}

TEST(GateRule, TakesAChangeForWorseWhereNobodySaysWhichWayIsBetter) {
  const auto changed = compare_texts(runs_around(100, "widgets"), runs_around(110, "widgets"));
  EXPECT_TRUE(fails_on("worse", changed));
  EXPECT_TRUE(fails_on("worse:5%", changed));
  EXPECT_FALSE(fails_on("worse:20%", changed));
}

Report allocations(double before, double after) {
  return compare_texts(runs_of("A", {before, before, before}, "allocs/op"),
                       runs_of("A", {after, after, after}, "allocs/op"));
}

TEST(GateRule, AllowsNoMoreOfWhatIsCountedUnlessItIsOfItsUnit) {
  EXPECT_TRUE(fails_on("worse:50%", allocations(10, 11)));
  EXPECT_FALSE(fails_on("allocs/op:50%", allocations(10, 11)));
  EXPECT_TRUE(fails_on("allocs/op:50%", allocations(10, 16)));
  EXPECT_FALSE(fails_on("allocs/op:50%", allocations(10, 15)));
  EXPECT_FALSE(fails_on("allocs/op:10%", allocations(10, 11)));  // just the most, however rounded
  EXPECT_FALSE(fails_on("allocs/op:1", allocations(10, 11)));
  EXPECT_TRUE(fails_on("allocs/op:1", allocations(10, 12)));
  EXPECT_FALSE(fails_on("allocs/op:0", allocations(10, 9)));
}

TEST(GateRule, FailsOnTheFirstAllocation) {
  for (const char* rule : {"worse", "worse:5%", "allocs/op:0", "allocs/op:50%", "leaning"}) {
    EXPECT_TRUE(fails_on(rule, allocations(0, 1))) << rule;
    EXPECT_FALSE(fails_on(rule, allocations(0, 0))) << rule;
    EXPECT_FALSE(fails_on(rule, allocations(1, 0))) << rule;
  }
  EXPECT_FALSE(fails_on("allocs/op:1", allocations(0, 1)));
}

Report counted(std::initializer_list<double> before, std::initializer_list<double> after) {
  return compare_texts(runs_of("A", before, "allocs/op"), runs_of("A", after, "allocs/op"));
}

TEST(GateRule, FailsOnWhatWasNeverThereBeforeHoweverFewTheRunsAre) {
  for (const char* rule : {"worse", "worse:5%", "allocs/op:0", "allocs/op:50%"}) {
    EXPECT_TRUE(fails_on(rule, counted({0}, {1}))) << rule;
    EXPECT_TRUE(fails_on(rule, counted({0, 0, 0}, {10, 12, 11}))) << rule;
    EXPECT_FALSE(fails_on(rule, counted({0, 0}, {0, 1}))) << rule << ": not in every run";
    EXPECT_FALSE(fails_on(rule, counted({0, 1}, {2, 3}))) << rule;
    EXPECT_FALSE(fails_on(rule, counted({1}, {2}))) << rule << ": too few to tell";
  }
  EXPECT_FALSE(fails_on("allocs/op:2", counted({0}, {1})));
  EXPECT_FALSE(fails_on("worse", compare_texts(runs_of("A", {0}), runs_of("A", {1})))) << "time";
}

TEST(GateRule, CantFailWhereNoResultWouldBeSignificant) {
  const auto cant = [](const Report& report) {
    return cant_fail(only_comparison(report), report.alpha);
  };
  EXPECT_TRUE(cant(compare_texts(runs_of("A", {1, 2}), runs_of("A", {3, 4}))));
  EXPECT_FALSE(cant(compare_texts(runs_of("A", {1, 2, 3, 4}), runs_of("A", {3, 4, 5, 6}))));
  EXPECT_FALSE(cant(allocations(0, 1))) << "known without a test";
  Asked paired;
  paired.judge.test = stats::Test::signed_rank;
  EXPECT_TRUE(cant(compare_texts(runs_around(100), runs_of("A", {1, 2, 3}), paired)))
      << "sides of different sizes";
}

TEST(GateRule, FailsOnWhatLeansToWorse) {
  const auto leaning =
      compare_texts(runs_of("A", {100, 101, 102, 103, 104, 105, 106, 107, 108, 109}),
                    runs_of("A", {104, 105, 106, 107, 108, 109, 110, 111, 112, 113}));
  ASSERT_EQ(only_comparison(leaning).verdict, Verdict::unclear);
  ASSERT_EQ(only_comparison(leaning).leaning, Verdict::worse);
  EXPECT_TRUE(fails_on("leaning", leaning));
  EXPECT_TRUE(fails_on("unclear", leaning));
  EXPECT_FALSE(fails_on("worse", leaning));
}

TEST(GateRule, IsMoreSpecialTheLessItIsAbout) {
  EXPECT_LT(speciality(only_rule("worse")), speciality(only_rule("ns/op:5%")));
  EXPECT_LT(speciality(only_rule("ns/op:5%")), speciality(only_rule(".name:A worse")));
  EXPECT_LT(speciality(only_rule(".name:A worse")), speciality(only_rule(".name:A ns/op:5%")));
}

}  // namespace
}  // namespace benchdiff::report
