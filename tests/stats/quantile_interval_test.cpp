#include <benchdiff/stats/quantile_interval.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/median_interval.h>
#include <benchdiff/stats/quantile.h>
#include <benchdiff/stats/random.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(QuantileInterval, MatchesTheVectors) {
  const auto vectors = read_vectors("quantile_ci_exact");
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"];
    const std::size_t n = c["n"].count();
    const auto order = [&](const char* key, std::size_t unbounded) {
      return expect[key].is_null() ? unbounded : expect[key].count();
    };
    const auto orders = quantile_interval_orders(n, c["q"].number(), c["conf"].number());
    EXPECT_EQ(orders.low, order("lo_order", 0)) << c["name"].text();
    EXPECT_EQ(orders.high, order("hi_order", n + 1)) << c["name"].text();
    EXPECT_TRUE(near(orders.level, expect["coverage"].number(), 1e-12)) << c["name"].text();
  }
}

// P(low <= Bin(n, q) < high), term by term.
double coverage(std::size_t n, double q, std::size_t low, std::size_t high) {
  double sum = 0;
  for (std::size_t k = low; k < std::min(high, n + 1); ++k) {
    const auto successes = static_cast<double>(k);
    sum +=
        choose(n, k) * std::pow(q, successes) * std::pow(1 - q, static_cast<double>(n) - successes);
  }
  return sum;
}

TEST(QuantileInterval, HoldsItsLevelOnEachSideAndNoMoreThanItMust) {
  for (std::size_t n = 1; n <= 60; ++n) {
    for (const double q : {0.01, 0.3, 0.7, 0.9, 0.999}) {
      for (const double confidence : {0.5, 0.9, 0.95, 0.999}) {
        const double tail = (1 - confidence) / 2;
        const auto [low, high, level] = quantile_interval_orders(n, q, confidence);
        EXPECT_NEAR(level, coverage(n, q, low, high), 1e-13) << n << ' ' << q;
        EXPECT_LE(coverage(n, q, 0, low), tail * (1 + 1e-9)) << n << ' ' << q;
        EXPECT_LE(coverage(n, q, high, n + 1), tail * (1 + 1e-9)) << n << ' ' << q;
        EXPECT_GT(coverage(n, q, 0, low + 1), tail) << n << ' ' << q;
        EXPECT_GT(coverage(n, q, high - 1, n + 1), tail) << n << ' ' << q;
      }
    }
  }
}

TEST(QuantileInterval, IsThatOfTheMedianForOneHalf) {
  for (const std::size_t n : {1u, 5u, 6u, 30u, 999u, 1001u}) {
    const auto median = median_interval_orders(n, 0.95, IntervalRule::symmetric);
    const auto orders = quantile_interval_orders(n, 0.5, 0.95);
    EXPECT_EQ(orders.low, median.low);
    EXPECT_EQ(orders.high, median.high);
    EXPECT_EQ(orders.level, median.level);
    const auto beside = quantile_interval_orders(n, std::nextafter(0.5, 1), 0.95);
    EXPECT_EQ(beside.low, median.low);
    EXPECT_EQ(beside.high, median.high);
    EXPECT_NEAR(beside.level, median.level, 1e-12);
  }
}

TEST(QuantileInterval, IsDefinedForEveryInput) {
  const std::vector<double> values{1, 2, 3};
  for (const double q : {-0.5, 1.5, nan}) EXPECT_EQ(quantile_interval(values, q, 0).level, 1);
  for (const double confidence : {1.0, 2.0, nan}) {
    EXPECT_EQ(quantile_interval(values, 0.3, confidence).low, -infinity);
    EXPECT_EQ(quantile_interval(values, 0.3, confidence).high, infinity);
  }
  EXPECT_EQ(quantile_interval({}, 0.3, 0.95).high, infinity);
  EXPECT_EQ(quantile_interval(values, 0.6, -1).low, quantile_interval(values, 0.6, 0).low);
  EXPECT_EQ(quantile_interval(values, 0.6, -1).low, 2);
  // No value is below quantile 0, and none above quantile 1.
  EXPECT_EQ(quantile_interval(values, 0, 0.95).high, 1);
  EXPECT_EQ(quantile_interval(values, 1, 0.95).low, 3);
}

