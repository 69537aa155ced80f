#include <benchdiff/stats/bootstrap.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/quantile.h>
#include <benchdiff/stats/random.h>
#include <benchdiff/stats/resampling.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

using Statistic = BootstrapOptions::Statistic;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr BootstrapOptions medians{.statistic = Statistic::median};
constexpr BootstrapOptions means{.statistic = Statistic::mean};
constexpr BootstrapOptions p90{.statistic = Statistic::quantile, .quantile = 0.9};

std::vector<double> sample(std::size_t n, Random& random, double from = 1) {
  std::vector<double> values(n);
  for (double& value : values) value = from + std::exp(random.uniform());
  return values;
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

// exp of the BCa interval of the log ratio by scipy.stats.bootstrap of SciPy 1.10.1 with 1,000,000
// resamples; it interpolates between resamples, and its medians came out the same for two seeds to
// all digits but where the note says.
TEST(Bootstrap, AgreesWithSciPy) {
  const std::vector<double> x{9.1, 9.4, 9.6, 9.9, 10.0, 10.1, 10.3, 10.8, 11.6, 13.0};
  const std::vector<double> odd(x.begin(), x.end() - 1);
  const std::vector<double> y{9.8,  10.0, 10.4, 10.5, 10.9, 11.2,
                              11.3, 11.9, 12.5, 14.2, 15.1, 17.0};
  struct Known {
    std::vector<double> x;
    BootstrapOptions options;
    double low, high, error;
  };
  for (const auto& known : {Known{x, medians, 1.00446429, 1.32835821, 1e-8},
                            {odd, medians, 1.0197, 1.32178218, 5e-4},  // 1.02 and 1.01941748
                            {x, p90, 0.91538462, 1.5625, 1e-8},
                            {odd, p90, 1.07241379, 1.65048544, 1e-8},
                            {x, means, 1.0385, 1.3203, 4e-3},
                            {odd, means, 1.08435, 1.3559, 4e-3}}) {
    const Change change = bca_bootstrap(known.x, y, 0.95, known.options);
    EXPECT_EQ(change.kind, Change::Kind::ratio);
    EXPECT_EQ(change.level, 0.95);
    EXPECT_TRUE(near(change.low, known.low, known.error));
    EXPECT_TRUE(near(change.high, known.high, known.error));
  }
}

// The definition once more, over a list of all pairs of outcomes.
TEST(Bootstrap, WeighsAllPairsOfResamples) {
  struct Outcome {
    double change, probability;
  };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    auto x = sample(2 + random.below(9), random);
    auto y = sample(2 + random.below(9), random);
    const bool ratio = seed % 2 == 0;
    if (!ratio) x.front() = -0.5;
    std::ranges::sort(x);
    std::ranges::sort(y);
    const double q = seed % 3 == 0 ? 0.5 : 0.8;
    const auto change_of = [&](double a, double b) { return ratio ? b / a : b - a; };
    const double observed = change_of(quantile(x, q), quantile(y, q));

    const auto of_x = resampled_quantile(x, q);
    const auto of_y = resampled_quantile(y, q);
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < of_x.values.size(); ++i) {
      for (std::size_t j = 0; j < of_y.values.size(); ++j) {
        outcomes.push_back({change_of(of_x.values[i], of_y.values[j]),
                            of_x.probabilities[i] * of_y.probabilities[j]});
      }
    }
    std::ranges::sort(outcomes, {}, &Outcome::change);
    double bias = 0;
    for (const auto& [change, probability] : outcomes) {
      if (std::abs(change - observed) < 1e-14) {
        bias += probability / 2;
      } else if (change < observed) {
        bias += probability;
      }
    }
    auto jackknife_x = jackknife_quantiles(x, q);
    auto jackknife_y = jackknife_quantiles(y, q);
    for (auto* side : {&jackknife_x, &jackknife_y}) {
      for (double& value : *side) value = ratio ? std::log(value) : value;
    }
    const double a = acceleration(jackknife_y, jackknife_x);
    const double z0 = normal_quantile(bias);
    const auto level = [&](double z) { return normal_cdf(z0 + (z0 + z) / (1 - a * (z0 + z))); };
    const auto at = [&](double target) {
      double up_to = 0;
      for (const auto& [change, probability] : outcomes) {
        up_to += probability;
        if (up_to >= target) return change;
      }
      return outcomes.back().change;
    };

    const Change change =
        bca_bootstrap(x, y, 0.9, {.statistic = Statistic::quantile, .quantile = q});
    EXPECT_EQ(change.estimate, observed) << seed;
    EXPECT_EQ(change.kind, ratio ? Change::Kind::ratio : Change::Kind::shift);
    EXPECT_TRUE(near(change.low, at(level(normal_quantile(0.05))), 1e-14)) << seed;
    EXPECT_TRUE(near(change.high, at(level(normal_quantile(0.95))), 1e-14)) << seed;
  }
}

