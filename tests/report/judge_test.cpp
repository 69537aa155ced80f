#include <benchdiff/report/judge.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/render_csv.h>
#include <benchdiff/stats/mann_whitney.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;
using Values = std::vector<double>;
using Kind = stats::Change::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();

const Values low{1, 2, 3, 4, 5, 6};
const Values high{11, 12, 13, 14, 15, 16};

JudgeOptions classic_options(double alpha = .05) {
  return {.alpha = alpha, .confidence = .95, .classic = true};
}

Comparison compare(const Values& old_values, const Values& new_values,
                   std::string_view unit = "ns/op", const JudgeOptions& options = {},
                   std::string_view before = "") {
  return only_comparison(compare_texts(std::string(before) + runs_of("A", old_values, unit),
                                       runs_of("A", new_values, unit),
                                       {.projections = {}, .filter = "*", .judge = options}));
}

Values draw(std::mt19937_64& engine, std::size_t n, double mean, double step) {
  std::normal_distribution<double> noise(mean, mean / 10);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

std::string csv_of(const Report& report) {
  std::string out;
  render_csv(report, out);
  return out;
}

TEST(Judge, TestsWhetherSidesDiffer) {
  const Values json_old{1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774};
  const Values json_new{1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425};
  const auto comparison = compare(json_old, json_new);
  EXPECT_TRUE(comparison.tested);
  EXPECT_TRUE(comparison.exact);
  EXPECT_DOUBLE_EQ(comparison.p, 1.082508822446903e-05);
  EXPECT_EQ(comparison.verdict, Verdict::better);
  EXPECT_EQ(comparison.change.kind, Kind::ratio);
  EXPECT_NEAR(comparison.change.estimate, .828, .002);
  EXPECT_LT(comparison.change.high, 1);
  EXPECT_GE(comparison.change.level, .95);
  EXPECT_TRUE(comparison.warnings.empty());
}

TEST(Judge, GivesThePOfTheReferenceWhereThatIsRight) {
  const Values gob_old{3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062};
  const Values gob_new{3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062};
  EXPECT_DOUBLE_EQ(compare(gob_old, gob_new, "ns/op", classic_options()).p, 0.4461018857303687);
  EXPECT_EQ(compare(gob_old, gob_new).verdict, Verdict::same) << "within 1 %";
  EXPECT_DOUBLE_EQ(compare({115, 114, 115, 115, 115}, {78.8, 78.8, 78.8, 78.8, 78.8}).p,
                   .007936507936507936);
  EXPECT_NEAR(compare({2, 1, 3, 5}, {12, 11, 13, 15}).p, .0285714, 1e-7);
  EXPECT_NEAR(compare({2, 1, 3, 5}, {0, 4, 6, 7}, "x").p, .4857142857, 1e-10);
  EXPECT_NEAR(compare({1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 7}).p, .9653679654, 1e-10);
}

TEST(Judge, GivesARightPOfTiesAndUnequalSizes) {
  // The reference implementation says 0 one way, and .0952 the other.
  EXPECT_NEAR(compare({2, 1, 3, 5}, {1, 1, 1, 1, 1}).p, .0952, .0001);
  EXPECT_EQ(compare({2, 1, 3, 5}, {1, 1, 1, 1, 1}).p, compare({1, 1, 1, 1, 1}, {2, 1, 3, 5}).p);
}

TEST(Judge, FollowsTheLimitsOfTheReferenceOnlyInClassic) {
  Values x;
  Values y;
  for (int i = 0; i < 51; ++i) {
    x.push_back(i);
    y.push_back(i + 5.5);
  }
  const auto classic = compare(x, y, "ns/op", classic_options());
  EXPECT_FALSE(classic.exact);
  EXPECT_NEAR(classic.p, .07613472653, 1e-10);
  const auto ours = compare(x, y);
  EXPECT_TRUE(ours.exact);
  EXPECT_NEAR(ours.p, classic.p, .002);
}

TEST(Judge, KnowsTheDirectionOfUnits) {
  EXPECT_EQ(compare(low, high, "ns/op").verdict, Verdict::worse);
  EXPECT_EQ(compare(high, low, "ns/op").verdict, Verdict::better);
  EXPECT_EQ(compare(low, high, "MB/s").verdict, Verdict::better);
  EXPECT_EQ(compare(high, low, "MB/s").verdict, Verdict::worse);
  EXPECT_EQ(compare(low, high, "frobs").verdict, Verdict::changed);
  EXPECT_EQ(compare(high, low, "frobs").verdict, Verdict::changed);
}

TEST(Judge, TakesTheDirectionThatAFileGivesAUnit) {
  EXPECT_EQ(compare(low, high, "frobs", {}, "Unit frobs better=higher\n").verdict, Verdict::better);
  EXPECT_EQ(compare(low, high, "frobs", {}, "Unit frobs better=lower\n").verdict, Verdict::worse);
  EXPECT_EQ(compare(low, high, "ns/op", {}, "Unit sec/op better=higher\n").verdict,
            Verdict::better);
}

TEST(Judge, GivesTheSameDirectionsInClassic) {
  EXPECT_EQ(compare(low, high, "ns/op", classic_options()).verdict, Verdict::worse);
  EXPECT_EQ(compare(high, low, "ns/op", classic_options()).verdict, Verdict::better);
  EXPECT_EQ(compare(low, high, "MB/s", classic_options()).verdict, Verdict::better);
}

TEST(Judge, IsUnclearOnAnInsignificantDifference) {
  EXPECT_EQ(compare({1, 3, 5, 7, 9, 11}, {2, 4, 6, 8, 10, 12}).verdict, Verdict::unclear);
  EXPECT_EQ(compare({1, 3, 5, 7, 9, 11}, {2, 4, 6, 8, 10, 12}, "ns/op", {.alpha = 1}).verdict,
            Verdict::worse);
  EXPECT_EQ(compare(low, high, "ns/op", {.alpha = 0}).verdict, Verdict::unclear);
}

TEST(Judge, TakesAPOfJustAlphaForSignificant) {
  const double p = compare({1, 2, 3, 4}, {5, 6, 7, 8}).p;
  EXPECT_EQ(compare({1, 2, 3, 4}, {5, 6, 7, 8}, "ns/op", {.alpha = p}).verdict, Verdict::worse);
  EXPECT_EQ(compare({1, 2, 3, 4}, {5, 6, 7, 8}, "ns/op", {.alpha = std::nextafter(p, 0)}).verdict,
            Verdict::unclear);
}

TEST(Judge, TellsEqualFromUnknown) {
  const auto equal = compare({5, 5, 5, 5, 5, 5}, {5, 5, 5, 5, 5, 5});
  EXPECT_EQ(equal.verdict, Verdict::same);
  EXPECT_EQ(equal.p, 1);
  EXPECT_EQ(texts_of(equal.warnings), Texts{"all samples are equal"});
  const auto few = compare({5}, {5});
  EXPECT_EQ(few.verdict, Verdict::unclear);
  EXPECT_EQ(texts_of(few.warnings),
            (Texts{"all samples are equal",
                   "need >= 4 samples to detect a difference at alpha level 0.05"}));
}

TEST(Judge, SaysWhenRunsAreTooFewToDetectAnything) {
  const auto warnings = [](const Values& x, const Values& y, const JudgeOptions& options) {
    return texts_of(compare(x, y, "ns/op", options).warnings);
  };
  const Texts need_4{"need >= 4 samples to detect a difference at alpha level 0.05"};
  EXPECT_EQ(warnings({1, 2, 3}, {4, 5, 6}, {}), need_4);
  EXPECT_EQ(warnings({1, 2, 3, 4}, {1.5, 2.5, 3.5, 4.5}, {}), Texts{});
  EXPECT_EQ(warnings({1}, low, {}), need_4);
  EXPECT_EQ(warnings({1, 2, 3}, {4, 5, 6, 7}, {}), need_4);
  EXPECT_EQ(warnings({1.5, 2.5, 3.5, 4.5}, {1, 2, 3, 4}, {.alpha = .01}),
            Texts{"need >= 5 samples to detect a difference at alpha level 0.01"});
  EXPECT_EQ(warnings(low, high, {.alpha = 0}),
            Texts{"need > 10 samples to detect a difference at alpha level 0"});
  EXPECT_EQ(warnings(low, high, {.alpha = 1e-6}),
            Texts{"need > 10 samples to detect a difference at alpha level 1e-06"});
}

TEST(Judge, WarnsInClassicOnlyWhereBothSidesAreTooFew) {
  const auto warnings = [](const Values& x, const Values& y, double alpha = .05) {
    return texts_of(compare(x, y, "ns/op", classic_options(alpha)).warnings);
  };
  EXPECT_EQ(warnings({1, 2, 3}, {4, 5, 6}),
            Texts{"need >= 4 samples to detect a difference at alpha level 0.05"});
  EXPECT_EQ(warnings({1}, low), Texts{});
  EXPECT_EQ(warnings({5}, {5}), Texts{"all samples are equal"});
  EXPECT_EQ(warnings({1, 2}, {3, 4}, 1), Texts{});
}

TEST(Judge, DoesNotTestExactUnits) {
  const auto worse = compare({100}, {105}, "x", {}, "Unit x assume=exact\n");
  EXPECT_FALSE(worse.tested);
  EXPECT_EQ(worse.p, 0);
  EXPECT_EQ(worse.verdict, Verdict::changed);
  EXPECT_EQ(worse.change.estimate, 1.05);
  EXPECT_EQ(worse.change.low, worse.change.high);
  EXPECT_EQ(worse.change.level, 1);
  EXPECT_TRUE(worse.warnings.empty());
  EXPECT_EQ(compare({100}, {100}, "x", {}, "Unit x assume=exact\n").verdict, Verdict::same);
  EXPECT_EQ(compare({100}, {101}, "B/op", {}, "Unit B/op assume=exact\n").verdict, Verdict::worse);
}

TEST(Judge, ComparesTheMostFrequentValuesOfExactUnitsThatVary) {
  for (const auto& options : {JudgeOptions{}, classic_options()}) {
    const auto varies = compare({1, 2, 2, 3}, {4, 4, 5}, "x", options,
                                "Unit x assume=exact\nUnit x better=lower\n");
    EXPECT_FALSE(varies.tested);
    EXPECT_TRUE(options.classic || varies.change.estimate == 2);
    EXPECT_EQ(varies.verdict, Verdict::worse);
  }
}

TEST(Judge, TakesCountsThatNeverVaryForFacts) {
  const auto more = compare({3, 3}, {4, 4, 4}, "allocs/op");
  EXPECT_FALSE(more.tested);
  EXPECT_EQ(more.verdict, Verdict::worse);
  EXPECT_EQ(compare({3, 3}, {3, 3}, "B/op").verdict, Verdict::same);
  EXPECT_EQ(compare({4, 4}, {3, 3}, "B/op").verdict, Verdict::better);
  EXPECT_TRUE(compare({3}, {4, 4}, "allocs/op").tested) << "one run could be anything";
  EXPECT_TRUE(compare({3, 4}, {4, 4}, "allocs/op").tested) << "it varies";
  EXPECT_TRUE(compare({3, 3}, {4, 4}, "ns/op").tested) << "not a count";
  EXPECT_TRUE(compare({3, 3}, {4, 4}, "allocs/op", classic_options()).tested);
}

TEST(Judge, CallsFromNoAllocationToOneWorse) {
  const auto comparison = compare({0, 0, 0}, {1, 1, 1}, "allocs/op");
  EXPECT_EQ(comparison.verdict, Verdict::worse);
  EXPECT_EQ(comparison.change.kind, Kind::shift);
  EXPECT_EQ(comparison.change.estimate, 1);
  EXPECT_EQ(compare({1, 1}, {0, 0}, "allocs/op").verdict, Verdict::better);
  EXPECT_EQ(compare({0, 0}, {0, 0}, "allocs/op").verdict, Verdict::same);
  EXPECT_EQ(compare({0, 0, 0, 0, 0}, {1, 1, 2, 1, 1}, "allocs/op").verdict, Verdict::worse);
}

TEST(Judge, GivesDifferencesInTheUnitOfTheTable) {
  const auto comparison = compare({0, 1, 2, 3, 4}, {10, 11, 12, 13, 14}, "ns/op");
  EXPECT_EQ(comparison.change.kind, Kind::shift);
  EXPECT_DOUBLE_EQ(comparison.change.estimate, 10e-9);
  EXPECT_GT(comparison.change.low, 0);
  EXPECT_LT(comparison.change.high, 20e-9);
}

TEST(Judge, ComparesTwoSpellingsOfAUnit) {
  const auto comparison = only_comparison(compare_texts(
      runs_of("A", {1, 2, 3, 4, 5}), runs_of("A", {1e-8, 2e-8, 3e-8, 4e-8, 5e-8}, "sec/op")));
  EXPECT_EQ(comparison.verdict, Verdict::worse);
  EXPECT_NEAR(comparison.change.estimate, 10, 1e-9);
}

TEST(Judge, SeesNoTiesThatOnlyScalingMakes) {
  const auto plain = compare({1.1, 2.2, 3.3, 1e-300}, {1.2, 2.1, 3.4, 5}, "x");
  EXPECT_EQ(compare({1.1, 2.2, 3.3, 1e-300}, {1.2, 2.1, 3.4, 5}, "ns/op").p, plain.p);
}

TEST(Judge, LeavesAComparisonWithNothingUnclear) {
  const auto report = compare_texts("BenchmarkA 1 NaN ns/op\n", runs_of("A", low));
  const auto& comparison = only_comparison(report);
  EXPECT_EQ(comparison.verdict, Verdict::unclear);
  EXPECT_EQ(comparison.p, 1);
  const auto reverse = compare_texts(runs_of("A", low), "BenchmarkA 1 NaN allocs/op\n");
  EXPECT_EQ(reverse.counts.total(), 0U);
  const auto exact =
      compare_texts("Unit x assume=exact\nBenchmarkA 1 NaN x\n", runs_of("A", low, "x"));
  EXPECT_EQ(only_comparison(exact).verdict, Verdict::unclear);
}

TEST(Judge, SurvivesInfinitiesAndNegativeValues) {
  // What has no interval has no verdict, but p says which way it leans.
  const Values endless(5, infinity);
  EXPECT_EQ(compare({1, 2, 3, 4, 5}, endless).verdict, Verdict::unclear);
  EXPECT_EQ(compare({1, 2, 3, 4, 5}, endless).leaning, Verdict::worse);
  EXPECT_EQ(compare({-infinity, -5, -4, -3, -2}, {1, 2, 3, 4, 5}).leaning, Verdict::worse);
  EXPECT_EQ(compare({-15, -14, -13, -12, -11}, {-5, -4, -3, -2, -1}).verdict, Verdict::worse);
  const auto exact = compare({infinity}, {infinity}, "x", {}, "Unit x assume=exact\n");
  EXPECT_EQ(exact.verdict, Verdict::same);
}

TEST(Judge, MirrorsVerdictsWhenTheSidesAreSwapped) {
  const auto mirrored = [](Verdict verdict) {
    return verdict == Verdict::better  ? Verdict::worse
           : verdict == Verdict::worse ? Verdict::better
                                       : verdict;
  };
  std::mt19937_64 engine(5);
  for (int round = 0; round < 400; ++round) {
    const std::size_t n = 1 + engine() % 12;
    const std::size_t m = 1 + engine() % 12;
    const double step = round % 4 == 0 ? 10 : 0.001;
    const auto x = draw(engine, n, 100, step);
    const auto y = draw(engine, m, 100 + static_cast<double>(round % 5) * 8, step);
    for (const char* unit : {"ns/op", "MB/s", "allocs/op", "frobs"}) {
      const auto forth = compare(x, y, unit);
      const auto back = compare(y, x, unit);
      ASSERT_EQ(forth.p, back.p);
      ASSERT_EQ(forth.verdict, mirrored(back.verdict)) << unit << " round " << round;
      ASSERT_EQ(forth.tested, back.tested);
      ASSERT_EQ(forth.leaning, mirrored(back.leaning)) << unit << " round " << round;
      ASSERT_EQ(forth.warnings.size(), back.warnings.size());
      ASSERT_NEAR(forth.change.estimate * back.change.estimate, 1, 1e-9);
    }
    const auto forth = compare(x, y, "ns/op", classic_options());
    const auto back = compare(y, x, "ns/op", classic_options());
    ASSERT_EQ(forth.p, back.p);
    ASSERT_EQ(forth.verdict, mirrored(back.verdict)) << "classic round " << round;
  }
}

TEST(Judge, DoesNotMindScalingByAPowerOfTwo) {
  std::mt19937_64 engine(6);
  for (int round = 0; round < 200; ++round) {
    const auto x = draw(engine, 2 + engine() % 10, 100, .5);
    const auto y = draw(engine, 2 + engine() % 10, 105, .5);
    const auto scaled = [](Values values, double factor) {
      for (double& value : values) value *= factor;
      return values;
    };
    for (const double factor : {0x1p-20, 0x1p20}) {
      for (const char* unit : {"ns/op", "B/op"}) {
        const auto plain = compare(x, y, unit);
        const auto other = compare(scaled(x, factor), scaled(y, factor), unit);
        ASSERT_EQ(plain.p, other.p);
        ASSERT_EQ(plain.verdict, other.verdict);
        ASSERT_EQ(plain.change.estimate, other.change.estimate);
        ASSERT_EQ(plain.change.low, other.change.low);
      }
    }
  }
}

TEST(Judge, DoesNotMindTheOrderOfRuns) {
  std::mt19937_64 engine(7);
  auto x = draw(engine, 9, 100, .1);
  auto y = draw(engine, 8, 108, .1);
  const auto before = compare_texts(runs_of("A", x), runs_of("A", y));
  std::ranges::shuffle(x, engine);
  std::ranges::shuffle(y, engine);
  EXPECT_EQ(csv_of(before), csv_of(compare_texts(runs_of("A", x), runs_of("A", y))));
}

TEST(Judge, NeverContradictsTheIntervalOfTheChange) {
  std::mt19937_64 engine(8);
  for (int round = 0; round < 500; ++round) {
    const auto x = draw(engine, 4 + engine() % 10, 100, .01);
    const auto y = draw(engine, 4 + engine() % 10, 100 + static_cast<double>(round % 5) * 5, .01);
    const auto comparison = compare(x, y);
    if (comparison.verdict == Verdict::worse) {
      ASSERT_GT(comparison.change.estimate, 1);
      ASSERT_GT(comparison.change.low, 1);
    } else if (comparison.verdict == Verdict::better) {
      ASSERT_LT(comparison.change.estimate, 1);
      ASSERT_LT(comparison.change.high, 1);
    }
  }
}

TEST(Judge, GivesTheSameAnswerOnAnyNumberOfThreads) {
  // More rows than a thread takes at a time, of sizes that differ, so that threads meet them in
  // another order each time.
  std::mt19937_64 engine(9);
  std::string old_text;
  std::string new_text;
  Asked uncorrected;
  uncorrected.judge.correction = stats::Correction::none;
  Texts alone;
  for (int row = 0; row < 700; ++row) {
    const std::string name = "R" + std::to_string(row);
    const auto x = draw(engine, 1 + engine() % 30, 100, row % 3 == 0 ? 5 : .01);
    const auto y = draw(engine, 1 + engine() % 30, 103, row % 3 == 0 ? 5 : .01);
    old_text += runs_of(name, x);
    new_text += runs_of(name, y);
    if (row % 50 == 0) {
      alone.push_back(csv_of(compare_texts(runs_of(name, x), runs_of(name, y), uncorrected)));
    }
  }
  const std::string corrected = csv_of(compare_texts(old_text, new_text));
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(csv_of(compare_texts(old_text, new_text)), corrected);
  }
  const std::string all = csv_of(compare_texts(old_text, new_text, uncorrected));
  for (const auto& text : alone) {
    const std::string rows = text.substr(text.find('\n') + 1);
    EXPECT_NE(all.find(rows), std::string::npos) << "a row is judged as if it were alone";
  }
}

