#include <benchdiff/stats/median_interval.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/distributions.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr auto symmetric = IntervalRule::symmetric;
constexpr auto left_biased = IntervalRule::left_biased;

TEST(MedianInterval, MatchesTheVectorsOfTheSymmetricRule) {
  const auto vectors = read_vectors("median_ci_order_statistics");
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"];
    const auto n = expect["n"].count();
    const auto orders = median_interval_orders(n, expect["conf"].number(), symmetric);
    const std::size_t k = expect["k"].count();
    EXPECT_EQ(orders.low, k) << c["name"].text();
    EXPECT_EQ(orders.high, n + 1 - k) << c["name"].text();
    const double level = expect["finite"].boolean() ? expect["coverage"].number() : 1;
    EXPECT_TRUE(near(orders.level, level, 1e-14)) << c["name"].text();
  }
}

TEST(MedianInterval, MatchesBenchstatByTheLeftBiasedRule) {
  const auto vectors = read_vectors("quantile_ci_benchstat");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (c["q"].number() != 0.5) continue;
    ++checked;
    const auto orders = median_interval_orders(c["n"].count(), c["conf"].number(), left_biased);
    EXPECT_EQ(orders.low, c["lo"].count()) << c["name"].text();
    EXPECT_EQ(orders.high, c["hi"].count()) << c["name"].text();
    EXPECT_TRUE(near(orders.level, c["confidence"].number(), 1e-14)) << c["name"].text();
  }
  EXPECT_EQ(checked, 180);

  const auto others = read_vectors("median_ci_order_statistics");
  for (const auto& c : others["cases"].array()) {
    const auto orders =
        median_interval_orders(c["expect"]["n"].count(), c["expect"]["conf"].number(), left_biased);
    EXPECT_EQ(orders.low, c["oracle"]["benchstat_lo_order"].count()) << c["name"].text();
    EXPECT_EQ(orders.high, c["oracle"]["benchstat_hi_order"].count()) << c["name"].text();
  }
}

TEST(MedianInterval, MatchesBenchstatForLargeSamples) {
  struct Known {
    std::size_t n, low, high;
    double confidence;
  };
  for (const auto& known : {Known{100, 40, 60, 0.95},
                            {1000, 469, 532, 0.95},
                            {100, 42, 59, 0.9},
                            {100, 37, 63, 0.99}}) {
    const auto orders = median_interval_orders(known.n, known.confidence, left_biased);
    EXPECT_EQ(orders.low, known.low) << known.n;
    EXPECT_EQ(orders.high, known.high) << known.n;
  }
}

TEST(MedianInterval, TakesTheValuesAtTheRanks) {
  const std::vector<double> values{-10, 2, 3, 4, 5, 6};
  for (const auto rule : {symmetric, left_biased}) {
    const auto interval = median_interval(values, 0.95, rule);
    EXPECT_EQ(interval.low, -10);
    EXPECT_EQ(interval.high, 6);
    EXPECT_EQ(interval.level, 0.96875);
    EXPECT_EQ(median_interval(values, 0.99, rule).low, -infinity);
    EXPECT_EQ(median_interval(values, 0.99, rule).high, infinity);
  }
}

TEST(MedianInterval, IsTheSmallestThereIsAtNoConfidence) {
  const std::vector<double> two{1, 2};
  for (const auto rule : {symmetric, left_biased}) {
    const auto interval = median_interval(two, 0, rule);
    EXPECT_EQ(interval.low, 1);
    EXPECT_EQ(interval.high, 2);
    EXPECT_EQ(interval.level, 0.5);
  }
  for (const std::size_t n : {1u, 101u, 1001u}) {
    const auto orders = median_interval_orders(n, 0, symmetric);
    EXPECT_EQ(orders.low, (n + 1) / 2);
    EXPECT_EQ(orders.high, (n + 1) / 2);
    EXPECT_NEAR(orders.level, 0, 1e-12);
  }
}

TEST(MedianInterval, IsAsShortAsAtNoConfidenceBelowIt) {
  for (const auto rule : {symmetric, left_biased}) {
    for (const std::size_t n : {1u, 2u, 7u, 30u, 31u, 500u, 2000u}) {
      const auto none = median_interval_orders(n, 0, rule);
      const auto below = median_interval_orders(n, -1, rule);
      EXPECT_EQ(below.low, none.low) << n;
      EXPECT_EQ(below.high, none.high) << n;
      EXPECT_EQ(below.level, none.level) << n;
    }
  }
}

TEST(MedianInterval, NeverHasALevelAboveOne) {
  for (const auto rule : {symmetric, left_biased}) {
    for (std::size_t n = 1; n <= 60; ++n) {
      const auto orders = median_interval_orders(n, std::nextafter(1.0, 0.0), rule);
      EXPECT_LE(orders.level, 1) << n;
      if (orders.low == 0 && orders.high == n + 1) {
        EXPECT_TRUE(near(orders.level, 1, 1e-13)) << n;
      }
    }
  }
  // Beyond 30 values the reference has the normal approximation, which never comes to 1 by itself.
  EXPECT_EQ(median_interval_orders(40, 1 - 1e-12, left_biased).level, 1);
}

TEST(MedianInterval, IsEverythingAtFullConfidenceOrNoneOrOfNothing) {
  for (const auto rule : {symmetric, left_biased}) {
    for (const double confidence : {1.0, 2.0, std::nan("")}) {
      const auto orders = median_interval_orders(100, confidence, rule);
      EXPECT_EQ(orders.low, 0);
      EXPECT_EQ(orders.high, 101);
      EXPECT_EQ(orders.level, 1);
    }
    const auto interval = median_interval({}, 0.95, rule);
    EXPECT_EQ(interval.low, -infinity);
    EXPECT_EQ(interval.high, infinity);
    EXPECT_EQ(interval.level, 1);
  }
}

TEST(MedianInterval, HoldsItsLevelAndNoMoreWhereTheBinomialIsNotSummed) {
  for (const std::size_t n : {1000u, 1001u, 1002u, 5000u, 1'000'000u}) {
    for (const double confidence : {0.5, 0.95, 0.9999}) {
      const auto orders = median_interval_orders(n, confidence, symmetric);
      EXPECT_EQ(orders.low + orders.high, n + 1);
      EXPECT_GE(orders.level, confidence);
      EXPECT_NEAR(orders.level, 1 - 2 * fair_coin_cdf(orders.low - 1, n), 1e-12);
      EXPECT_LT(1 - 2 * fair_coin_cdf(orders.low, n), confidence) << "one rank narrower at " << n;
    }
  }
}

TEST(MedianInterval, HoldsAConfidenceThatIsExactlyALevel) {
  EXPECT_EQ(median_interval_orders(5, 0.9375, symmetric).low, 1);
  EXPECT_EQ(median_interval_orders(6, 0.96875, symmetric).low, 1);
}

TEST(RunsForMedianInterval, AreWhatBenchstatAsksFor) {
  for (const auto rule : {symmetric, left_biased}) {
    EXPECT_EQ(runs_for_median_interval(0.95, rule), 6);
    EXPECT_EQ(runs_for_median_interval(0.99, rule), 8);
    EXPECT_EQ(runs_for_median_interval(0.999, rule), 11);
    EXPECT_EQ(runs_for_median_interval(0, rule), 2);
    EXPECT_EQ(runs_for_median_interval(1, rule), std::nullopt);
  }
}

}  // namespace
}  // namespace benchdiff::stats
