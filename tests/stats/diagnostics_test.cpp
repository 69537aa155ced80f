#include <benchdiff/stats/diagnostics.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"
#include "random_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Quantiles of the normal distribution, in an order without a pattern.
Values noise(std::size_t n, double mean, double deviation, std::uint64_t seed = 1) {
  Values values;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    values.push_back(mean + deviation * (std::pow(u, 0.135) - std::pow(1 - u, 0.135)) / 0.1975);
  }
  Random(seed).shuffle(values);
  return values;
}

Values join(const Values& first, const Values& second) {
  Values all = first;
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

TEST(Diagnostics, HaveNothingToSayAboutNoise) {
  Diagnostics diagnostics;
  for (const std::size_t n : {4u, 5u, 8u, 10u, 20u, 50u, 1000u}) {
    EXPECT_TRUE(diagnostics.diagnose(noise(n, 100, 2)).empty()) << n;
    const auto pair = diagnostics.diagnose_pair(noise(n, 100, 2), noise(n, 120, 2, 2));
    EXPECT_TRUE(pair.x.empty() && pair.y.empty()) << n;
    EXPECT_FALSE(pair.drift_across || pair.warm_up) << n;
  }
}

TEST(Diagnostics, HaveNothingToSayWithoutNumbersToCompare) {
  Diagnostics diagnostics;
  Values ramp;
  for (int i = 0; i < 20; ++i) ramp.push_back(i);
  for (const Values& values :
       {Values{}, {1}, {1, 2, 3}, Values(30, 0.1), join(ramp, {nan}), join(ramp, {infinity})}) {
    EXPECT_TRUE(diagnostics.diagnose(values).empty());
    const auto pair = diagnostics.diagnose_pair(values, ramp);
    EXPECT_TRUE(pair.x.empty());
    EXPECT_FALSE(pair.warm_up);
    EXPECT_TRUE(diagnostics.diagnose_pair(ramp, values).y.empty());
  }
}

TEST(Diagnostics, SeeADrift) {
  auto values = noise(20, 100, 1);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += 0.2 * static_cast<double>(i);
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.drift);
  EXPECT_LT(found.drift->trend.p, 0.01);
  EXPECT_NEAR(found.drift->slope.per_run, 0.2, 0.06);
  EXPECT_NEAR(found.drift->slope.relative, 0.002, 0.0006);
  EXPECT_FALSE(found.autocorrelation) << "a drift is told once";
  EXPECT_FALSE(found.warm_up);
}

TEST(Diagnostics, TakeASteadyDeclineForADriftAndNoWarmUp) {
  auto values = noise(20, 100, 1);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= 2 * static_cast<double>(i);
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.drift);
  EXPECT_LT(found.drift->slope.per_run, -1.5);
  EXPECT_FALSE(found.warm_up);
}

TEST(Diagnostics, TakeSlowFirstRunsForAWarmUpAndNoDrift) {
  const auto found = Diagnostics().diagnose(join({140, 130, 112, 110}, noise(16, 100, 1)));
  ASSERT_TRUE(found.warm_up);
  EXPECT_EQ(found.warm_up->warm_up.runs, 4);
  EXPECT_TRUE(found.warm_up->warm_up.above);
  EXPECT_EQ(found.warm_up->first, 121);
  EXPECT_TRUE(near(found.warm_up->rest, 100));
  EXPECT_FALSE(found.drift);
  EXPECT_FALSE(found.autocorrelation);
}

TEST(Diagnostics, TellAWarmUpAndADriftThatGoesTheOtherWay) {
  auto values = join({140, 130, 131, 135}, noise(16, 100, 1));
  for (std::size_t i = 4; i < values.size(); ++i) values[i] += static_cast<double>(i);
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.warm_up);
  ASSERT_TRUE(found.drift);
  EXPECT_GT(found.drift->slope.per_run, 0.5);
}

TEST(Diagnostics, SeeThatNeighboursAreAlike) {
  Values values;
  for (int i = 0; i < 24; ++i) values.push_back(100 + 3 * std::sin(0.7 * i) + 0.01 * (i * 7 % 5));
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.autocorrelation);
  EXPECT_LE(found.autocorrelation->p, 0.01);
  EXPECT_TRUE(near(found.autocorrelation->correlation, autocorrelation(values, 1), 0));
  EXPECT_TRUE(near(found.autocorrelation->effective_size,
                   effective_size(24, found.autocorrelation->correlation), 0));
  EXPECT_LT(found.autocorrelation->effective_size, 8);
  EXPECT_FALSE(found.drift);
  values.resize(9);
  EXPECT_FALSE(Diagnostics().diagnose(values).autocorrelation) << "too few for its distribution";
}