TEST(Judge, ComparesEveryColumnWithTheFirst) {
  Asked asked;
  asked.projections.column = "/k";
  const auto report = report_of(runs_of("A/k=1", low) + runs_of("A/k=2", high) +
                                    runs_of("A/k=3", low) + runs_of("B/k=2", low),
                                asked);
  ASSERT_EQ(report.tables.size(), 1U);
  const Table& table = report.tables[0];
  EXPECT_EQ(table.columns, (std::vector<Texts>{{"1"}, {"2"}, {"3"}}));
  ASSERT_EQ(table.cells.size(), 4U);
  EXPECT_FALSE(table.cells[0].comparison);
  EXPECT_EQ(table.cells[1].comparison->verdict, Verdict::worse);
  EXPECT_EQ(table.cells[2].comparison->verdict, Verdict::unclear);
  EXPECT_EQ(table.cells[2].comparison->p, 1);
  EXPECT_FALSE(table.cells[3].comparison) << "there is no baseline";
}

TEST(Judge, LaysOutTables) {
  const auto report =
      compare_texts("p: 1\nBenchmarkA 1 1 ns/op 1 B/op\np: 2\nBenchmarkA 1 1 ns/op\n",
                    "p: 1\nBenchmarkA 1 1 ns/op\nq: 3\nBenchmarkB 1 1 ns/op\n");
  ASSERT_EQ(report.tables.size(), 4U);
  EXPECT_EQ(report.tables[0].unit, "sec/op");
  EXPECT_EQ(report.tables[1].unit, "B/op");
  EXPECT_EQ(report.tables[0].group, 0U);
  EXPECT_EQ(report.tables[1].group, 0U);
  EXPECT_EQ(report.tables[2].group, 1U);
  EXPECT_EQ(report.tables[3].group, 2U);
  using Settings = std::vector<formats::Setting>;
  EXPECT_EQ(*report.tables[0].settings, (Settings{{"p", "1"}, {"q", ""}}));
  EXPECT_EQ(*report.tables[2].settings, (Settings{{"p", "1"}, {"q", "3"}}));
  EXPECT_EQ(*report.tables[3].settings, (Settings{{"p", "2"}, {"q", ""}}));
  EXPECT_EQ(report.tables[0].better, stats::Better::lower);
  EXPECT_EQ(report.tables[0].columns, (std::vector<Texts>{{"old.txt"}, {"new.txt"}}));
  EXPECT_EQ(report.tables[1].columns, (std::vector<Texts>{{"old.txt"}}));
}

