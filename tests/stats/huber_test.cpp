#include <benchdiff/stats/huber.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(HuberWeight, IsOneInsideAndFallsWithTheDistanceOutside) {
  EXPECT_EQ(huber_weight(0), 1);
  EXPECT_EQ(huber_weight(-1.345), 1);
  EXPECT_EQ(huber_weight(2.69), 0.5);
  EXPECT_EQ(huber_weight(-2.69), 0.5);
  EXPECT_EQ(huber_weight(infinity), 0);
}

TEST(HuberLoss, IsSmoothAtTheTurnAndHasTheSlopeOfTheWeight) {
  EXPECT_EQ(huber_loss(1), 0.5);
  EXPECT_TRUE(near(huber_loss(1.345), 1.345 * 1.345 / 2));
  for (const double z : {-5.0, -1.0, 0.5, 1.3, 1.4, 10.0}) {
    const double slope = (huber_loss(z + 1e-6) - huber_loss(z - 1e-6)) / 2e-6;
    EXPECT_NEAR(slope, z * huber_weight(z), 1e-6) << z;
  }
}

TEST(ScaleAroundZero, IsTheMedianDistanceOverThatOfTheNormal) {
  EXPECT_TRUE(near(scale_around_zero(std::vector{-3.0, 1.0, 2.0}), 2 / 0.6744897501960817));
  EXPECT_TRUE(near(scale_around_zero(std::vector{-3.0, 1.0, 2.0, 9.0}), 2.5 / 0.6744897501960817));
  EXPECT_EQ(scale_around_zero(std::vector{0.0, 0.0, 7.0}), 0);
  EXPECT_TRUE(near(scale_around_zero(std::vector{infinity, 1.0, 2.0}), 2 / 0.6744897501960817));
  EXPECT_TRUE(std::isnan(scale_around_zero({})));
  EXPECT_TRUE(std::isnan(scale_around_zero(std::vector{1.0, std::nan("")})));
}

TEST(HuberVariance, IsThatOfLeastSquaresWithoutOutliers) {
  // 1 + 4 + 1 + 4 over 4 - 2
  EXPECT_TRUE(near(huber_variance(std::vector{1.0, -2.0, -1.0, 2.0}, 2, 2), 5));
}

TEST(HuberVariance, MatchesTheFormulaInR) {
  // psi <- pmax(-1.345, pmin(1.345, r / s)); d <- abs(r / s) <= 1.345
  // (1 + p / n * var(d) / mean(d)^2)^2 * s^2 * sum(psi^2) / (n - p) / mean(d)^2
  const std::vector r{0.1, -0.2, 0.05, 3.0, -0.3, 0.15};
  EXPECT_TRUE(near(huber_variance(r, 0.2, 2), 0.17797482));
}

TEST(HuberVariance, IsUnknownWithoutDegreesOfFreedomAndNothingWithoutScale) {
  EXPECT_TRUE(std::isnan(huber_variance(std::vector{1.0, 2.0}, 1, 2)));
  EXPECT_TRUE(std::isnan(huber_variance({}, 1, 2)));
  EXPECT_EQ(huber_variance(std::vector{0.0, 0.0, 0.0, 1.0}, 0, 2), 0);
}

}  // namespace
}  // namespace benchdiff::stats
