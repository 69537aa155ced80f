#include <benchdiff/stats/autocorrelation.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "random_values.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Autocorrelation, MatchesTheVectors) {
  const auto vectors = read_vectors("series_diagnostics");
  for (const auto& c : vectors["cases"].array()) {
    const auto values = c["x"].numbers();
    const auto expected = c["expect"]["acf"].numbers();
    Values found(expected.size());
    autocorrelations(values, found);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_TRUE(near(found[i], expected[i], 1e-11)) << c["name"].text() << " lag " << i + 1;
      EXPECT_TRUE(near(autocorrelation(values, i + 1), found[i], 0));
    }
  }
}

TEST(Autocorrelation, IsNotThereWithoutVariationOrBeyondTheSample) {
  for (const Values& values : {Values{}, {1}, Values(10, 0.1), {1, nan, 2}, {1, infinity, 2}}) {
    EXPECT_TRUE(std::isnan(autocorrelation(values, 1)));
    EXPECT_TRUE(std::isnan(von_neumann_ratio(values)));
  }
  EXPECT_TRUE(std::isnan(autocorrelation(Values{1, 2, 4}, 3)));
  EXPECT_FALSE(std::isnan(autocorrelation(Values{1, 2, 4}, 2)));
}

TEST(Autocorrelation, IsTheSameInAnyUnit) {
  Random random(1);
  for (int round = 0; round < 20; ++round) {
    const auto values = random.normals(2 + random.below(30), 3);
    for (const double unit : {0x1p-900, 0x1p+1000, -0x1p-7}) {
      Values scaled = values;
      for (double& value : scaled) value *= unit;
      EXPECT_EQ(autocorrelation(scaled, 1), autocorrelation(values, 1)) << round;
      EXPECT_EQ(von_neumann_ratio(scaled), von_neumann_ratio(values)) << round;
    }
  }
}

TEST(LjungBox, MatchesTheVectors) {
  const auto vectors = read_vectors("series_diagnostics");
  for (const auto& c : vectors["cases"].array()) {
    for (const auto& [lags, expect] : c["expect"]["ljung_box"].object()) {
      const auto found = ljung_box(c["x"].numbers(), std::stoul(lags));
      EXPECT_EQ(found.lags, std::stoul(lags));
      EXPECT_TRUE(near(found.q, expect["q"].number(), 1e-11)) << c["name"].text() << " " << lags;
      EXPECT_TRUE(near(found.p, expect["p"].number(), 1e-9)) << c["name"].text() << " " << lags;
    }
  }
}

TEST(LjungBox, LeavesOutLagsThatAreNotThere) {
  const Values values{3, 1, 4, 1, 5};
  EXPECT_EQ(ljung_box(values, 100).lags, 4);
  EXPECT_EQ(ljung_box(values, 100).p, ljung_box(values, 4).p);
  for (const auto& none : {ljung_box(values, 0), ljung_box({}, 3), ljung_box(Values{1}, 3)}) {
    EXPECT_EQ(none.lags, 0);
    EXPECT_EQ(none.q, 0);
    EXPECT_EQ(none.p, 1);
  }
  EXPECT_TRUE(std::isnan(ljung_box(Values{2, 2, 2}, 1).p));
  EXPECT_TRUE(std::isnan(ljung_box(Values{2, nan, 2}, 1).p));
}

TEST(VonNeumannRatio, MatchesTheVectors) {
  const auto vectors = read_vectors("series_diagnostics");
  for (const auto& c : vectors["cases"].array()) {
    EXPECT_TRUE(
        near(von_neumann_ratio(c["x"].numbers()), c["expect"]["von_neumann_ratio"].number()))
        << c["name"].text();
  }
}

// The share of all orders whose ratio is at most that of each order, at the p that is given.
struct Calibration {
  double ratio_mean = 0;
  double worst = 0;    // the largest P(p <= level) / level
  double least = 1e9;  // the smallest
};