TEST(Judge, NamesTheColumnsOfAllTablesInTheirOrder) {
  Asked asked;
  asked.projections = {.table = "pkg@alpha", .row = ".name", .column = "/a@num,/b", .ignore = ""};
  const auto report = report_of("pkg: b\n" + runs_of("X/a=2/b=v", {1}) + runs_of("X/a=1/b=v", {1}) +
                                    "pkg: a\n" + runs_of("X/a=10", {1}) + runs_of("X/a=2/b=v", {1}),
                                asked);
  EXPECT_EQ(report.columns, (Texts{"1 v", "2 v", "10"}));
  ASSERT_EQ(report.tables.size(), 2U);
  EXPECT_EQ(report.tables[0].column_places, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(report.tables[1].column_places, (std::vector<std::uint32_t>{0, 1}));
}

TEST(Judge, OfNothingIsNothing) {
  const auto report = report_of("");
  EXPECT_TRUE(report.tables.empty());
  EXPECT_EQ(report.counts.total(), 0U);
}

TEST(Judge, HasAnIntervalThatSaysWhatTheTestSays) {
  const auto ties = compare({97, 97, 99, 99, 99}, {98, 100, 100, 101, 101}, "ns/op");
  EXPECT_LE(ties.p, 0.05);
  EXPECT_EQ(ties.verdict, Verdict::unclear) << "by how much isn't clear";
  EXPECT_EQ(ties.leaning, Verdict::worse);
  EXPECT_EQ(ties.change.low, 1);
  // Its level is that of the test.
  JudgeOptions strict;
  strict.alpha = 0.01;
  const auto unclear = compare({97, 97, 99, 99, 99}, {98, 100, 100, 101, 101}, "ns/op", strict);
  EXPECT_EQ(unclear.verdict, Verdict::unclear);
  EXPECT_LT(unclear.change.low, 1);
  EXPECT_GE(unclear.change.level, 0.99);
}

TEST(Judge, WarnsWhereRunsDifferAndTheTypicalOneDoesNot) {
  std::vector<double> before(20, 100);
  std::vector<double> after(14, 100);
  after.resize(20, 900);
  const auto comparison = compare(before, after, "ns/op");
  EXPECT_LE(comparison.p, 0.05);
  EXPECT_EQ(comparison.change.estimate, 1);
  EXPECT_EQ(comparison.verdict, Verdict::unclear);
  EXPECT_EQ(comparison.leaning, Verdict::worse);
  EXPECT_EQ(texts_of(comparison.warnings)[0], "the runs differ, but the typical one doesn't");
  EXPECT_TRUE(compare(before, after, "ns/op", classic_options()).warnings.empty());
}

TEST(Judge, ComparesWithTheFirstColumnOfAllAndWithNoOther) {
  const auto in_package = [](const char* package, double value) {
    return "pkg: " + std::string(package) + "\n" + runs_of("A", {value, value + 1});
  };
  const auto report_with = [&](const JudgeOptions& options) {
    std::vector<formats::ResultFile> files;
    files.push_back(formats::read_text(in_package("a", 1), "1"));
    files.push_back(formats::read_text(in_package("a", 2) + in_package("b", 3), "2"));
    files.push_back(formats::read_text(in_package("a", 4) + in_package("b", 5), "3"));
    Asked asked;
    asked.judge = options;
    return make_report(std::move(files), asked);
  };
  const Report own = report_with({});
  ASSERT_EQ(own.tables.size(), 2U);
  EXPECT_EQ(own.counts.total(), 2U);
  EXPECT_EQ(own.without_baseline, 1U);
  EXPECT_EQ(own.tables[1].baseline_of(own.tables[1].rows[0]), nullptr);
  EXPECT_FALSE(own.tables[1].summaries[1].geomean_ratio.has_value());
  EXPECT_TRUE(own.tables[1].summaries[1].warnings.empty());
  EXPECT_EQ(report_with(classic_options()).counts.total(), 3U);
}

TEST(Judge, FindsNoDirectionWhereNoSideIsAhead) {
  JudgeOptions anything;
  anything.alpha = 1;
  const auto comparison = compare({1, 4}, {2, 2}, "ns/op", anything);
  EXPECT_EQ(comparison.p, 1);
  EXPECT_EQ(comparison.verdict, Verdict::unclear);
}

TEST(Judge, TakesASmallestPOfJustAlphaForEnough) {
  JudgeOptions options;
  options.alpha = stats::smallest_p(4, 4);
  EXPECT_EQ(compare({5, 5, 5, 5}, {5, 5, 5, 5}, "ns/op", options).verdict, Verdict::same);
  options.alpha *= 0.999;
  EXPECT_EQ(compare({5, 5, 5, 5}, {5, 5, 5, 5}, "ns/op", options).verdict, Verdict::unclear);
}

TEST(Judge, DoesNotListEndlessKeysThatVary) {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "key-with-a-long-name-" + std::to_string(i) + ": " + std::to_string(i % 2) + "\n";
  }
  text += "BenchmarkA 1 1 u\n";
  for (int i = 0; i < 200; ++i) text += "key-with-a-long-name-" + std::to_string(i) + ": x\n";
  text += "BenchmarkA 1 1 u\n";
  Asked asked;
  asked.projections.table = "";
  const Report report = report_of(text, asked);
  const std::string& warning = report.tables[0].cells[0].warnings.at(0).text;
  EXPECT_LT(warning.size(), 1100U);
  EXPECT_TRUE(warning.starts_with("benchmarks vary in key-with-a-long-name-0, "));
  EXPECT_TRUE(warning.ends_with(" more")) << warning;
}