TEST(Bootstrap, MirrorsWithTheSides) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    const auto x = sample(2 + random.below(20), random);
    const auto y = sample(seed % 2 == 0 ? x.size() : 2 + random.below(20), random);
    for (const auto& options : {medians, means, p90}) {
      const Change ratio = bca_bootstrap(x, y, 0.95, options);
      const Change other = bca_bootstrap(y, x, 0.95, options);
      EXPECT_TRUE(near(other.estimate, 1 / ratio.estimate, 1e-15)) << seed;
      EXPECT_TRUE(near(other.low, 1 / ratio.high, 1e-14)) << seed;
      EXPECT_TRUE(near(other.high, 1 / ratio.low, 1e-14)) << seed;

      auto negative = y;
      negative.front() *= -1;
      const Change shift = bca_bootstrap(x, negative, 0.95, options);
      const Change opposite = bca_bootstrap(negative, x, 0.95, options);
      EXPECT_EQ(shift.kind, Change::Kind::shift);
      EXPECT_EQ(opposite.estimate, -shift.estimate) << seed;
      EXPECT_EQ(opposite.low, -shift.high) << seed;
      EXPECT_EQ(opposite.high, -shift.low) << seed;
    }
  }
}

TEST(Bootstrap, KeepsItsBitsInAnyOrderAndUnit) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const auto x = sample(2 + random.below(20), random);
    const auto y = sample(2 + random.below(20), random);
    auto reversed = x;
    std::ranges::reverse(reversed);
    for (const auto& options : {medians, means, p90}) {
      const Change change = bca_bootstrap(x, y, 0.95, options);
      for (const Change& other :
           {bca_bootstrap(reversed, y, 0.95, options),
            bca_bootstrap(scaled(x, 0x1p-30), scaled(y, 0x1p-30), 0.95, options),
            bca_bootstrap(scaled(x, 0x1p+900), scaled(y, 0x1p+900), 0.95, options)}) {
        EXPECT_EQ(other.estimate, change.estimate) << seed;
        EXPECT_EQ(other.low, change.low) << seed;
        EXPECT_EQ(other.high, change.high) << seed;
      }
    }
  }
}

TEST(Bootstrap, GrowsWithTheConfidence) {
  Random random(1);
  const auto x = sample(12, random);
  const auto y = sample(15, random);
  for (const auto& options : {medians, means, p90}) {
    Change narrower = bca_bootstrap(x, y, -1, options);
    EXPECT_LE(narrower.low, narrower.high);
    EXPECT_EQ(narrower.level, 0);
    EXPECT_EQ(narrower.low, bca_bootstrap(x, y, 0, options).low);
    for (const double confidence : {0.1, 0.5, 0.9, 0.99, 0.999999, 1 - 1e-15}) {
      const Change wider = bca_bootstrap(x, y, confidence, options);
      EXPECT_LE(wider.low, narrower.low) << confidence;
      EXPECT_GE(wider.high, narrower.high) << confidence;
      EXPECT_GT(wider.low, 0);
      EXPECT_LT(wider.high, infinity);
      narrower = wider;
    }
    for (const double confidence : {1.0, 2.0, nan}) {
      const Change all = bca_bootstrap(x, y, confidence, options);
      EXPECT_EQ(all.low, 0);
      EXPECT_EQ(all.high, infinity);
      EXPECT_EQ(all.level, 1);
      EXPECT_EQ(all.estimate, narrower.estimate);
    }
  }
}

// An outlier accelerates so much that the correction has a pole within these confidences.
TEST(Bootstrap, GrowsPastThePoleOfTheAcceleration) {
  Random random(1);
  const auto x = sample(60, random);
  auto y = sample(60, random);
  y.back() = 1000;
  y.front() = -1;
  Change narrower = bca_bootstrap(x, y, 0.9, means);
  for (const double confidence : {0.99, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12, 1 - 1e-15}) {
    const Change wider = bca_bootstrap(x, y, confidence, means);
    EXPECT_LE(wider.low, narrower.low) << confidence;
    EXPECT_GE(wider.high, narrower.high) << confidence;
    narrower = wider;
  }
}

