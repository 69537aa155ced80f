#include <benchdiff/stats/warm_up.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "random_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

Values ramp(std::size_t n) {
  Values values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

TEST(WarmUp, CountsTheFirstRunsThatDifferFromAllOthers) {
  WarmUpTest test;
  auto values = ramp(20);
  values[0] = 100;
  values[1] = 90;
  values[2] = 95;
  auto found = test(values);
  EXPECT_EQ(found.runs, 3);
  EXPECT_TRUE(found.above);
  EXPECT_TRUE(near(found.p, 2 * (1.0 / 1140 + 1.0 / 4845 + 1.0 / 15504)));

  for (double& value : values) value = -value;
  EXPECT_EQ(test(values).runs, 3);
  EXPECT_FALSE(test(values).above);
  EXPECT_EQ(test(values).p, found.p);

  values[10] = values[1];
  EXPECT_EQ(test(values).runs, 1) << "the second is no longer below all others";
}

TEST(WarmUp, LooksNoFartherThanAQuarterOfTheRuns) {
  WarmUpTest test;
  EXPECT_EQ(test(ramp(20)).runs, 5);
  EXPECT_FALSE(test(ramp(20)).above);
  EXPECT_EQ(test(ramp(11)).runs, 2);
  EXPECT_EQ(test(ramp(4)).runs, 1);
  EXPECT_EQ(test(ramp(3)).runs, 0);
}

TEST(WarmUp, HasAPThatNoOrderExceeds) {
  WarmUpTest test;
  auto values = ramp(9);
  double orders = 0;
  Values reached(3);
  Values p(3, 1);
  do {
    const auto found = test(values);
    ++orders;
    for (std::size_t k = 1; k <= found.runs; ++k) ++reached[k];
    p[found.runs] = found.p;
  } while (std::ranges::next_permutation(values).found);
  for (std::size_t k = 1; k <= 2; ++k) {
    EXPECT_LE(reached[k] / orders, p[k] * (1 + 1e-12)) << k;
    EXPECT_GT(reached[k] / orders, 0.85 * p[k]) << k;
  }
}

TEST(WarmUp, TakesAsManyRunsAsItsPromisesSay) {
  WarmUpTest test;
  const auto p = [&](std::size_t n, std::size_t slow) {
    Values values(n, 0);
    for (std::size_t i = 0; i < n; ++i) values[i] = i < slow ? 100 : static_cast<double>(i % 3);
    return test(values).p;
  };
  EXPECT_GT(p(11, 2), 0.01);
  EXPECT_LE(p(12, 3), 0.01);
  EXPECT_GT(p(22, 2), 0.01);
  EXPECT_LE(p(23, 2), 0.01);
  EXPECT_GT(p(202, 1), 0.01);
  EXPECT_LE(p(203, 1), 0.01);
  EXPECT_LT(p(4000, 1000), 1e-300);
}

TEST(WarmUp, NeedsFewerRunsThatAreSlowOnBothSides) {
  WarmUpTest test;
  auto x = ramp(15);
  auto y = ramp(15);
  x[0] = 50;
  y[0] = 60;
  auto found = test(x, y);
  EXPECT_EQ(found.runs, 1);
  EXPECT_TRUE(found.above);
  EXPECT_TRUE(near(found.p, 2 * (1.0 / 225 + 1.0 / (105.0 * 105) + 1.0 / (455.0 * 455))));
  EXPECT_LE(found.p, 0.01);
  EXPECT_EQ(test(y, x).p, found.p);

  y[0] = 0;
  EXPECT_EQ(test(x, y).runs, 0) << "one is above and the other below";
}

TEST(WarmUp, IsBlindForIncreasingMaps) {
  Random random(1);
  WarmUpTest test;
  for (int round = 0; round < 100; ++round) {
    auto values = random.normals(4 + random.below(20));
    values[0] = 5;
    const auto found = test(values);
    for (double& value : values) value = std::exp(value);
    EXPECT_EQ(test(values).runs, found.runs) << round;
    EXPECT_EQ(test(values).p, found.p) << round;
  }
}

TEST(WarmUp, IsNotThereForConstantValuesOrNoNumbers) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  WarmUpTest test;
  for (const Values& values : {Values{}, {1}, Values(20, 3), {std::nan(""), 1, 2, 3, 4}}) {
    EXPECT_EQ(test(values).runs, 0);
    EXPECT_EQ(test(values).p, 1);
    EXPECT_EQ(test(values, ramp(8)).runs, 0);
  }
  EXPECT_EQ(test(ramp(8), Values{}).runs, 0);
  EXPECT_EQ(test(Values{infinity, 1, 2, 3}).runs, 1);
}

}  // namespace
}  // namespace benchdiff::stats
