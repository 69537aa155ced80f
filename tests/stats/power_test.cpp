#include <benchdiff/stats/power.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/mann_whitney.h>

#include "near.h"
#include "noise.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(TTestPower, MatchesTheVectors) {
  const auto vectors = read_vectors("power_t");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (!c.has("delta")) continue;
    ++checked;
    const auto test = c["type"].text() == "paired" ? TTest::paired : TTest::two_sample;
    const double effect = c["delta"].number() / c["sd"].number();
    const PowerOptions options{.alpha = c["alpha"].number(), .power = c["power"].number()};
    EXPECT_TRUE(near(t_test_power(test, c["n"].number(), effect, options.alpha),
                     c["expect"]["power_at_n"].number(), 4e-12))
        << c["name"].text();
    // R looks for its n to some 1e-4; ours has the power to the last digits.
    const double n = t_test_runs(test, effect, options);
    EXPECT_TRUE(near(n, c["expect"]["n_for_power"].number(), 5e-6)) << c["name"].text();
    EXPECT_TRUE(near(t_test_power(test, n, effect, options.alpha), options.power, 1e-11));
  }
  EXPECT_EQ(checked, 8);
}

TEST(NoetherRuns, MatchTheVectors) {
  const auto vectors = read_vectors("power_t");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (!c.has("p_x_lt_y")) continue;
    ++checked;
    const PowerOptions options{.alpha = c["alpha"].number(), .power = c["power"].number()};
    EXPECT_TRUE(near(noether_runs(c["p_x_lt_y"].number(), options),
                     c["expect"]["total_N_equal_groups"].number(), 1e-12))
        << c["name"].text();
  }
  EXPECT_EQ(checked, 6);
}