TEST(Bootstrap, IsItsEstimateForConstantSides) {
  for (const auto& options : {medians, means, p90}) {
    const Change ratio =
        bca_bootstrap(std::vector{4.0, 4.0}, std::vector{5.0, 5.0, 5.0}, 0.95, options);
    EXPECT_EQ(ratio.estimate, 1.25);
    EXPECT_EQ(ratio.low, 1.25);
    EXPECT_EQ(ratio.high, 1.25);
    const Change shift =
        bca_bootstrap(std::vector{0.0, -0.0}, std::vector{2.0, 2.0}, 0.95, options);
    EXPECT_EQ(shift.estimate, 2);
    EXPECT_EQ(shift.low, 2);
    EXPECT_EQ(shift.high, 2);
    // What varies is the other side alone.
    const Change half =
        bca_bootstrap(std::vector{4.0, 4.0}, std::vector{4.0, 5.0, 6.0, 7.0}, 0.95, options);
    const Change of_y =
        bca_bootstrap(std::vector{1.0, 1.0}, std::vector{4.0, 5.0, 6.0, 7.0}, 0.95, options);
    EXPECT_LT(half.low, half.high);
    EXPECT_EQ(half.low, of_y.low / 4);
    EXPECT_EQ(half.high, of_y.high / 4);
  }
}

TEST(Bootstrap, IsEverythingForASingleValue) {
  for (const auto& options : {medians, means, p90}) {
    const Change ratio = bca_bootstrap(std::vector{4.0}, std::vector{5.0, 5.0}, 0.95, options);
    EXPECT_EQ(ratio.estimate, 1.25);
    EXPECT_EQ(ratio.low, 0);
    EXPECT_EQ(ratio.high, infinity);
    EXPECT_EQ(ratio.level, 1);
    const Change shift = bca_bootstrap(std::vector{0.0, 0.0}, std::vector{5.0}, 0.95, options);
    EXPECT_EQ(shift.estimate, 5);
    EXPECT_EQ(shift.low, -infinity);
  }
  const Change none = bca_bootstrap(std::vector{4.0, 4.0}, std::vector{5.0, 5.0}, 0.95,
                                    {.statistic = Statistic::mean, .resamples = 0});
  EXPECT_EQ(none.estimate, 1.25);
  EXPECT_EQ(none.high, infinity);
}

TEST(Bootstrap, IsNaNWithinEverythingWhereThereIsNone) {
  const std::vector<double> values{1, 2, 3};
  for (const auto& options : {medians, means, p90}) {
    for (const auto& odd : {std::vector<double>{}, {1, nan}, {1, infinity}, {-infinity, 1}}) {
      for (const Change& change :
           {bca_bootstrap(odd, values, 0.95, options), bca_bootstrap(values, odd, 0.95, options)}) {
        EXPECT_TRUE(std::isnan(change.estimate));
        EXPECT_EQ(change.low, -infinity);
        EXPECT_EQ(change.high, infinity);
        EXPECT_EQ(change.level, 1);
      }
    }
  }
  for (const double q : {-0.1, 1.1, nan}) {
    const BootstrapOptions options{.statistic = Statistic::quantile, .quantile = q};
    EXPECT_TRUE(std::isnan(bca_bootstrap(values, values, 0.95, options).estimate));
  }
}

TEST(Bootstrap, EndsForTheLargestAndTheSmallestValues) {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const std::vector<std::vector<double>> samples{{most, most},  {least, least},  {least, most},
                                                 {-most, most}, {-most, -least}, {0, most, most}};
  for (const auto& x : samples) {
    for (const auto& y : samples) {
      for (const auto& options : {medians, means, p90}) {
        const Change change = bca_bootstrap(x, y, 0.95, options);
        EXPECT_LE(change.low, change.high);
      }
    }
  }
  const Change same = bca_bootstrap(samples[0], samples[0], 0.95, means);
  EXPECT_EQ(same.estimate, 1);
  EXPECT_EQ(same.low, 1);
}

// Of two samples from one distribution; the level is approximate, see the header.
TEST(Bootstrap, CoversMostlyWhatItSays) {
  Random random(5);
  int median = 0;
  int mean = 0;
  constexpr int times = 300;
  for (int i = 0; i < times; ++i) {
    const auto x = sample(21, random);
    const auto y = sample(21, random);
    const auto covers = [&](const BootstrapOptions& options) {
      const Change change = bca_bootstrap(x, y, 0.9, options);
      return change.low <= 1 && 1 <= change.high ? 1 : 0;
    };
    median += covers(medians);
    mean += covers({.statistic = Statistic::mean, .resamples = 500});
  }
  EXPECT_NEAR(median, 0.9 * times, 0.06 * times);
  EXPECT_NEAR(mean, 0.88 * times, 0.06 * times);
}

}  // namespace
}  // namespace benchdiff::stats
