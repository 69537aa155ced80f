#include <benchdiff/stats/resampling.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/quantile.h>
#include <benchdiff/stats/random.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Calls visit(resample) for all n^n of them.
template <class Visit>
void each_resample(const std::vector<double>& values, Visit visit) {
  std::vector<std::size_t> draws(values.size());
  std::vector<double> resample(values.size());
  while (true) {
    for (std::size_t i = 0; i < draws.size(); ++i) resample[i] = values[draws[i]];
    visit(resample);
    std::size_t i = 0;
    while (i < draws.size() && ++draws[i] == values.size()) draws[i++] = 0;
    if (i == draws.size()) return;
  }
}

// Quantile q by type 7 of as many equally likely outcomes as there are.
double quantile_of(const DiscreteDistribution& distribution, double outcomes, double q) {
  const double position = (outcomes - 1) * q;
  const auto value = [&](double rank) {
    double up_to = 0;
    for (std::size_t i = 0; i < distribution.values.size(); ++i) {
      up_to += distribution.probabilities[i] * outcomes;
      if (up_to > rank + 0.5) return distribution.values[i];
    }
    return distribution.values.back();
  };
  return between(value(std::floor(position)), value(std::floor(position) + 1),
                 position - std::floor(position));
}

TEST(ResampledQuantile, MatchesTheEnumerationOfMedians) {
  const auto vectors = read_vectors("bootstrap_enumerated");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (c["stat"].text() != "median") continue;
    ++checked;
    SCOPED_TRACE(c["name"].text());
    const auto& expect = c["expect"];
    const auto [values, probabilities] = resampled_quantile(c["x"].numbers(), 0.5);
    const double theta = expect["theta"].number();
    double all = 0;
    double less = 0;
    double equal = 0;
    double first = 0;
    double second = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      all += probabilities[i];
      less += values[i] < theta ? probabilities[i] : 0;
      equal += values[i] == theta ? probabilities[i] : 0;
      first += values[i] * probabilities[i];
      second += values[i] * values[i] * probabilities[i];
    }
    EXPECT_TRUE(near(all, 1, 1e-14));
    EXPECT_NEAR(less, expect["prop_less"].number(), 1e-14);
    EXPECT_NEAR(equal, expect["prop_equal"].number(), 1e-14);
    EXPECT_TRUE(near(first, expect["boot_mean"].number(), 1e-13));
    const double outcomes = expect["resamples"].number();
    EXPECT_NEAR(std::sqrt(std::max(0.0, second - first * first)), expect["boot_se"].number(), 1e-7);
    const DiscreteDistribution distribution{values, probabilities};
    EXPECT_EQ(quantile_of(distribution, outcomes, 0.025), expect["percentile_2.5_type7"].number());
    EXPECT_EQ(quantile_of(distribution, outcomes, 0.975), expect["percentile_97.5_type7"].number());
  }
  EXPECT_EQ(checked, 5);
}

TEST(ResampledQuantile, MatchesTheEnumerationOfAnyQuantile) {
  const std::vector<double> all_values{1, 2, 4, 8, 16, 32};
  for (std::size_t n = 1; n <= 6; ++n) {
    const std::vector<double> values(all_values.begin(),
                                     all_values.begin() + static_cast<std::ptrdiff_t>(n));
    for (const double q : {0.0, 0.1, 0.25, 0.5, 0.6, 0.9, 1.0}) {
      std::vector<double> all;
      each_resample(values, [&](std::vector<double> resample) {
        std::ranges::sort(resample);
        all.push_back(quantile(resample, q));
      });
      const auto distribution = resampled_quantile(values, q);
      EXPECT_TRUE(std::ranges::is_sorted(distribution.values));
      const auto outcomes = static_cast<double>(all.size());
      for (const double value : distribution.values) {
        double probability = 0;
        for (std::size_t i = 0; i < distribution.values.size(); ++i) {
          if (distribution.values[i] == value) probability += distribution.probabilities[i];
        }
        const auto count = static_cast<double>(std::ranges::count(all, value));
        EXPECT_NEAR(probability, count / outcomes, 1e-14) << n << ' ' << q << ' ' << value;
      }
      EXPECT_NEAR(std::accumulate(distribution.probabilities.begin(),
                                  distribution.probabilities.end(), 0.0),
                  1, 1e-14);
    }
  }
}

// Against resamples that are drawn, for samples too large to enumerate.
TEST(ResampledQuantile, IsThatOfDrawnResamples) {
  Random random(1);
  for (const std::size_t n : {29u, 30u, 400u}) {
    std::vector<double> values(n);
    for (double& value : values) value = random.uniform();
    std::ranges::sort(values);
    for (const double q : {0.5, 0.93}) {
      const auto distribution = resampled_quantile(values, q);
      const double whole = std::accumulate(distribution.probabilities.begin(),
                                           distribution.probabilities.end(), 0.0);
      EXPECT_NEAR(whole, 1, 1e-10) << n << ' ' << q;
      std::vector<double> resample(n);
      std::vector<std::uint32_t> draws(n);
      double below = 0;
      const int count = 2000;
      const double middle = quantile(values, q);
      for (int i = 0; i < count; ++i) {
        random.fill_below(static_cast<std::uint32_t>(n), draws);
        for (std::size_t j = 0; j < n; ++j) resample[j] = values[draws[j]];
        std::ranges::sort(resample);
        below += quantile(resample, q) < middle ? 1 : 0;
      }
      double expected = 0;
      for (std::size_t i = 0; i < distribution.values.size(); ++i) {
        if (distribution.values[i] < middle) expected += distribution.probabilities[i];
      }
      EXPECT_NEAR(below / count, expected, 0.045) << n << ' ' << q;
    }
  }
}

