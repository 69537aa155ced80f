#include <benchdiff/stats/brunner_munzel.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Values draw(std::mt19937_64& engine, std::size_t n, double step = 1e-9) {
  std::normal_distribution<double> noise(1000, 20);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

Values plus(Values values, double shift) {
  for (double& value : values) value += shift;
  return values;
}

TEST(BrunnerMunzelT, MatchesTheVectors) {
  const auto vectors = read_vectors("brunner_munzel");
  int tested = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto& expect = c["expect"];
    const auto result = brunner_munzel_t(c["x"].numbers(), c["y"].numbers());
    EXPECT_TRUE(near(result.phat, expect["phat_P_x_lt_y_plus_half_eq"].number(), 1e-14));
    EXPECT_FALSE(result.permutation);
    if (expect.has("degenerate")) {
      EXPECT_TRUE(std::isnan(result.df));
      EXPECT_EQ(result.p, result.phat == 0.5 ? 1 : 0);
      continue;
    }
    ++tested;
    EXPECT_NEAR(result.statistic, expect["statistic"].number(),
                1e-12 * std::max(1.0, std::abs(result.statistic)));
    EXPECT_TRUE(near(result.df, expect["df"].number(), 1e-11));
    EXPECT_TRUE(near(result.p, expect["p_two"].number(), 1e-11));
    const auto interval = expect["phat_ci95"].numbers();
    EXPECT_NEAR(result.interval.low, std::max(0.0, interval[0]), 1e-9);
    EXPECT_NEAR(result.interval.high, std::min(1.0, interval[1]), 1e-9);
  }
  EXPECT_EQ(tested, 36);
}

// Neither side is sorted, and the two-sided p is SciPy 1.10.1's brunnermunzel(x, y).
TEST(BrunnerMunzelT, TakesValuesInAnyOrder) {
  const auto result = brunner_munzel_t(Values{1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1},
                                       Values{3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4});
  EXPECT_TRUE(near(result.statistic, 3.1374674823029505));
  EXPECT_TRUE(near(result.p, 0.005786208666151538));
  EXPECT_TRUE(near(result.p_less, result.p / 2));
  EXPECT_TRUE(near(result.p_greater, 1 - result.p / 2));
}

TEST(BrunnerMunzel, IsAsSignificantAsCanBeWhereSamplesDoNotOverlap) {
  for (const std::size_t n : {3u, 4u, 8u, 10u, 12u, 40u}) {
    Values x(n), y(n + 1);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = 100 + static_cast<double>(i);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>(i);
    const auto more = brunner_munzel(x, y);
    EXPECT_TRUE(near(more.p, smallest_p(n, n + 1))) << n;
    EXPECT_EQ(more.statistic, infinity);
    EXPECT_EQ(more.phat, 1);
    EXPECT_TRUE(near(more.p_less, more.p / 2));
    EXPECT_EQ(more.p_greater, 1);
    EXPECT_EQ(more.interval.high, 1);
    const auto size = static_cast<double>(n);
    const double bound = size / (size + 3.841458820694124);
    EXPECT_TRUE(near(more.interval.low, more.p <= 0.05 ? std::max(0.5, bound) : bound)) << n;
    const auto less = brunner_munzel(y, x);
    EXPECT_EQ(less.statistic, -infinity);
    EXPECT_EQ(less.p, more.p);
    EXPECT_EQ(less.interval.low, 0);
    EXPECT_NEAR(less.interval.high, 1 - more.interval.low, 1e-15);
  }
}

TEST(BrunnerMunzel, IsFromThePermutationsUpToTheLimitAndNoLessThanMannWhitneyBeyond) {
  std::mt19937_64 engine(26);
  int moved = 0;
  for (const std::size_t n : {10u, 11u, 15u, 40u}) {
    for (int round = 0; round < 30; ++round) {
      const auto x = draw(engine, n);
      const auto y = plus(draw(engine, n), 15);
      const auto result = brunner_munzel(x, y);
      ASSERT_EQ(result.permutation, n == 10);
      if (result.permutation) continue;
      const auto t = brunner_munzel_t(x, y);
      const auto ranks = mann_whitney(x, y);
      ASSERT_EQ(result.p, std::max(t.p, ranks.p));
      ASSERT_EQ(result.p_less, std::max(t.p_less, ranks.p_less));
      ASSERT_EQ(result.p_greater, std::max(t.p_greater, ranks.p_greater));
      moved += result.p > t.p;
    }
  }
  EXPECT_GT(moved, 10);
  EXPECT_TRUE(brunner_munzel(draw(engine, 26), draw(engine, 5)).permutation);
  EXPECT_FALSE(brunner_munzel(draw(engine, 27), draw(engine, 5)).permutation);
  EXPECT_TRUE(brunner_munzel(draw(engine, 60, 50), draw(engine, 40, 50)).permutation);
  const BrunnerMunzelOptions none{.most_arrangements = 0};
  EXPECT_FALSE(brunner_munzel(draw(engine, 4), draw(engine, 4), none).permutation);
}

