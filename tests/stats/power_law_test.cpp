#include <benchdiff/stats/power_law.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> powers{8, 16, 32, 64, 128, 256, 512, 1024};

TEST(PowerLaw, IsTheRobustLineOfR) {
  // lm(log(y) ~ log(n), weights = Huber's of residuals over median(abs(residuals)) / 0.6745),
  // repeated until nothing changed, Huber's variance and qt(0.975, 6) in R 4.2.2; its MASS::rlm
  // stops at an exponent of 0.7062129.
  const std::vector<double> y{131, 155, 204, 318, 500, 2400, 1630, 3210};
  const auto law = fit_power_law(powers, y);
  ASSERT_TRUE(law);
  EXPECT_TRUE(near(law->exponent, 0.706213435451724, 1e-11));
  EXPECT_TRUE(near(law->factor, 21.96978196117519, 1e-11));
  EXPECT_TRUE(near(law->low, 0.508272839065880, 1e-11));
  EXPECT_TRUE(near(law->high, 0.904154031837568, 1e-11));
  EXPECT_EQ(law->level, 0.95);
}

TEST(PowerLaw, RecoversExponentAndFactorWithoutNoise) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Noise noise(seed);
    const double exponent = 4 * noise.uniform() - 1;
    const double factor = noise.magnitude(1e-9, 1e9);
    std::vector<double> y;
    for (const double n : powers) y.push_back(factor * std::pow(n, exponent));
    const auto law = fit_power_law(powers, y);
    ASSERT_TRUE(law) << seed;
    EXPECT_NEAR(law->exponent, exponent, 1e-12) << seed;
    EXPECT_TRUE(near(law->factor, factor, 1e-12)) << seed;
    EXPECT_LT(law->residual, 1e-13) << seed;
    EXPECT_LT(law->high - law->low, 1e-12) << seed;
  }
}

TEST(PowerLaw, IsMovedLittleByOneOutlier) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Noise noise(seed);
    std::vector<double> y;
    for (const double n : powers) y.push_back(n * std::exp(0.02 * noise()));
    y[seed % powers.size()] *= seed % 2 == 0 ? 10 : 0.1;
    EXPECT_NEAR(fit_power_law(powers, y)->exponent, 1, 0.05) << seed;
  }
}

TEST(PowerLaw, HasIntervalsThatMostlyHoldTheExponent) {
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Noise noise(seed);
    std::vector<double> y;
    for (const double n : powers) y.push_back(n * n * std::exp(0.1 * noise()));
    const auto law = fit_power_law(powers, y);
    held += law->low <= 2 && 2 <= law->high ? 1 : 0;
  }
  EXPECT_GE(held, 910);
  EXPECT_LE(held, 980);
}

TEST(PowerLaw, SaysNothingAboutTwoPointsOrAtFullConfidence) {
  for (const double confidence : {0.95, 1.0, std::nan("")}) {
    const auto law = fit_power_law(std::vector{1.0, 10.0}, std::vector{5.0, 500.0}, confidence);
    ASSERT_TRUE(law);
    EXPECT_TRUE(near(law->exponent, 2));
    EXPECT_EQ(law->low, -infinity);
    EXPECT_EQ(law->high, infinity);
    EXPECT_EQ(law->level, 1);
  }
  EXPECT_EQ(fit_power_law(powers, powers, 1)->high, infinity);
  EXPECT_EQ(fit_power_law(powers, powers, -1)->level, 0);
}

TEST(PowerLaw, LeavesOutWhatHasNoLogarithmAndNeedsTwoSizes) {
  const std::vector<double> sizes{1, 0, 2, infinity, 4, 8, -3, std::nan("")};
  const std::vector<double> values{3, 9, 6, 9, 12, 0, 9, 9};
  const auto law = fit_power_law(sizes, values);
  ASSERT_TRUE(law);
  EXPECT_TRUE(near(law->exponent, 1));
  EXPECT_TRUE(near(law->factor, 3));
  EXPECT_FALSE(fit_power_law({}, {}));
  EXPECT_FALSE(fit_power_law(std::vector{4.0, 4.0, 4.0}, std::vector{1.0, 2.0, 3.0}));
  EXPECT_NEAR(fit_power_law(powers, std::vector<double>(8, 7))->exponent, 0, 1e-15);
}

}  // namespace
}  // namespace benchdiff::stats
