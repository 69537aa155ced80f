#include <benchdiff/stats/simulated_tail.h>

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

constexpr std::array levels{0.1, 0.01, 0.001};
constexpr std::array<SimulatedQuantiles<3>, 3> rows{
    {{4, {1, 2, 3}}, {9, {2, 3, 5}}, {100, {2, 2, 2.5}}}};

double tail(double n, double value) { return simulated_tail<3>(rows, levels, n, value); }

TEST(SimulatedTail, IsTheLevelAtAQuantile) {
  EXPECT_TRUE(near(tail(4, 2), 0.01));
  EXPECT_TRUE(near(tail(9, 3), 0.01));
  EXPECT_EQ(tail(9, 5), 0.001);
}

TEST(SimulatedTail, IsGeometricBetweenQuantilesAndLinearInRootNBetweenRows) {
  EXPECT_TRUE(near(tail(4, 1.5), 0.1 / std::sqrt(10)));
  EXPECT_TRUE(near(tail(9, 4), 0.01 / std::sqrt(10)));
  // Halfway from 2 to 3, where the quantiles are 1.5, 2.5 and 4.
  EXPECT_TRUE(near(tail(6.25, 2), 0.1 / std::sqrt(10)));
  EXPECT_TRUE(near(tail(6.25, 2.5), 0.01));
}

TEST(SimulatedTail, GoesNoFartherThanItsTable) {
  EXPECT_EQ(tail(4, 1), 1);
  EXPECT_EQ(tail(4, -5), 1);
  EXPECT_EQ(tail(4, 1000), 0.001);
  EXPECT_EQ(tail(1, 2), tail(4, 2));
  EXPECT_EQ(tail(1e9, 2.25), tail(100, 2.25));
  EXPECT_EQ(tail(4, std::numeric_limits<double>::quiet_NaN()), 1);
}

TEST(SimulatedTail, TakesTheSmallestLevelOfEqualQuantiles) {
  EXPECT_EQ(tail(100, 2), 1);
  EXPECT_TRUE(near(tail(100, 2 + 1e-9), 0.01, 1e-6));
}

}  // namespace
}  // namespace benchdiff::stats