TEST(Judge, HoldsSettingsAndLabelsOnceForAllUnits) {
  const Report report = report_of("k: v\nBenchmarkA 1 1 u 2 v\n");
  ASSERT_EQ(report.tables.size(), 2U);
  EXPECT_EQ(report.tables[0].settings, report.tables[1].settings);
  EXPECT_EQ(report.tables[0].rows[0].label.data(), report.tables[1].rows[0].label.data());
}

TEST(Judge, ProvesThatNothingThatMattersChanged) {
  const Values before{100, 100.1, 100.2, 100.3, 100.4, 100.5};
  const Values after{100.05, 100.15, 100.25, 100.35, 100.45, 100.55};
  EXPECT_EQ(compare(before, after).verdict, Verdict::same);
  JudgeOptions strict;
  strict.min_effects.add("0.1%");
  EXPECT_EQ(compare(before, after, "ns/op", strict).verdict, Verdict::unclear);
}

TEST(Judge, CallsNoChangeWorseThatDoesNotMatter) {
  JudgeOptions options;
  options.min_effects.add("ns/op:1s");
  EXPECT_EQ(compare(low, high, "sec/op", options).verdict, Verdict::worse);
  const auto leaning = compare(low, high, "ns/op", options);
  EXPECT_EQ(leaning.verdict, Verdict::same) << "1 s is more than any of these";
  JudgeOptions less;
  less.min_effects.add("ns/op:6ns");
  EXPECT_EQ(compare(low, high, "ns/op", less).leaning, Verdict::worse);
}