TEST(Diagnostics, SeeTwoModes) {
  auto values = join(noise(12, 100, 1), noise(8, 115, 1));
  Random(3).shuffle(values);
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.two_modes);
  EXPECT_LE(found.two_modes->dip.p, 0.01);
  EXPECT_EQ(found.two_modes->modes.below, 12);
  EXPECT_NEAR(found.two_modes->modes.low, 100, 0.1);
  EXPECT_NEAR(found.two_modes->modes.high, 115, 0.1);
  EXPECT_FALSE(found.outliers);

  for (double& value : values) value = std::round(value);
  EXPECT_TRUE(Diagnostics().diagnose(values).two_modes) << "rounded";
  // Equal values come from a grid, and one that isn't seen may make clumps of its own.
  values[3] = values[4] += 0.01 * std::sqrt(2);
  EXPECT_FALSE(Diagnostics().diagnose(values).two_modes);
}

TEST(Diagnostics, SeeOutliersAndWhetherTheyCameFirst) {
  auto values = noise(20, 100, 1);
  values[0] = 150;
  values[7] = 60;
  values[12] = 140;
  auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.outliers);
  EXPECT_EQ(found.outliers->outliers.high_severe, 2);
  EXPECT_EQ(found.outliers->outliers.low_severe, 1);
  EXPECT_EQ(found.outliers->leading, 1);
  EXPECT_LE(found.outliers->p, 0.01);
  EXPECT_FALSE(found.warm_up) << "one of twenty may come first by chance";

  values[1] = 60;
  EXPECT_EQ(Diagnostics().diagnose(values).outliers->leading, 1) << "the other side";
  std::swap(values[0], values[5]);
  std::swap(values[1], values[6]);
  EXPECT_EQ(Diagnostics().diagnose(values).outliers->leading, 0);
}

TEST(Diagnostics, SeeACoarseGridAndNothingElseInIt) {
  Values values{15, 16, 15, 15, 17, 16, 15, 16, 16, 15, 14, 16, 15, 15, 16, 17, 15, 16, 15, 14};
  Random(4).shuffle(values);
  const auto found = Diagnostics().diagnose(values);
  ASSERT_TRUE(found.quantised);
  EXPECT_EQ(found.quantised->step, 1);
  EXPECT_FALSE(found.two_modes);
  EXPECT_FALSE(found.outliers);
  // The same grid, but of no concern.
  for (double& value : values) value += 100'000;
  EXPECT_FALSE(Diagnostics().diagnose(values).quantised);
  EXPECT_TRUE(Diagnostics({.alpha = 0.01, .harmless_step = 0}).diagnose(values).quantised);
}

TEST(Diagnostics, CallNoTicksOfDifferentNumbersOfIterationsModes) {
  Random random(5);
  Diagnostics diagnostics;
  for (int round = 0; round < 300; ++round) {
    Values values;
    for (int i = 0; i < 30; ++i) {
      const double iterations = 97 + static_cast<double>(random.below(7));
      values.push_back(std::round(5 * iterations + 0.5 * random.normal()) / iterations);
    }
    ASSERT_FALSE(diagnostics.diagnose(values).two_modes) << round;
  }
}

TEST(Diagnostics, HoldAlphaForEveryKindOfNoise) {
  Random random(6);
  Diagnostics diagnostics({.alpha = 0.05});
  const int rounds = 1500;
  for (const int kind : {0, 1, 2, 3}) {
    for (const std::size_t n : {5u, 12u, 20u}) {
      int drift = 0, alike = 0, warm_up = 0, modes = 0, outliers = 0, across = 0, both = 0;
      const auto draw = [&] {
        auto values = random.normals(n);
        for (double& value : values) {
          if (kind == 1) value = std::exp(0.2 * value);
          if (kind == 2) value /= std::sqrt(random.exponential());  // heavy tails
          if (kind == 3) value = std::round(value);
        }
        return values;
      };
      for (int round = 0; round < rounds; ++round) {
        const auto pair = diagnostics.diagnose_pair(draw(), draw());
        drift += pair.x.drift ? 1 : 0;
        alike += pair.x.autocorrelation ? 1 : 0;
        warm_up += pair.x.warm_up ? 1 : 0;
        modes += pair.x.two_modes ? 1 : 0;
        outliers += pair.x.outliers ? 1 : 0;
        across += pair.drift_across ? 1 : 0;
        both += pair.warm_up ? 1 : 0;
      }
      const double most = 0.05 * rounds + 4 * std::sqrt(0.05 * rounds);
      SCOPED_TRACE(testing::Message() << "kind " << kind << ", n " << n);
      EXPECT_LE(drift, most);
      EXPECT_LE(alike, most);
      EXPECT_LE(warm_up, most);
      EXPECT_LE(modes, most);
      EXPECT_LE(across, most);
      EXPECT_LE(both, most);
      if (kind != 2) {
        EXPECT_LE(outliers, most);
      }
    }
  }
}