TEST(RunsToBound, IsTheFirstSizeWithTwoFiniteEnds) {
  EXPECT_EQ(runs_to_bound(0.5, 0.95), 6);
  EXPECT_EQ(runs_to_bound(0.9, 0.95), 36);
  EXPECT_EQ(runs_to_bound(0.99, 0.95), 368);
  EXPECT_EQ(runs_to_bound(0.01, 0.95), 368);
  for (const double q : {0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
    for (const double confidence : {-1.0, 0.0, 0.5, 0.75, 0.9, 0.95, 0.99, 1 - 1e-9}) {
      const std::size_t runs = runs_to_bound(q, confidence).value();
      const auto finite = [&](std::size_t n) {
        const auto orders = quantile_interval_orders(n, q, confidence);
        return orders.low >= 1 && orders.high <= n;
      };
      EXPECT_TRUE(finite(runs)) << q << ' ' << confidence;
      EXPECT_FALSE(finite(runs - 1)) << q << ' ' << confidence;
    }
  }
}

TEST(RunsToBound, IsNothingWhereNoSizeIsEnough) {
  for (const double q : {0.0, 1.0, -1.0, 2.0, nan, 1e-300}) EXPECT_FALSE(runs_to_bound(q, 0.95));
  for (const double confidence : {1.0, 2.0, nan}) EXPECT_FALSE(runs_to_bound(0.9, confidence));
  EXPECT_GT(runs_to_bound(std::nextafter(1.0, 0.0), 0.95).value(), std::size_t{1} << 50);
}

std::vector<double> sample(std::size_t n, double scale, Random& random) {
  std::vector<double> values(n);
  for (double& value : values) value = scale * std::exp(random.uniform());
  std::ranges::sort(values);
  return values;
}

TEST(QuantileChange, IsMadeOfTheIntervalsOfBothSides) {
  Random random(1);
  const auto x = sample(100, 1, random);
  const auto y = sample(150, 1.1, random);
  const auto of_x = quantile_interval(x, 0.9, 0.975);
  const auto of_y = quantile_interval(y, 0.9, 0.975);
  const Change ratio = quantile_change(x, y, 0.9, 0.95);
  EXPECT_EQ(ratio.kind, Change::Kind::ratio);
  EXPECT_EQ(ratio.estimate, quantile(y, 0.9) / quantile(x, 0.9));
  EXPECT_EQ(ratio.low, of_y.low / of_x.high);
  EXPECT_EQ(ratio.high, of_y.high / of_x.low);
  EXPECT_TRUE(near(ratio.level, of_x.level + of_y.level - 1));
  EXPECT_GE(ratio.level, 0.95);

  auto with_zero = x;
  with_zero.front() = 0;
  const Change shift = quantile_change(with_zero, y, 0.9, 0.95);
  EXPECT_EQ(shift.kind, Change::Kind::shift);
  EXPECT_EQ(shift.estimate, quantile(y, 0.9) - quantile(x, 0.9));
  EXPECT_EQ(shift.low, of_y.low - of_x.high);
  EXPECT_EQ(shift.high, of_y.high - of_x.low);
}

TEST(QuantileChange, IsOpenWhereTheRunsBoundNothing) {
  Random random(2);
  const auto few = sample(20, 1, random);
  const auto many = sample(400, 1, random);
  EXPECT_EQ(quantile_change(few, many, 0.9, 0.95).low, 0);
  EXPECT_LT(quantile_change(few, many, 0.9, 0.95).high, infinity);
  EXPECT_GT(quantile_change(many, few, 0.9, 0.95).low, 0);
  EXPECT_EQ(quantile_change(many, few, 0.9, 0.95).high, infinity);
  EXPECT_EQ(quantile_change(many, few, 0.1, 0.95).low, 0);
  EXPECT_EQ(quantile_change(few, many, 0.1, 0.95).high, infinity);
}

TEST(QuantileChange, MirrorsWithTheSidesAndKeepsItsBitsInOtherUnits) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const auto x = sample(40 + random.below(200), 1, random);
    const auto y = sample(40 + random.below(200), 1, random);
    const Change change = quantile_change(x, y, 0.75, 0.9);
    const Change swapped = quantile_change(y, x, 0.75, 0.9);
    EXPECT_TRUE(near(swapped.low, 1 / change.high, 1e-15)) << seed;
    EXPECT_TRUE(near(swapped.high, 1 / change.low, 1e-15)) << seed;
    EXPECT_TRUE(near(swapped.estimate, 1 / change.estimate, 1e-15)) << seed;
    EXPECT_EQ(swapped.level, change.level) << seed;

    auto scaled_x = x;
    auto scaled_y = y;
    for (auto* side : {&scaled_x, &scaled_y}) {
      for (double& value : *side) value *= 0x1p-40;
    }
    const Change scaled = quantile_change(scaled_x, scaled_y, 0.75, 0.9);
    EXPECT_EQ(scaled.low, change.low) << seed;
    EXPECT_EQ(scaled.high, change.high) << seed;
    EXPECT_EQ(scaled.estimate, change.estimate) << seed;
  }
}

TEST(QuantileChange, IsNaNWithinEverythingWhereThereIsNone) {
  const std::vector<double> values{1, 2, 3};
  for (const auto& [x, q] : {std::pair{std::vector<double>{}, 0.5},
                             {{1, nan}, 0.5},
                             {{1, infinity}, 0.5},
                             {{1, 2}, 1.5},
                             {{1, 2}, nan}}) {
    for (const auto& change :
         {quantile_change(x, values, q, 0.95), quantile_change(values, x, q, 0.95)}) {
      EXPECT_TRUE(std::isnan(change.estimate));
      EXPECT_EQ(change.low, -infinity);
      EXPECT_EQ(change.high, infinity);
      EXPECT_EQ(change.level, 1);
      EXPECT_EQ(change.kind, Change::Kind::shift);
    }
  }
  for (const double confidence : {1.0, nan}) {
    EXPECT_EQ(quantile_change(values, values, 0.5, confidence).low, 0);
    EXPECT_EQ(quantile_change(values, values, 0.5, confidence).high, infinity);
    EXPECT_EQ(quantile_change(values, values, 0.5, confidence).level, 1);
  }
}

// Two-sided 95 % intervals, of a quantile that is the same on both sides.
TEST(QuantileChange, CoversAtLeastWhatItSays) {
  Random random(7);
  int covered = 0;
  for (int i = 0; i < 400; ++i) {
    const Change change = quantile_change(sample(80, 1, random), sample(60, 1, random), 0.9, 0.8);
    covered += change.low <= 1 && 1 <= change.high ? 1 : 0;
  }
  EXPECT_GE(covered, 320);
}

}  // namespace
}  // namespace benchdiff::stats