TEST(TTestPower, MatchesRWhereNIsLargeOrAFraction) {
  // pt(qt(0.975, 2 n - 2), 2 n - 2, ncp = effect sqrt(n / 2), lower = FALSE), R 4.2.2
  const auto power = [](double n, double effect) {
    return t_test_power(TTest::two_sample, n, effect);
  };
  EXPECT_TRUE(near(power(1.7, 3), 0.2423422306942340, 1e-11));
  EXPECT_TRUE(near(power(2, 0.01), 0.02539128956138, 1e-11));
  EXPECT_TRUE(near(power(2, 10), 0.9927466604925, 1e-11));
  EXPECT_TRUE(near(power(1000, 0.1), 0.6083530596927, 1e-11));
  EXPECT_TRUE(near(power(60'000, 0.005), 0.1369894382502, 1e-8));
  EXPECT_TRUE(near(power(60'000, 0.01), 0.4098514809786, 1e-8));
  EXPECT_TRUE(near(power(200'000, 0.01), 0.8853775195871, 1e-8));
  EXPECT_EQ(power(1e6, 100), 1);
  // integrate() of pnorm(t sqrt(v / df) - ncp) over chi squared; pt() stops at an ncp of 37.62.
  EXPECT_TRUE(near(t_test_power(TTest::paired, 2, 5e4 / std::sqrt(2), 1e-5), 0.567779842728, 1e-9));
  EXPECT_EQ(t_test_power(TTest::paired, 1.001, 5, 1e-300), 0);
  EXPECT_EQ(power(10, infinity), 1);
}

TEST(TTestPower, IsHalfOfAlphaWithoutAnEffectAndGrowsWithAll) {
  for (const double n : {2.0, 5.0, 100.0}) {
    double before = 0;
    for (double effect = 0; effect < 8; effect += 0.05) {
      const double power = t_test_power(TTest::two_sample, n, effect, 0.01);
      EXPECT_GE(power, before) << n << ' ' << effect;
      EXPECT_LE(power, t_test_power(TTest::two_sample, n + 1, effect, 0.01) + 1e-12);
      EXPECT_LE(power, t_test_power(TTest::two_sample, n, effect, 0.05) + 1e-12);
      before = power;
    }
    EXPECT_TRUE(near(t_test_power(TTest::two_sample, n, 0, 0.01), 0.005, 1e-10));
  }
}

TEST(TTestPower, IsNaNForWhatIsNoQuestion) {
  constexpr auto two_sample = TTest::two_sample;
  const double nan = std::nan("");
  for (const double n : {1.0, 0.0, -3.0, infinity, nan}) {
    EXPECT_TRUE(std::isnan(t_test_power(two_sample, n, 1)));
  }
  for (const double alpha : {0.0, 1.0, nan}) {
    EXPECT_TRUE(std::isnan(t_test_power(two_sample, 5, 1, alpha)));
    EXPECT_TRUE(std::isnan(t_test_runs(two_sample, 1, {.alpha = alpha})));
    EXPECT_TRUE(std::isnan(t_test_runs(two_sample, 1, {.power = alpha})));
    EXPECT_TRUE(std::isnan(noether_runs(0.7, {.power = alpha})));
    EXPECT_TRUE(std::isnan(noether_runs(0.7, {}, alpha)));
  }
  EXPECT_TRUE(std::isnan(t_test_power(two_sample, 5, -1)));
  EXPECT_TRUE(std::isnan(t_test_power(two_sample, 5, nan)));
  EXPECT_TRUE(std::isnan(t_test_runs(two_sample, nan)));
}

TEST(TTestRuns, AreAtLeastTwoAndEndSomewhere) {
  EXPECT_EQ(t_test_runs(TTest::two_sample, 1000), 2);
  EXPECT_EQ(t_test_runs(TTest::two_sample, infinity), 2);
  EXPECT_EQ(t_test_runs(TTest::two_sample, 0), infinity);
  EXPECT_EQ(t_test_runs(TTest::paired, 1e-9), infinity);
}

TEST(NoetherRuns, AreSymmetricAndLeastForEqualSides) {
  EXPECT_TRUE(near(noether_runs(0.3), noether_runs(0.7)));
  EXPECT_TRUE(near(noether_runs(0.7, {}, 0.2), noether_runs(0.7, {}, 0.8)));
  EXPECT_GT(noether_runs(0.7, {}, 0.2), noether_runs(0.7));
  EXPECT_EQ(noether_runs(0.5), infinity);
  for (const double p : {-0.1, 1.1, std::nan("")}) EXPECT_TRUE(std::isnan(noether_runs(p)));
}

TEST(NoetherProbability, IsTheInverse) {
  for (const std::size_t n : {8u, 20u, 300u}) {
    const double probability = noether_probability(n, 2 * n);
    EXPECT_TRUE(near(noether_runs(probability, {}, 1.0 / 3), 3 * static_cast<double>(n), 1e-11));
  }
  EXPECT_GT(noether_probability(5, 5), 1);
  EXPECT_TRUE(std::isnan(noether_probability(0, 5)));
}

TEST(DetectableRatio, IsWhatTheTTestOfAFewLessWouldFind) {
  // At p = 2 pwilcox(5, 6, 6) = 0.0411 uniroot() finds 1.90923183645 in
  // pt(qt(1 - p / 2, 10), 10, ncp = d sqrt(3 / pi * 3), lower = FALSE) = 0.8, R 4.2.2
  EXPECT_TRUE(near(detectable_ratio(0.02, 6, 6), std::exp(0.02 * 1.9092318364482), 1e-10));
}

TEST(DetectableRatio, IsFoundWithThatPowerBySimulation) {
  MannWhitney test;
  for (const std::size_t n1 : {5u, 8u, 12u}) {
    const std::size_t n2 = n1 == 8 ? 14 : n1;
    const double shift = std::log(detectable_ratio(1, n1, n2));
    Noise noise(n1);
    int found = 0;
    constexpr int samples = 4000;
    for (int i = 0; i < samples; ++i) {
      std::vector<double> x(n1);
      std::vector<double> y(n2);
      for (double& value : x) value = noise();
      for (double& value : y) value = noise() + shift;
      std::ranges::sort(x);
      std::ranges::sort(y);
      found += test(x, y).p <= 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(found / double{samples}, 0.8, 0.035) << n1;
  }
}

TEST(DetectableRatio, IsInfiniteWhereNoPReachesAlphaAndNoneWithoutNoise) {
  EXPECT_EQ(detectable_ratio(0.02, 3, 3), infinity);
  EXPECT_EQ(detectable_ratio(0.02, 0, 9), infinity);
  EXPECT_LT(detectable_ratio(0.02, 3, 5), infinity);
  EXPECT_EQ(detectable_ratio(0, 5, 5), 1);
  EXPECT_TRUE(std::isnan(detectable_ratio(-1, 5, 5)));
  EXPECT_TRUE(std::isnan(detectable_ratio(std::nan(""), 5, 5)));
  EXPECT_TRUE(std::isnan(detectable_ratio(0.1, 5, 5, {.alpha = 0})));
  // Beyond the tables too, and never more with more runs than the lattice of p makes of it.
  EXPECT_TRUE(near(std::log(detectable_ratio(1, 1000, 1000)),
                   std::log(detectable_ratio(1, 4000, 4000)) * 2, 1e-3));
}

TEST(NoetherDetectableRatio, AsksForMoreFarFromNoDifferenceAndTheSameNearIt) {
  EXPECT_EQ(noether_detectable_ratio(0.02, 5, 5), infinity);
  EXPECT_EQ(noether_detectable_ratio(0.02, 0, 5), infinity);
  EXPECT_GT(noether_detectable_ratio(0.02, 8, 8), detectable_ratio(0.02, 8, 8));
  EXPECT_TRUE(near(std::log(noether_detectable_ratio(0.02, 2000, 2000)),
                   std::log(detectable_ratio(0.02, 2000, 2000)), 0.01));
  EXPECT_TRUE(std::isnan(noether_detectable_ratio(-1, 5, 5)));
}

}  // namespace
}  // namespace benchdiff::stats
