#include <benchdiff/stats/compare.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;
using Method = stats::Test;  // in a test, Test is another

constexpr double infinity = std::numeric_limits<double>::infinity();

Values draw(Noise& noise, std::size_t n, double size, double spread, double step = 0) {
  Values values(n);
  for (double& value : values) {
    value = size * std::exp(spread * noise());
    if (step > 0) value = std::round(value / step) * step;
  }
  return values;
}

Values times(Values values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

Verdict mirrored(Verdict verdict) {
  return verdict == Verdict::better  ? Verdict::worse
         : verdict == Verdict::worse ? Verdict::better
                                     : verdict;
}

constexpr std::array all_tests{Method::mann_whitney, Method::brunner_munzel, Method::welch,
                               Method::permutation,  Method::bootstrap,      Method::signed_rank,
                               Method::sign};

TEST(Compare, SaysWhatGotWorseAndByHowMuch) {
  const Values before{100, 101, 102, 103, 104, 105, 106, 107};
  const auto worse = compare(before, times(before, 1.2), {.min_effect = 0.01});
  EXPECT_EQ(worse.verdict, Verdict::worse);
  EXPECT_NEAR(worse.change.estimate, 1.2, 0.01);
  EXPECT_GT(worse.change.low, 1.1);
  EXPECT_EQ(worse.old_runs, 8U);
  EXPECT_EQ(worse.direction, 1);
  EXPECT_EQ(worse.effect.delta, 1);
  EXPECT_FALSE(worse.runs_to_settle);
  const auto better = compare(before, times(before, 1.2), {.better = Better::higher});
  EXPECT_EQ(better.verdict, Verdict::better);
  EXPECT_EQ(compare(before, times(before, 1.2), {.better = Better::unknown}).verdict,
            Verdict::changed);
}

TEST(Compare, ProvesThatNothingThatMattersChanged) {
  const Values before{100, 100.1, 100.2, 100.3, 100.4, 100.5, 100.6, 100.7};
  EXPECT_EQ(compare(before, times(before, 1.001)).verdict, Verdict::same);
  const auto strict = compare(before, times(before, 1.001), {.min_effect = 0.0005});
  EXPECT_EQ(strict.verdict, Verdict::unclear);
  ASSERT_TRUE(strict.runs_to_settle);
  EXPECT_GT(*strict.runs_to_settle, 8U);
}

TEST(Compare, IsTheWorkedExampleOfTheDocumentation) {
  const Values before{100, 104, 102, 106, 101}, after{112, 108, 115, 110, 103};
  const auto example = compare(before, after, {.min_effect = 0.01});
  EXPECT_DOUBLE_EQ(example.p, 8.0 / 252);
  EXPECT_DOUBLE_EQ(example.change.estimate, 112.0 / 104);
  EXPECT_DOUBLE_EQ(example.change.low, 103.0 / 102);
  EXPECT_DOUBLE_EQ(example.change.high, 115.0 / 102);
  EXPECT_DOUBLE_EQ(example.change.level, 1 - 8.0 / 252);
  EXPECT_EQ(example.verdict, Verdict::unclear);
  EXPECT_EQ(example.leaning, Verdict::worse);
  EXPECT_NEAR(example.detectable, 1.070, 0.0005);
  EXPECT_EQ(example.runs_to_settle, 6U);
  EXPECT_EQ(compare(before, after, {.min_effect = 0.005}).verdict, Verdict::worse);
}

TEST(Compare, SaysWhatCouldHaveBeenSeen) {
  Noise noise(3);
  double found = 0;
  double promised = 0;
  for (int round = 0; round < 200; ++round) {
    const Values before = draw(noise, 12, 100, 0.03);
    const double smallest = compare(before, draw(noise, 12, 100, 0.03)).detectable;
    promised += smallest / 200;
    found += compare(before, draw(noise, 12, 100 * 1.036, 0.03)).p <= 0.05 ? 1.0 / 200 : 0;
  }
  EXPECT_NEAR(promised, 1.036, 0.003);
  EXPECT_NEAR(found, 0.8, 0.1) << "a change of that size is found four times of five";
}

TEST(Compare, GivesNoVerdictWithoutRuns) {
  for (const auto& [x, y] : std::vector<std::pair<Values, Values>>{
           {{}, {}}, {{1}, {}}, {{}, {1, 2}}, {{1}, {2}}, {{1, NAN}, {1, 2}}}) {
    for (const Method test : all_tests) {
      const auto comparison = compare(x, y, {.test = test});
      EXPECT_EQ(comparison.verdict, Verdict::unclear);
      EXPECT_FALSE(comparison.p <= 0.05);
    }
  }
  EXPECT_EQ(*compare(Values{1, 2}, Values{2, 3}).runs_to_settle, 4U);
}

TEST(Compare, ProvesNothingByWhatIsNotFinite) {
  const Values one_to_six{1, 2, 3, 4, 5, 6};
  const Values nearly_all(6, infinity);
  Values some = nearly_all;
  some.insert(some.end(), {7, 7, 7});
  const Values huge{-1.7e308, -1.6e308, -1.5e308, 1.5e308, 1.6e308, 1.7e308};
  const Values backwards(huge.rbegin(), huge.rend());
  for (const Method test : all_tests) {
    for (const auto& [x, y] : std::vector<std::pair<Values, Values>>{
             {some, one_to_six}, {one_to_six, some}, {some, some}, {huge, backwards}}) {
      EXPECT_NE(compare(x, y, {.min_effect = {0.5, 1e308}, .test = test}).verdict, Verdict::same)
          << static_cast<int>(test);
    }
    const auto everything = compare(one_to_six, one_to_six, {.min_effect = infinity, .test = test});
    EXPECT_NE(everything.verdict, Verdict::same) << "a band without ends proves nothing";
  }
}

TEST(Compare, GivesFewValuesNoSmallerPThanRanksCan) {
  const Values x{100, 101, 102, 103};
  EXPECT_GE(compare(x, times(x, 2), {.test = Method::bootstrap}).p, 2 / 70.0);
  const Values three{100, 101, 102};
  const auto few = compare(three, times(three, 2), {.test = Method::bootstrap});
  EXPECT_GE(few.p, 0.1);
  EXPECT_LE(few.change.low, 1) << "and the interval says so";
  EXPECT_EQ(few.size, 0);
}

TEST(Compare, ExpectsNoFalseAlarmWhereNoneCanBe) {
  const Values three{1, 2, 2}, alike{2, 2, 2, 2, 2, 2};
  EXPECT_EQ(compare(three, three).size, 0);
  EXPECT_EQ(compare(alike, alike).size, 0);
}

TEST(Compare, TellsPairsNothingOfSidesThatAreNotMeasuredByTurns) {
  Values x(20), y(20);
  for (std::size_t i = 0; i < 20; ++i) {
    x[i] = 100 + static_cast<double>(i);
    y[i] = 120 + static_cast<double>(i);
  }
  const auto has_across = [](const Comparison& comparison) {
    return std::ranges::any_of(comparison.findings, [](const Finding& finding) {
      return finding.kind == Finding::Kind::drift_across;
    });
  };
  EXPECT_TRUE(has_across(compare(x, y)));
  EXPECT_FALSE(has_across(compare(x, y, {.test = Method::signed_rank})));
}

TEST(Compare, RefusesWhatATestCannotAnswer) {
  const Values six{1, 2, 3, 4, 5, 6}, five{1, 2, 3, 4, 5};
  EXPECT_EQ(compare(six, five, {.test = Method::sign}).refusal, Refusal::unpaired);
  EXPECT_EQ(compare(six, six, {.test = Method::van_elteren}).refusal, Refusal::no_blocks);
  EXPECT_EQ(compare(six, six, {.test = Method::two_level}).refusal, Refusal::no_blocks);
  const Statistic p90{.kind = Statistic::Kind::quantile, .q = 0.9};
  const auto few = compare(six, six, {.test = Method::bootstrap, .statistic = p90});
  EXPECT_EQ(few.refusal, Refusal::few_for_bound);
  EXPECT_TRUE(std::isnan(few.p));
  EXPECT_EQ(few.verdict, Verdict::unclear);
  EXPECT_FALSE(few.runs_to_settle);
}

TEST(Compare, TakesBlocksForWhatTheyAre) {
  const Values before{100, 101, 200, 202, 300, 303, 400, 404};
  const Values after = times(before, 1.05);
  const std::vector<std::uint32_t> blocks{0, 0, 1, 1, 2, 2, 3, 3};
  ChangeTest test;
  const auto run = [&](Method by) {
    return test({before, before, blocks}, {after, after, blocks}, by, 0.05);
  };
  EXPECT_GT(run(Method::mann_whitney).p, 0.4) << "machines that differ hide it";
  const auto within = run(Method::van_elteren);
  EXPECT_LE(within.p, 0.05);
  EXPECT_NEAR(within.change.estimate, 1.05, 0.01);
  EXPECT_EQ(within.direction, 1);
  EXPECT_GT(run(Method::two_level).p, 0.5) << "four processes a side that vary that much";
  const std::vector<std::uint32_t> one(8, 0);
  EXPECT_EQ(test({before, before, one}, {after, after, blocks}, Method::two_level, 0.05).refusal,
            Refusal::few_processes);
}

TEST(Compare, NeverContradictsItself) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Noise noise(seed);
    for (int round = 0; round < 100; ++round) {
      const std::size_t n = 4 + static_cast<std::size_t>(noise.uniform() * 12);
      const Values x = draw(noise, n, 100, 0.04, round % 3 == 0 ? 2 : 0);
      const Values y =
          draw(noise, n, 100 * (1 + 0.1 * noise.uniform()), 0.04, round % 3 == 0 ? 2 : 0);
      for (const Method test : all_tests) {
        const auto c = compare(x, y, {.test = test});
        const double none = c.change.none();
        const bool excludes = c.change.low > none || c.change.high < none;
        if (c.p > 0.05) {
          ASSERT_FALSE(excludes) << static_cast<int>(test);
        }
        if (c.p <= 0.05) {
          ASSERT_FALSE(c.change.low < none && c.change.high > none);
        }
        if (c.verdict == Verdict::worse) {
          ASSERT_GT(c.change.low, c.band.high);
        }
        if (c.verdict == Verdict::better) {
          ASSERT_LT(c.change.high, c.band.low);
        }
        if (c.verdict == Verdict::same) {
          ASSERT_GE(c.change.low, c.band.low);
          ASSERT_LE(c.change.high, c.band.high);
        }
        ASSERT_GE(c.p * (1 + 1e-9), c.smallest_p) << static_cast<int>(test);
        ASSERT_TRUE(near(std::exp(c.log_p), c.p, 1e-9));
      }
    }
  }
}