TEST(Judge, CountsAnyChangeOfFactsUnlessItIsTold) {
  EXPECT_EQ(compare({10000, 10000}, {10001, 10001}, "B/op").verdict, Verdict::worse);
  JudgeOptions lenient;
  lenient.min_effects.add("B/op:64B");
  EXPECT_EQ(compare({10000, 10000}, {10001, 10001}, "B/op", lenient).verdict, Verdict::same);
}

TEST(Judge, CorrectsForAllRowsOfTheReport) {
  std::string old_text = runs_of("Changed", {1, 2, 3, 4});
  std::string new_text = runs_of("Changed", {11, 12, 13, 14});
  const double p = only_comparison(compare_texts(old_text, new_text)).p;
  for (int i = 0; i < 9; ++i) {
    const std::string name = "Still" + std::to_string(i);
    old_text += runs_of(name, {1, 3, 5, 7});
    new_text += runs_of(name, {2, 4, 6, 8}, i % 2 == 0 ? "ns/op" : "x/op");
    old_text += runs_of(name, {1, 3, 5, 7}, "x/op");
  }
  const auto report = compare_texts(old_text, new_text);
  EXPECT_GT(report.tests, 5U);
  const Comparison& changed = *report.tables[0].cells[1].comparison;
  EXPECT_EQ(changed.p, p);
  EXPECT_NEAR(changed.adjusted_p, p * static_cast<double>(report.tests), 1e-12);
  EXPECT_EQ(changed.verdict, Verdict::unclear);
  EXPECT_EQ(changed.leaning, Verdict::worse);
  EXPECT_NEAR(report.expected_false_alarms, static_cast<double>(report.tests) * p, 1e-12)
      << "with four runs a side p can be no other that is significant";
  Asked uncorrected;
  uncorrected.judge.correction = stats::Correction::none;
  const auto as_it_is = compare_texts(old_text, new_text, uncorrected);
  EXPECT_EQ(as_it_is.tables[0].cells[1].comparison->verdict, Verdict::worse);
}

