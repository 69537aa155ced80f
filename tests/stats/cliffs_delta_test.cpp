#include <benchdiff/stats/cliffs_delta.h>

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

TEST(CliffsDelta, MatchesTheVectors) {
  const auto vectors = read_vectors("cliffs_delta");
  int with_interval = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto& expect = c["expect"];
    const auto result = cliffs_delta(c["x"].numbers(), c["y"].numbers());
    EXPECT_TRUE(near(result.delta, expect["delta"].number(), 1e-15));
    EXPECT_TRUE(near(result.a12, expect["A12_P_y_gt_x"].number(), 1e-15));
    if (!expect.has("var_used")) {
      EXPECT_TRUE(std::isnan(result.variance));
      EXPECT_EQ(result.interval.low, -1);
      EXPECT_EQ(result.interval.high, 1);
      continue;
    }
    EXPECT_TRUE(near(result.variance, expect["var_used"].number()));
    if (!expect.has("ci95_cliff_asymmetric")) {
      EXPECT_EQ(std::abs(result.delta), 1);
      continue;
    }
    ++with_interval;
    const auto interval = expect["ci95_cliff_asymmetric"].numbers();
    EXPECT_TRUE(near(result.interval.low, interval[0]));
    EXPECT_TRUE(near(result.interval.high, interval[1]));
    EXPECT_EQ(result.interval.level, 0.95);
  }
  EXPECT_EQ(with_interval, 38);
}

TEST(CliffsDelta, HasTheBoundOfTheLargestVarianceWhereNoPairGoesAgainstIt) {
  const auto above = cliffs_delta(Values{1, 2, 3, 4}, Values{5, 6, 7, 8, 9, 10});
  EXPECT_EQ(above.delta, 1);
  EXPECT_EQ(above.variance, 0);
  // (4 - z^2) / (4 + z^2) with z^2 = 3.841458820694124, by hand.
  EXPECT_TRUE(near(above.interval.low, 0.15854117930587563 / 7.841458820694124));
  EXPECT_EQ(above.interval.high, 1);
  const auto below = cliffs_delta(Values{5, 6, 7, 8, 9, 10}, Values{1, 2, 3, 4});
  EXPECT_EQ(below.interval.low, -1);
  EXPECT_EQ(below.interval.high, -above.interval.low);
}

TEST(CliffsDelta, MirrorsWhenTheSidesAreSwapped) {
  std::mt19937_64 engine(22);
  for (int round = 0; round < 300; ++round) {
    Values x(1 + engine() % 20), y(1 + engine() % 20);
    for (auto* side : {&x, &y}) {
      for (double& value : *side) value = static_cast<double>(engine() % 15);
    }
    const auto there = cliffs_delta(x, y, 0.9);
    const auto back = cliffs_delta(y, x, 0.9);
    ASSERT_EQ(there.delta, -back.delta) << "round " << round;
    ASSERT_TRUE(near(there.variance, back.variance, 1e-13)) << "round " << round;
    ASSERT_NEAR(there.interval.low, -back.interval.high, 1e-14) << "round " << round;
    ASSERT_NEAR(there.interval.high, -back.interval.low, 1e-14) << "round " << round;
    ASSERT_LE(there.interval.low, there.delta);
    ASSERT_GE(there.interval.high, there.delta);

    for (auto* side : {&x, &y}) {
      for (double& value : *side) value = std::exp(value) * 0x1p-90;
    }
    const auto mapped = cliffs_delta(x, y, 0.9);
    ASSERT_EQ(mapped.delta, there.delta);
    ASSERT_EQ(mapped.interval.low, there.interval.low);
    std::ranges::sort(x);
    std::ranges::sort(y);
    ASSERT_EQ(cliffs_delta(x, y, 0.9).interval.high, there.interval.high);
  }
}

TEST(CliffsDelta, HasAWiderIntervalForMoreConfidence) {
  const Values x{1, 5, 2, 8, 4, 3};
  const Values y{6, 2, 9, 7, 8, 10};
  const auto none = cliffs_delta(x, y, 0);
  EXPECT_NEAR(none.interval.low, none.delta, 1e-15);
  EXPECT_NEAR(none.interval.high, none.delta, 1e-15);
  EXPECT_EQ(cliffs_delta(x, y, -3).interval.low, none.interval.low);
  double width = 0;
  for (const double confidence : {0.5, 0.9, 0.99, 0.9999, 1.0}) {
    const auto interval = cliffs_delta(x, y, confidence).interval;
    EXPECT_GT(interval.high - interval.low, width);
    width = interval.high - interval.low;
    EXPECT_EQ(interval.level, confidence);
  }
  EXPECT_EQ(width, 2);
  EXPECT_EQ(cliffs_delta(x, y, std::nan("")).interval.high, 1);
}

TEST(CliffsDelta, IsDefinedForEveryInput) {
  for (const auto& [x, y] : {std::pair<Values, Values>{{}, {1, 2}},
                             {{1, 2}, {}},
                             {{}, {}},
                             {{1, std::nan("")}, {1, 2}}}) {
    const auto result = cliffs_delta(x, y);
    EXPECT_TRUE(std::isnan(result.delta) && std::isnan(result.a12) && std::isnan(result.variance));
    EXPECT_EQ(result.interval.low, -1);
    EXPECT_EQ(result.interval.high, 1);
    EXPECT_EQ(result.interval.level, 1);
  }
  EXPECT_EQ(cliffs_delta(Values{-infinity, 0.0}, Values{-0.0, infinity}).delta, 0.75);
}

TEST(CliffsDelta, CountsManyValues) {
  Values x(100'000), y(100'000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(2 * i);
    y[i] = static_cast<double>(2 * i + 1);
  }
  EXPECT_TRUE(near(cliffs_delta(x, y).delta, 1e-5, 1e-15));
}

}  // namespace
}  // namespace benchdiff::stats