TEST(Compare, MirrorsEverythingWhenTheSidesAreSwapped) {
  for (const std::uint64_t seed : {5U, 6U}) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Noise noise(seed);
    for (int round = 0; round < 60; ++round) {
      const std::size_t n = 4 + static_cast<std::size_t>(noise.uniform() * 12);
      const Values x = draw(noise, n, 100, 0.04, round % 3 == 0 ? 2 : 0);
      const Values y = draw(noise, n, 105, 0.04, round % 3 == 0 ? 2 : 0);
      for (const Method test : all_tests) {
        const auto forth = compare(x, y, {.test = test});
        const auto back = compare(y, x, {.test = test});
        ASSERT_TRUE(near(forth.p, back.p, 1e-9)) << static_cast<int>(test);
        ASSERT_EQ(forth.direction, -back.direction);
        ASSERT_EQ(forth.verdict, mirrored(back.verdict));
        ASSERT_EQ(forth.leaning, mirrored(back.leaning));
        ASSERT_TRUE(near(forth.change.estimate * back.change.estimate, 1, 1e-9));
        if (forth.change.low > 0) {
          ASSERT_TRUE(near(forth.change.low * back.change.high, 1, 1e-9));
        } else {
          ASSERT_EQ(back.change.high, infinity);
        }
        ASSERT_TRUE(near(forth.detectable, back.detectable, 1e-9));
        ASSERT_EQ(forth.effect.delta, -back.effect.delta);
        ASSERT_EQ(forth.runs_to_settle, back.runs_to_settle);
      }
    }
  }
}