TEST(Judge, TakesRunsInPairsWhereItIsAskedTo) {
  JudgeOptions paired;
  paired.test = stats::Test::sign;
  const Values before{100, 200, 400, 800, 1600, 3200};
  const Values after{105, 210, 420, 840, 1680, 3360};
  EXPECT_EQ(compare(before, after).verdict, Verdict::unclear);
  EXPECT_EQ(compare(before, after, "ns/op", paired).verdict, Verdict::worse);
  const auto odd = compare(before, {105, 210, 420, 840, 1680}, "ns/op", paired);
  EXPECT_EQ(odd.verdict, Verdict::unclear);
  EXPECT_EQ(texts_of(odd.warnings)[0], "not as many runs on both sides: no pairs to compare");
}

TEST(Judge, RefusesQuantilesThatRunsCannotBound) {
  JudgeOptions options;
  options.test = stats::Test::bootstrap;
  options.statistic = {.kind = stats::Statistic::Kind::quantile, .q = 0.9};
  Values few(35);
  for (std::size_t i = 0; i < few.size(); ++i) few[i] = 100 + static_cast<double>(i * 7 % 35);
  EXPECT_EQ(texts_of(compare(few, few, "ns/op", options).warnings)[0],
            "need >= 36 samples a side to bound this quantile at alpha level 0.05");
  Values enough = few;
  enough.push_back(110.5);
  EXPECT_EQ(compare(enough, enough, "ns/op", options).change.estimate, 1);
}

TEST(Judge, TellsWhatRunsGiveAwayThatAreComparedWithNothing) {
  Values drifting;
  for (int i = 0; i < 20; ++i) drifting.push_back(100 + i + (i % 3) * 0.1);
  const auto report = report_of(runs_of("A", drifting));
  const auto& warnings = report.tables[0].cells[0].warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].kind, Warning::Kind::drift);
  EXPECT_EQ(warnings[0].text, "runs drift: measure old and new by turns");
  EXPECT_EQ(warnings[0].detail, "+0.91% a run");
  Asked classic;
  classic.judge = classic_options();
  EXPECT_TRUE(report_of(runs_of("A", drifting), classic).tables[0].cells[0].warnings.empty());
}

}  // namespace
}  // namespace benchdiff::report