Calibration calibrate(Values values, std::span<const double> levels) {
  std::ranges::sort(values);
  Calibration result;
  Values reached(levels.size());
  double orders = 0;
  do {
    const auto found = rank_von_neumann(values);
    result.ratio_mean += found.ratio;
    ++orders;
    for (std::size_t i = 0; i < levels.size(); ++i) reached[i] += found.p <= levels[i] ? 1 : 0;
  } while (std::ranges::next_permutation(values).found);
  result.ratio_mean /= orders;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    result.worst = std::max(result.worst, reached[i] / orders / levels[i]);
    result.least = std::min(result.least, reached[i] / orders / levels[i]);
  }
  return result;
}

TEST(RankVonNeumann, HasNearlyTheDistributionOverAllOrders) {
  const auto result = calibrate({1, 2, 3, 4, 5, 6, 7, 8}, std::array{0.02, 0.05, 0.1, 0.5});
  EXPECT_TRUE(near(result.ratio_mean, 2, 1e-12));
  EXPECT_LT(result.worst, 1.05);
  EXPECT_GT(result.least, 0.6);
}

TEST(RankVonNeumann, HoldsItsLevelWithTies) {
  for (const Values& values : {Values{1, 1, 2, 3, 4, 5, 5, 6, 7},
                               {1, 1, 1, 2, 2, 2, 3, 3, 3, 3},
                               {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2},
                               {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3}}) {
    const auto result = calibrate(values, std::array{0.01, 0.05});
    EXPECT_TRUE(near(result.ratio_mean, 2, 1e-12));
    EXPECT_LT(result.worst, 1.1) << testing::PrintToString(values);
  }
}

TEST(RankVonNeumann, SeesNeighboursThatAreAlike) {
  Values values(20);
  std::iota(values.begin(), values.end(), 1.0);
  EXPECT_LT(rank_von_neumann(values).p, 1e-9);
  // Sum of squared ranks' differences 19, of ranks' deviations 665.
  EXPECT_TRUE(near(rank_von_neumann(values).ratio, 19.0 / 665));
  for (std::size_t i = 0; i < values.size(); i += 2) values[i] += 100;
  EXPECT_GT(rank_von_neumann(values).p, 0.99);
}

TEST(RankVonNeumann, IsBlindForIncreasingMapsAndForReversal) {
  Random random(2);
  for (int round = 0; round < 30; ++round) {
    auto values = random.normals(10 + random.below(30));
    const auto found = rank_von_neumann(values);
    for (double& value : values) value = std::exp(value);
    EXPECT_EQ(rank_von_neumann(values).p, found.p) << round;
    std::ranges::reverse(values);
    EXPECT_TRUE(near(rank_von_neumann(values).p, found.p)) << round;
  }
}

TEST(RankVonNeumann, IsNotThereForFewOrConstantValues) {
  for (const Values& values : {Values{}, {1, 2, 3}, {5, 5, 5, 5, 5}, {1, 2, nan, 4, 5}}) {
    EXPECT_TRUE(std::isnan(rank_von_neumann(values).p));
    EXPECT_TRUE(std::isnan(rank_von_neumann(values).ratio));
  }
  EXPECT_FALSE(std::isnan(rank_von_neumann(Values{1, 2, infinity, 4}).p));
}

TEST(RunsAboutMedian, MatchTheVectors) {
  const auto vectors = read_vectors("series_diagnostics");
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"]["runs_about_median"];
    const auto found = runs_about_median(c["x"].numbers());
    EXPECT_EQ(found.runs, expect["runs"].count()) << c["name"].text();
    EXPECT_EQ(found.above, expect["above"].count()) << c["name"].text();
    EXPECT_EQ(found.below, expect["below"].count()) << c["name"].text();
    EXPECT_TRUE(near(found.expected, expect["expected"].number())) << c["name"].text();
  }
}