TEST(ResampledQuantile, LeavesNothingOutOfLargeSamples) {
  for (const std::size_t n : {1000u, 1001u, 20'000u}) {
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 1.0);
    for (const double q : {0.0, 0.001, 0.5, 0.9, 0.999, 1.0}) {
      const auto distribution = resampled_quantile(values, q);
      double whole = 0;
      double first = 0;
      for (std::size_t i = 0; i < distribution.values.size(); ++i) {
        whole += distribution.probabilities[i];
        first += distribution.probabilities[i] * distribution.values[i];
      }
      EXPECT_NEAR(whole, 1, 1e-9) << n << ' ' << q;
      // The mean of an order statistic of uniform draws.
      EXPECT_NEAR(first, 1 + q * static_cast<double>(n - 1), 2) << n << ' ' << q;
    }
  }
}

TEST(ResampledMeans, ComeFromTheEnumeratedDistribution) {
  const auto vectors = read_vectors("bootstrap_enumerated");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (c["stat"].text() != "mean") continue;
    ++checked;
    SCOPED_TRACE(c["name"].text());
    const auto& expect = c["expect"];
    constexpr std::size_t count = 40'000;
    Random random(1);
    auto means = resampled_means(c["x"].numbers(), count, random);
    ASSERT_EQ(means.size(), count);
    const double theta = expect["theta"].number();
    const double error = expect["boot_se"].number();
    EXPECT_NEAR(mean(means), expect["boot_mean"].number(), 4 * error / std::sqrt(count));
    const auto share = [&](auto which) {
      return static_cast<double>(std::ranges::count_if(means, which)) / count;
    };
    EXPECT_NEAR(share([&](double value) { return value < theta - 1e-9; }),
                expect["prop_less"].number(), 0.01);
    EXPECT_NEAR(share([&](double value) { return std::abs(value - theta) < 1e-9; }),
                expect["prop_equal"].number(), 0.01);
    if (expect["resamples"].count() < 100) continue;  // their ends lie between far outcomes
    std::ranges::sort(means);
    EXPECT_NEAR(quantile(means, 0.025), expect["percentile_2.5_type7"].number(), 0.2 * error);
    EXPECT_NEAR(quantile(means, 0.975), expect["percentile_97.5_type7"].number(), 0.2 * error);
  }
  EXPECT_EQ(checked, 7);
}

TEST(ResampledMeans, AreDefinedForEveryInput) {
  Random random(1);
  EXPECT_TRUE(resampled_means(std::vector{1.0}, 0, random).empty());
  EXPECT_EQ(resampled_means(std::vector{3.0}, 2, random), (std::vector<double>{3, 3}));
  EXPECT_TRUE(std::isnan(resampled_means({}, 1, random).at(0)));
}

TEST(Jackknife, LeavesOutEachValue) {
  const std::vector<double> values{1, 2, 4, 8, 9.5, 11};
  for (std::size_t n = 2; n <= values.size(); ++n) {
    const std::vector<double> sample(values.begin(),
                                     values.begin() + static_cast<std::ptrdiff_t>(n));
    const auto means = jackknife_means(sample);
    for (const double q : {0.0, 0.3, 0.5, 0.9, 1.0}) {
      const auto quantiles = jackknife_quantiles(sample, q);
      for (std::size_t i = 0; i < n; ++i) {
        auto others = sample;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_TRUE(near(means[i], mean(others), 1e-14));
        EXPECT_EQ(quantiles[i], quantile(others, q));
      }
    }
  }
}

TEST(Acceleration, MatchesTheEnumeratedVectors) {
  const auto vectors = read_vectors("bootstrap_enumerated");
  for (const auto& c : vectors["cases"].array()) {
    const auto values = c["x"].numbers();
    const bool means = c["stat"].text() == "mean";
    const double actual =
        acceleration(means ? jackknife_means(values) : jackknife_quantiles(values, 0.5));
    const auto& expected = c["expect"]["acceleration_jackknife"];
    EXPECT_NEAR(actual, expected.is_null() ? 0 : expected.number(), 1e-14) << c["name"].text();
  }
}

// As if written for one sample: the sums of Efron & Tibshirani (1993, eq. 14.15) for each side.
TEST(Acceleration, AddsUpBothSides) {
  const std::vector<double> x{1, 2, 4};
  const std::vector<double> y{5, 6, 10, 11};
  double third = 0;
  double second = 0;
  for (const auto& [side, sign] : {std::pair{x, -1.0}, {y, 1.0}}) {
    const auto n = static_cast<double>(side.size());
    for (const double replicate : side) {
      const double influence = sign * (n - 1) * (mean(side) - replicate);
      third += std::pow(influence / n, 3);
      second += std::pow(influence / n, 2);
    }
  }
  EXPECT_TRUE(near(acceleration(y, x), third / std::pow(second, 1.5) / 6, 1e-14));
  EXPECT_EQ(acceleration(x, y), -acceleration(y, x));
  EXPECT_EQ(acceleration(std::vector{2.0, 2.0}, std::vector{3.0, 3.0}), 0);
  EXPECT_EQ(acceleration({}, {}), 0);
  EXPECT_EQ(acceleration(std::vector{1.0, HUGE_VAL}), 0);
}

}  // namespace
}  // namespace benchdiff::stats
