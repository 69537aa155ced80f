#include <benchdiff/stats/outliers.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "random_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Outliers, AreCountedBeyondEachFence) {
  // Quartiles 4 and 8: the fences are at -2 and 14, and at -8 and 20.
  const auto found = outliers(Values{-8.5, -8, -2, 4, 4, 5, 6, 7, 8, 8, 14, 20, 21});
  EXPECT_EQ(found.low_fence, -2);
  EXPECT_EQ(found.high_fence, 14);
  EXPECT_EQ(found.low_outer_fence, -8);
  EXPECT_EQ(found.high_outer_fence, 20);
  EXPECT_EQ(found.low_severe, 1);
  EXPECT_EQ(found.low_mild, 1);
  EXPECT_EQ(found.high_mild, 1);
  EXPECT_EQ(found.high_severe, 1);
  EXPECT_EQ(found.mild(), 2);
  EXPECT_EQ(found.severe(), 2);
}

TEST(Outliers, AreDefinedForEveryInput) {
  for (const Values& values : {Values{3}, {3, 3, 3, 3}, {1, 2}, Values(50, 0.1)}) {
    EXPECT_EQ(outliers(values).mild() + outliers(values).severe(), 0);
    EXPECT_FALSE(std::isnan(outliers(values).low_fence));
  }
  for (const Values& values : {Values{}, {1, 2, infinity}, {-infinity, 1, 2}, {1, nan, 2}}) {
    EXPECT_EQ(outliers(values).mild() + outliers(values).severe(), 0);
    EXPECT_TRUE(std::isnan(outliers(values).low_fence));
    EXPECT_EQ(farthest_p(values), 1);
  }
  const Values nearly_constant{2, 3, 3, 3, 3, 3, 3, 3, 4, 4};
  EXPECT_EQ(outliers(nearly_constant).low_severe, 1);
  EXPECT_EQ(outliers(nearly_constant).high_severe, 2);
  EXPECT_EQ(farthest_p(nearly_constant), 1);
}

TEST(FarthestP, IsWhatNormalNoiseComesTo) {
  Random random(1);
  for (const std::size_t n : {5u, 9u, 10u, 20u, 35u, 120u}) {
    int below = 0;
    for (int round = 0; round < 4000; ++round) {
      auto values = random.normals(n, 100);
      std::ranges::sort(values);
      below += farthest_p(values) <= 0.05 ? 1 : 0;
    }
    EXPECT_LT(below, 200 + 5 * std::sqrt(200)) << n;
    EXPECT_GT(below, 110) << n;
  }
}

TEST(FarthestP, IsThatOfLogarithmsWhereAllAreAboveZero) {
  Random random(2);
  for (int round = 0; round < 100; ++round) {
    auto values = random.normals(5 + random.below(30), -3);
    std::ranges::sort(values);
    const double p = farthest_p(values);
    Values exponentials = values;
    for (double& value : exponentials) value = std::exp(value);
    if (values.front() < 0) {
      EXPECT_TRUE(near(farthest_p(exponentials), p, 1e-9)) << round;
    }
  }
}

TEST(FarthestP, IsTheSameForAnyUnitAndInTheMirror) {
  Random random(3);
  for (int round = 0; round < 100; ++round) {
    auto values = random.normals(5 + random.below(30));
    std::ranges::sort(values);
    const double p = farthest_p(values);
    Values mirrored;
    for (const double value : values) mirrored.insert(mirrored.begin(), -value * 0x1p+500);
    EXPECT_TRUE(near(farthest_p(mirrored), p, 1e-9)) << round;
  }
}

TEST(FarthestP, FallsAsTheOutlierMovesOut) {
  Values values{100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 0};
  double before = 1;
  for (double outlier = 111; outlier < 400; outlier += 1) {
    values.back() = outlier;
    const double p = farthest_p(values);
    ASSERT_LE(p, before) << outlier;
    before = p;
  }
  EXPECT_EQ(before, 0.001);
  EXPECT_EQ(farthest_p(Values{1, 2, 3, 1000}), 1) << "four values are too few";
}

TEST(FarthestP, DoesNotTakeRoundingForDistance) {
  const Values rounded{10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 15};
  EXPECT_LT(farthest_p(rounded), 0.05);
  EXPECT_GT(farthest_p(rounded, 1), 0.1);
}

TEST(FarthestP, CountsEveryValueWhereThereAreVeryMany) {
  Random random(4);
  int below = 0;
  for (int round = 0; round < 20; ++round) {
    auto values = random.normals(20'000);
    std::ranges::sort(values);
    below += farthest_p(values) <= 0.1 ? 1 : 0;
  }
  EXPECT_LT(below, 9);
}

}  // namespace
}  // namespace benchdiff::stats