TEST(Diagnostics, AreTheSameInAnyUnitAndForASecondCall) {
  Diagnostics diagnostics;
  Random random(7);
  for (int round = 0; round < 50; ++round) {
    auto values = random.normals(20, 100);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += 0.2 * static_cast<double>(i);
    const auto found = diagnostics.diagnose(values);
    for (double& value : values) value *= 0x1p+60;
    const auto scaled = diagnostics.diagnose(values);
    const auto fresh = Diagnostics().diagnose(values);
    ASSERT_EQ(found.drift.has_value(), scaled.drift.has_value()) << round;
    ASSERT_EQ(fresh.drift.has_value(), scaled.drift.has_value()) << round;
    if (!found.drift) continue;
    EXPECT_EQ(found.drift->trend.p, scaled.drift->trend.p) << round;
    EXPECT_EQ(found.drift->slope.relative, scaled.drift->slope.relative) << round;
    EXPECT_EQ(fresh.drift->slope.relative, scaled.drift->slope.relative) << round;
  }
}

Values drifting(std::size_t n, std::size_t from, double per_run, std::uint64_t seed) {
  auto values = noise(n, 100, 1, seed);
  for (std::size_t i = 0; i < n; ++i) values[i] += per_run * static_cast<double>(from + i);
  return values;
}

TEST(DiagnosticsOfAPair, SeeADriftThatGoesOnFromSideToSide) {
  const auto pair = Diagnostics().diagnose_pair(drifting(20, 0, 0.3, 1), drifting(20, 20, 0.3, 2));
  ASSERT_TRUE(pair.drift_across);
  EXPECT_NEAR(pair.drift_across->per_run, 0.3, 0.07);
  EXPECT_NEAR(pair.drift_across->drifted, 6, 1.4);
  EXPECT_NEAR(pair.drift_across->difference, 6, 1);

  const auto down =
      Diagnostics().diagnose_pair(drifting(20, 0, -0.3, 1), drifting(20, 20, -0.3, 2));
  ASSERT_TRUE(down.drift_across);
  EXPECT_LT(down.drift_across->drifted, -4);
}

TEST(DiagnosticsOfAPair, SeeADriftOfOneSideOnly) {
  auto steady = noise(20, 106, 1, 2);
  EXPECT_TRUE(Diagnostics().diagnose_pair(drifting(20, 0, 0.3, 1), steady).drift_across);
}

TEST(DiagnosticsOfAPair, DoNotBlameADriftForMoreThanItCanDo) {
  auto far = drifting(20, 20, 0.3, 2);
  for (double& value : far) value += 30;
  EXPECT_FALSE(Diagnostics().diagnose_pair(drifting(20, 0, 0.3, 1), far).drift_across);
  // Against the direction of the drift.
  EXPECT_FALSE(
      Diagnostics().diagnose_pair(drifting(20, 0, 0.3, 1), noise(20, 95, 1, 2)).drift_across);
}

TEST(DiagnosticsOfAPair, DoNotBlameADriftThatBothSidesHadAtTheSameTime) {
  auto y = drifting(20, 0, 0.3, 2);
  for (double& value : y) value += 2;
  const auto pair = Diagnostics().diagnose_pair(drifting(20, 0, 0.3, 1), y);
  EXPECT_TRUE(pair.x.drift && pair.y.drift);
  EXPECT_FALSE(pair.drift_across);
}

TEST(DiagnosticsOfAPair, SeeThatBothSidesBeginWithASlowRun) {
  auto x = noise(20, 100, 1, 1);
  auto y = noise(20, 90, 1, 2);
  x[0] = 130;
  y[0] = 125;
  const auto pair = Diagnostics({.alpha = 0.01}).diagnose_pair(x, y);
  ASSERT_TRUE(pair.warm_up);
  EXPECT_EQ(pair.warm_up->runs, 1);
  EXPECT_FALSE(pair.x.warm_up);
}

TEST(Diagnostics, FindTwoModesAndGridsAmongManyValues) {
  Noise noise(12);
  std::vector<double> modes(50'000);
  std::vector<double> grid(50'000);
  std::vector<double> plain(50'000);
  for (double& value : modes) value = (noise.uniform() < 0.3 ? 130 : 100) + noise();
  for (double& value : grid) value = 100 + std::round(0.4 * noise());
  for (double& value : plain) value = 100 + noise();
  Diagnostics diagnostics;
  const auto found = diagnostics.diagnose(modes);
  ASSERT_TRUE(found.two_modes);
  EXPECT_NEAR(found.two_modes->modes.high, 130, 1);
  ASSERT_TRUE(diagnostics.diagnose(grid).quantised);
  EXPECT_EQ(diagnostics.diagnose(grid).quantised->step, 1);
  EXPECT_TRUE(diagnostics.diagnose(plain).empty());
}

}  // namespace
}  // namespace benchdiff::stats