TEST(BrunnerMunzel, FitsTheTApproximationWhereBothAreGood) {
  std::mt19937_64 engine(27);
  for (int round = 0; round < 20; ++round) {
    const auto x = draw(engine, 10, 2);
    const auto y = plus(draw(engine, 10, 4), 8);
    const auto exact = brunner_munzel(x, y);
    const auto t = brunner_munzel_t(x, y);
    ASSERT_TRUE(exact.permutation);
    ASSERT_NEAR(exact.p, t.p, 0.03);
    ASSERT_NEAR(exact.p_less, t.p_less, 0.02);
    ASSERT_NEAR(exact.interval.low, t.interval.low, 0.03);
    ASSERT_NEAR(exact.interval.high, t.interval.high, 0.03);
    ASSERT_NEAR(exact.interval.level, 0.95, 0.01);
    ASSERT_EQ(exact.df, t.df);
  }
}

TEST(BrunnerMunzel, HasAnIntervalThatSaysWhatPSays) {
  std::mt19937_64 engine(28);
  int significant = 0;
  for (int round = 0; round < 600; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 28, round " << round);
    const std::size_t n1 = round < 400 ? 2 + engine() % 6 : 14 + engine() % 20;
    const std::size_t n2 = round < 400 ? 2 + engine() % 6 : 14 + engine() % 20;
    const auto x = draw(engine, n1, round % 2 == 0 ? 1e-9 : 12);
    const auto y = plus(draw(engine, n2, round % 2 == 0 ? 1e-9 : 12), 24);
    const double alpha = round % 3 == 0 ? 0.05 : 0.2;
    const auto result = brunner_munzel(x, y, {.confidence = 1 - alpha, .most_arrangements = 2000});
    const auto [low, high, level] = result.interval;
    ASSERT_TRUE(0 <= low && low <= result.phat && result.phat <= high && high <= 1);
    const bool leaves_out = low >= 0.5 || high <= 0.5;
    if (result.p <= alpha) {
      ASSERT_TRUE(low >= 0.5 - 1e-12 || high <= 0.5 + 1e-12);
    } else {
      ASSERT_TRUE(!leaves_out || low == 0.5 || high == 0.5 || result.phat == 0.5);
      ASSERT_TRUE(low <= 0.5 && high >= 0.5);
    }
    significant += result.p <= alpha;
  }
  EXPECT_GT(significant, 100);
  EXPECT_LT(significant, 500);
}

TEST(BrunnerMunzel, MirrorsAndDependsOnNothingButTheOrder) {
  std::mt19937_64 engine(29);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 29, round " << round);
    const double step = round % 2 == 0 ? 1e-9 : 10;
    auto x = draw(engine, 1 + engine() % 14, step);
    auto y = draw(engine, 1 + engine() % 14, step);
    const BrunnerMunzelOptions options{.most_arrangements = 2000};
    const auto there = brunner_munzel(x, y, options);
    const auto back = brunner_munzel(y, x, options);
    ASSERT_TRUE(near(there.phat, 1 - back.phat, 1e-14));
    ASSERT_TRUE(near(there.statistic, -back.statistic, 1e-13));
    ASSERT_TRUE(near(there.p, back.p, 1e-13));
    ASSERT_TRUE(near(there.p_less, back.p_greater, 1e-13));
    ASSERT_NEAR(there.interval.low, 1 - back.interval.high, 1e-13);
    ASSERT_NEAR(there.interval.level, back.interval.level, 1e-13);
    ASSERT_EQ(there.permutation, back.permutation);
    ASSERT_TRUE(there.p > 0 && there.p <= 1);

    for (auto* side : {&x, &y}) {
      for (double& value : *side) value = std::log(value * 0x1p-40);
      std::ranges::shuffle(*side, engine);
    }
    const auto after = brunner_munzel(x, y, options);
    ASSERT_EQ(after.p, there.p);
    ASSERT_TRUE(near(after.statistic, there.statistic, 0));
    ASSERT_EQ(after.interval.low, there.interval.low);
  }
}