TEST(Compare, ChangesNotOneBitWithAUnitAPowerOfTwoAsLarge) {
  Noise noise(7);
  for (int round = 0; round < 60; ++round) {
    const Values x = draw(noise, 9, 100, 0.04);
    const Values y = draw(noise, 9, 105, 0.04);
    for (const Method test : all_tests) {
      const auto one = compare(x, y, {.test = test});
      for (const double factor : {0x1p-30, 0x1p20}) {
        const auto scaled = compare(times(x, factor), times(y, factor), {.test = test});
        ASSERT_EQ(scaled.p, one.p) << static_cast<int>(test);
        ASSERT_EQ(scaled.verdict, one.verdict);
        if (test == Method::welch) {  // logarithms move
          ASSERT_TRUE(near(scaled.change.low, one.change.low, 1e-12));
          continue;
        }
        ASSERT_EQ(scaled.change.estimate, one.change.estimate);
        ASSERT_EQ(scaled.change.low, one.change.low);
        ASSERT_EQ(scaled.change.high, one.change.high);
      }
    }
  }
}

TEST(Compare, DependsOnRanksAloneWhereTestsAreOfRanks) {
  Noise noise(8);
  for (int round = 0; round < 100; ++round) {
    const Values x = draw(noise, 8, 1, 0.3);
    const Values y = draw(noise, 11, 1.2, 0.3);
    const auto grown = [](Values values) {
      for (double& value : values) value = value * value * value + std::exp(value);
      return values;
    };
    for (const Method test : {Method::mann_whitney, Method::brunner_munzel}) {
      ASSERT_EQ(compare(x, y, {.test = test}).p, compare(grown(x), grown(y), {.test = test}).p);
    }
  }
}