TEST(RunsAboutMedian, HaveTheirPOverAllOrders) {
  for (std::size_t n = 2; n <= 12; ++n) {
    const std::size_t below = n / 2;
    std::vector<std::uint64_t> counts(n + 1);
    std::vector<std::uint32_t> examples(n + 1);
    std::uint64_t all = 0;
    for (std::uint32_t mask = 0; mask < 1u << n; ++mask) {
      if (static_cast<std::size_t>(std::popcount(mask)) != below) continue;
      const std::uint32_t changes = (mask ^ (mask >> 1)) & ((1u << (n - 1)) - 1);
      const auto runs = static_cast<std::size_t>(std::popcount(changes)) + 1;
      ++counts[runs];
      examples[runs] = mask;
      ++all;
    }
    for (std::size_t runs = 2; runs <= n; ++runs) {
      if (counts[runs] == 0) continue;
      std::uint64_t fewer = 0;
      std::uint64_t more = 0;
      for (std::size_t i = 0; i <= n; ++i) {
        if (i <= runs) fewer += counts[i];
        if (i >= runs) more += counts[i];
      }
      Values values(n);
      for (std::size_t i = 0; i < n; ++i) values[i] = examples[runs] >> i & 1 ? -1 : 1;
      if (n % 2 == 1) values.push_back(0), values.push_back(-0.5);
      const auto found = runs_about_median(values);
      if (n % 2 == 1) continue;  // the added values change the counts; only no fault is asked for
      const double expected =
          2 * static_cast<double>(std::min(fewer, more)) / static_cast<double>(all);
      ASSERT_EQ(found.runs, runs);
      ASSERT_TRUE(near(found.p, std::min(1.0, expected), 1e-13)) << n << " " << runs;
    }
  }
}

TEST(RunsAboutMedian, HavePAlsoForSidesOfUnequalSize) {
  // Values at the median leave three above and one below: of 4 orders two have two runs.
  const auto found = runs_about_median(Values{5, 5, 5, 5, 5, 6, 1, 7, 8});
  EXPECT_EQ(found.above, 3);
  EXPECT_EQ(found.below, 1);
  EXPECT_EQ(found.runs, 3);
  EXPECT_EQ(found.expected, 2.5);
  EXPECT_EQ(found.p, 1);
  EXPECT_EQ(runs_about_median(Values{5, 5, 5, 5, 5, 5, 5, 6, 7, 1, 1, 1}).p, 0.4);
}

TEST(RunsAboutMedian, AreNormalForManyValues) {
  Random random(3);
  const auto values = random.normals(1000);
  const auto exact = runs_about_median(values);
  auto more = values;
  more.push_back(-10);
  more.push_back(10);
  EXPECT_NEAR(runs_about_median(more).p, exact.p, 0.06);
  Values halves(2000, 1);
  std::fill(halves.begin(), halves.begin() + 1000, 2.0);
  EXPECT_LT(runs_about_median(halves).p, 1e-300);
}

TEST(RunsAboutMedian, AreNoneWithoutValuesBesideTheMedian) {
  for (const Values& values : {Values{}, {1}, {2, 2, 2}}) {
    const auto found = runs_about_median(values);
    EXPECT_EQ(found.runs, 0);
    EXPECT_EQ(found.p, 1);
    EXPECT_TRUE(std::isnan(found.expected));
  }
  EXPECT_TRUE(std::isnan(runs_about_median(Values{1, nan}).p));
  EXPECT_EQ(runs_about_median(Values{-infinity, 0, infinity}).runs, 2);
}

TEST(EffectiveSize, IsThatOfAFirstOrderAutoregression) {
  EXPECT_TRUE(near(effective_size(30, 0.5), 10));
  EXPECT_EQ(effective_size(30, 0), 30);
  EXPECT_EQ(effective_size(30, -0.5), 30);
  EXPECT_EQ(effective_size(30, 1), 0);
  EXPECT_EQ(effective_size(30, 2), 0);
  EXPECT_EQ(effective_size(0, 0.5), 0);
  EXPECT_TRUE(std::isnan(effective_size(30, nan)));
}

}  // namespace
}  // namespace benchdiff::stats