TEST(BrunnerMunzel, EndsAtTheSmallestPAsSeparationGrows) {
  std::mt19937_64 engine(30);
  for (const std::size_t n : {5u, 9u, 14u}) {
    const auto x = draw(engine, n);
    auto y = x;
    double phat = 0.5;
    double p = 1;
    for (int step = 0; step < 100; ++step) {
      y = plus(y, 1);
      const auto result = brunner_munzel(x, y);
      ASSERT_GE(result.phat, phat);
      phat = result.phat;
      p = result.p;
    }
    EXPECT_TRUE(near(p, smallest_p(n, n)));
  }
}

TEST(BrunnerMunzel, AnswersTheSameWhateverItWasAskedBefore) {
  std::mt19937_64 engine(31);
  BrunnerMunzel kept;
  for (int round = 0; round < 100; ++round) {
    auto x = draw(engine, 2 + engine() % 6, round % 3 == 0 ? 1e-9 : 10);
    auto y = draw(engine, 2 + engine() % 6, round % 3 == 0 ? 1e-9 : 10);
    std::ranges::sort(x);
    std::ranges::sort(y);
    const auto there = kept(x, y);
    const auto fresh = brunner_munzel(x, y);
    ASSERT_EQ(there.p, fresh.p);
    ASSERT_EQ(there.interval.low, fresh.interval.low);
    ASSERT_EQ(there.interval.high, fresh.interval.high);
  }
}

TEST(BrunnerMunzel, SaysNothingAboutEqualOrMissingValues) {
  const auto equal = brunner_munzel(Values(5, 3.0), Values(6, 3.0));
  EXPECT_EQ(equal.p, 1);
  EXPECT_EQ(equal.phat, 0.5);
  EXPECT_TRUE(std::isnan(equal.statistic));
  EXPECT_EQ(equal.interval.low, 0);
  EXPECT_EQ(equal.interval.high, 1);
  const auto empty = brunner_munzel(Values{}, Values{1, 2});
  EXPECT_EQ(empty.p, 1);
  EXPECT_EQ(empty.p_less, 1);
  EXPECT_TRUE(std::isnan(empty.phat));
  EXPECT_EQ(empty.interval.high, 1);
  EXPECT_TRUE(std::isnan(brunner_munzel_t({}, Values{1, 2}).p));
}

TEST(BrunnerMunzel, IsMannWhitneyForOneValueOnASide) {
  Values many(60);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i);
  const auto result = brunner_munzel(Values{-1}, many);
  EXPECT_TRUE(near(result.p, 2.0 / 61));
  EXPECT_TRUE(near(result.p_less, 1.0 / 61));
  EXPECT_EQ(result.phat, 1);
  EXPECT_TRUE(std::isnan(result.statistic) && std::isnan(result.df));
  EXPECT_EQ(result.interval.low, 0);
  EXPECT_EQ(result.interval.high, 1);
  EXPECT_TRUE(std::isnan(brunner_munzel_t(Values{-1}, many).p));
}

TEST(BrunnerMunzel, IsNaNWithNaNAndOrdersInfinities) {
  const auto bad = brunner_munzel(Values{1, nan, 2}, Values{1, 2});
  EXPECT_TRUE(std::isnan(bad.p) && std::isnan(bad.p_less) && std::isnan(bad.phat));
  EXPECT_EQ(bad.interval.low, 0);
  EXPECT_EQ(bad.interval.high, 1);
  const auto ordered = brunner_munzel(Values{-infinity, 1, 2}, Values{3, infinity, infinity});
  EXPECT_TRUE(near(ordered.p, 0.1));
  EXPECT_EQ(ordered.phat, 1);
}

TEST(BrunnerMunzel, HasEverythingOrTheEstimateAtTheEndsOfConfidence) {
  const Values x{1, 5, 2, 8, 4};
  const Values y{6, 2, 9, 7, 8};
  for (const std::size_t most : {0u, 200'000u}) {
    for (const double confidence : {1.0, 2.0, nan}) {
      const auto interval = brunner_munzel(x, y, {confidence, most}).interval;
      EXPECT_EQ(interval.low, 0);
      EXPECT_EQ(interval.high, 1);
      EXPECT_EQ(interval.level, 1);
    }
    const auto none = brunner_munzel(x, y, {0, most});
    EXPECT_EQ(none.interval.low, none.phat);
    EXPECT_EQ(none.interval.high, none.phat);
    EXPECT_EQ(brunner_munzel(x, y, {-1, most}).interval.low, none.phat);
  }
}

}  // namespace
}  // namespace benchdiff::stats