TEST(Compare, NeverRaisesPWithMoreSeparation) {
  Noise noise(9);
  for (int round = 0; round < 60; ++round) {
    const Values x = draw(noise, 7, 100, 0.05);
    const Values y = draw(noise, 7, 100, 0.05);
    const double start = *std::ranges::max_element(x) / *std::ranges::min_element(y);
    for (const Method test : {Method::mann_whitney, Method::permutation, Method::sign}) {
      double last = 1.1;
      for (const double factor : {0.97, 0.98, 1.0, 1.02, 1.05}) {
        const auto c = compare(x, times(y, start * factor), {.test = test});
        ASSERT_LE(c.p, last) << static_cast<int>(test);
        last = c.p;
      }
    }
  }
}

TEST(Compare, KeepsThePThatNoDoubleHolds) {
  Values x(20'000), y(20'000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = 1 + static_cast<double>(i);
    y[i] = 1e6 + static_cast<double>(i);
  }
  const auto c = compare(x, y, {.findings_alpha = 0});
  EXPECT_EQ(c.p, 0);
  // z = n^2 / 2 / sqrt(n^3 / 6) is 173.2 standard deviations, and log p near -z^2 / 2 - log z.
  EXPECT_NEAR(c.log_p, -15005, 2);
  EXPECT_EQ(c.verdict, Verdict::worse);
}

TEST(Compare, TellsWhatTheOrderOfRunsGivesAway) {
  Noise noise(10);
  Values drifting = draw(noise, 20, 100, 0.002);
  for (std::size_t i = 0; i < drifting.size(); ++i)
    drifting[i] *= 1 + 0.01 * static_cast<double>(i);
  const auto c = compare(drifting, draw(noise, 20, 100, 0.002));
  ASSERT_FALSE(c.findings.empty());
  EXPECT_EQ(c.findings[0].kind, Finding::Kind::drift);
  EXPECT_EQ(c.findings[0].side, Finding::Side::old_side);
  EXPECT_NEAR(c.findings[0].amount, 0.0092, 0.001);
  EXPECT_TRUE(compare(drifting, drifting, {.findings_alpha = 0}).findings.empty());
}

TEST(CompareExact, TakesAnyDifferenceForAChangeUnlessItIsTold) {
  EXPECT_EQ(compare_exact(100, 101).verdict, Verdict::worse);
  EXPECT_EQ(compare_exact(100, 100).verdict, Verdict::same);
  EXPECT_EQ(compare_exact(0, 1).verdict, Verdict::worse);
  EXPECT_EQ(compare_exact(0, 0).verdict, Verdict::same);
  EXPECT_EQ(compare_exact(-3, -3).verdict, Verdict::same);
  EXPECT_EQ(compare_exact(100, 101, {.min_effect = 0.02}).verdict, Verdict::same);
  EXPECT_EQ(compare_exact(100, 101, {.min_effect = {0, 5}}).verdict, Verdict::same);
  EXPECT_EQ(compare_exact(0, infinity).verdict, Verdict::worse);
  EXPECT_EQ(compare_exact(infinity, infinity).verdict, Verdict::same);
  for (double runs = 1; runs < 3000; ++runs) {
    EXPECT_EQ(compare_exact(100 * runs, 101 * runs, {.min_effect = 0.01}).verdict, Verdict::same);
    EXPECT_EQ(compare_exact(101 * runs, 100 * runs, {.min_effect = 0.01}).verdict, Verdict::same);
    EXPECT_EQ(compare_exact(runs, runs + 3, {.min_effect = {0, 3}}).verdict, Verdict::same);
    EXPECT_EQ(compare_exact(runs, runs + 4, {.min_effect = {0, 3}}).verdict, Verdict::worse);
  }
  EXPECT_EQ(compare_exact(NAN, 1).verdict, Verdict::unclear);
  EXPECT_FALSE(compare_exact(1, 2).tested);
}

}  // namespace
}  // namespace benchdiff::stats
