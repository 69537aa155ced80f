#include <benchdiff/stats/hodges_lehmann.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/rank_sum.h>

#include "near.h"
#include "rounded_values.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(HodgesLehmann, MatchesTheVectorsOfRatios) {
  const auto vectors = read_vectors("hodges_lehmann");
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"];
    const auto change = hodges_lehmann(c["x"].numbers(), c["y"].numbers(), 0.95);
    ASSERT_EQ(change.kind == Change::Kind::ratio, expect.has("ratio"));
    if (change.kind != Change::Kind::ratio) continue;
    const auto& interval = expect["ratio_ci_95"];
    EXPECT_TRUE(near(change.estimate, expect["ratio"].number())) << c["name"].text();
    EXPECT_TRUE(near(change.low, interval["lo"].number())) << c["name"].text();
    EXPECT_TRUE(near(change.high, interval["hi"].number())) << c["name"].text();
    EXPECT_TRUE(near(change.level, interval["coverage"].number())) << c["name"].text();
  }
}

TEST(HodgesLehmann, MatchesTheVectorsOfShiftsAtEveryLevel) {
  const auto vectors = read_vectors("hodges_lehmann");
  for (const auto& c : vectors["cases"].array()) {
    auto x = c["x"].numbers();
    auto y = c["y"].numbers();
    const auto& expect = c["expect"];
    // Values that are all > 0 are moved below it, which changes no difference but by rounding.
    const double most = std::max(std::ranges::max(x), std::ranges::max(y));
    if (expect.has("ratio")) {
      for (double& value : x) value -= most;
      for (double& value : y) value -= most;
    }
    for (const auto& [confidence, interval] : expect["ci"].object()) {
      SCOPED_TRACE(c["name"].text() + " " + confidence);
      const auto change = hodges_lehmann(x, y, std::stod(confidence));
      ASSERT_EQ(change.kind, Change::Kind::shift);
      const double rounding = 4e-16 * std::abs(most);
      EXPECT_NEAR(change.estimate, expect["shift"].number(), rounding);
      EXPECT_TRUE(near(change.level, interval["coverage"].number()));
      if (interval["finite"].boolean()) {
        EXPECT_NEAR(change.low, interval["lo"].number(), rounding);
        EXPECT_NEAR(change.high, interval["hi"].number(), rounding);
      } else {
        EXPECT_EQ(change.low, -infinity);
        EXPECT_EQ(change.high, infinity);
      }
    }
  }
}

TEST(HodgesLehmann, MirrorsWhenTheSidesAreSwapped) {
  const unsigned seed = 21;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  HodgesLehmann estimate;
  for (int round = 0; round < 200; ++round) {
    const double mean = round % 2 == 0 ? 1000 : 0;
    const auto x = draw(engine, 1 + engine() % 30, mean, round % 3 == 0 ? 5 : 1e-6);
    const auto y = draw(engine, 1 + engine() % 30, mean, round % 3 == 0 ? 5 : 1e-6);
    const auto there = estimate(x, y, 0.95);
    const auto back = estimate(y, x, 0.95);
    ASSERT_EQ(there.level, back.level);
    ASSERT_EQ(there.kind, back.kind);
    if (there.kind == Change::Kind::shift) {
      ASSERT_EQ(there.estimate, -back.estimate);
      ASSERT_EQ(there.low, -back.high);
      ASSERT_EQ(there.high, -back.low);
    } else {
      ASSERT_TRUE(near(there.estimate, 1 / back.estimate, 1e-15));
      ASSERT_TRUE(near(there.low, 1 / back.high, 1e-15));
      ASSERT_TRUE(near(there.high, 1 / back.low, 1e-15));
    }
  }
}

TEST(HodgesLehmann, KeepsARatioThatIsScaledByAPowerOfTwo) {
  std::mt19937_64 engine(22);
  const auto x = draw(engine, 12, 1000, 1);
  const auto y = draw(engine, 15, 1010, 1);
  auto scaled_x = x;
  auto scaled_y = y;
  for (double& value : scaled_x) value *= 0x1p-30;
  for (double& value : scaled_y) value *= 0x1p-30;
  const auto change = hodges_lehmann(x, y, 0.95);
  const auto scaled = hodges_lehmann(scaled_x, scaled_y, 0.95);
  EXPECT_EQ(change.estimate, scaled.estimate);
  EXPECT_EQ(change.low, scaled.low);
  EXPECT_EQ(change.high, scaled.high);
}

// All pairs, sorted: k and the level come from the answer itself, by its number of covered pairs.
void expect_order_statistics(const Values& x, const Values& y, const Change& change) {
  Values pairs;
  for (const double a : x) {
    for (const double b : y) pairs.push_back(change.kind == Change::Kind::ratio ? b / a : b - a);
  }
  std::ranges::sort(pairs);
  const std::size_t count = pairs.size();
  const double lower = pairs[(count - 1) / 2];
  const double upper = pairs[count / 2];
  EXPECT_TRUE(change.estimate >= lower && change.estimate <= upper);
  // The same number of pairs is cut off at both ends.
  const auto k = std::ranges::upper_bound(pairs, change.low) - pairs.begin();
  const auto least = std::ranges::lower_bound(pairs, change.low) - pairs.begin() + 1;
  const auto above = pairs.end() - std::ranges::lower_bound(pairs, change.high);
  const auto least_above = pairs.end() - std::ranges::upper_bound(pairs, change.high) + 1;
  EXPECT_TRUE(std::ranges::binary_search(pairs, change.low));
  EXPECT_TRUE(std::ranges::binary_search(pairs, change.high));
  EXPECT_TRUE(std::max(least, least_above) <= std::min(k, above));
}

// The level holds, and cutting off one more pair at each end would cost it: the normal density at
// the cut says how much that takes.
void expect_shortest_at(double confidence, double level, std::size_t n1, std::size_t n2) {
  const double deviation = std::sqrt(static_cast<double>(n1 * n2 * (n1 + n2 + 1)) / 12);
  const double z = normal_quantile((1 - confidence) / 2);
  const double one_pair = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) / deviation;
  EXPECT_GE(level, confidence);
  EXPECT_LE(level, confidence + 2 * one_pair * 1.05);
}

TEST(HodgesLehmann, FindsThePairsOfLargeSamplesByCounting) {
  std::mt19937_64 engine(23);
  HodgesLehmann estimate;
  for (const double mean : {1000.0, 0.0}) {
    for (const double step : {1e-6, 10.0}) {
      for (const std::size_t n : {100u, 223u, 400u}) {
        const auto x = draw(engine, n, mean, step);
        const auto y = draw(engine, n + 2, mean + 1, step);
        const auto change = estimate(x, y, 0.95);
        EXPECT_EQ(change.kind == Change::Kind::ratio, mean > 0);
        expect_order_statistics(x, y, change);
        expect_shortest_at(0.95, change.level, n, n + 2);
        EXPECT_LE(change.low, change.estimate);
        EXPECT_GE(change.high, change.estimate);
      }
    }
  }
}

TEST(HodgesLehmann, AnswersForSizesWhosePairsCouldNotBeListed) {
  Values x(20'000), y(30'000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 100 + 1e-3 * static_cast<double>(i);
  for (std::size_t i = 0; i < y.size(); ++i)
    y[i] = 2 * (100 + 1e-3 * static_cast<double>(i) * 2 / 3);
  const auto change = HodgesLehmann()(x, y, 0.99);
  EXPECT_NEAR(change.estimate, 2, 1e-4);
  EXPECT_LT(change.low, 2);
  EXPECT_GT(change.high, 2);
  EXPECT_LT(change.high - change.low, 0.01);
  EXPECT_NEAR(change.level, 0.99, 1e-6);
}

TEST(HodgesLehmann, HoldsTheLevelWhereTheApproximationTakesOver) {
  HodgesLehmann estimate;
  std::mt19937_64 engine(24);
  for (const std::size_t n : {157u, 158u, 159u, 160u}) {
    const auto x = draw(engine, n, 1000, 1e-6);
    const auto change = estimate(x, x, 0.95);
    EXPECT_EQ(change.estimate, 1);
    EXPECT_NEAR(change.level, 0.95, 2e-4);
    EXPECT_NEAR(change.high - 1, 0.0043, 0.0012);
  }
}

TEST(HodgesLehmann, HoldsAConfidenceThatIsExactlyALevel) {
  std::mt19937_64 engine(25);
  HodgesLehmann estimate;
  RankSumTables tables;
  for (const std::size_t n : {3u, 8u, 10u, 12u}) {
    const auto x = draw(engine, n, 1000, 1e-9);
    const auto y = draw(engine, n, 1000, 1e-9);
    const auto tail = tables.lower_tail(n, n);
    for (std::size_t k = 1; k < n * n / 2; ++k) {
      const double level = 1 - 2 * tail[k - 1];
      EXPECT_EQ(estimate(x, y, level).level, level) << n << ", " << k;
    }
  }
}

TEST(HodgesLehmann, IsEverythingAtFullConfidenceAndShortestAtNone) {
  const Values x{1, 2, 4}, y{8, 16, 32};
  for (const double confidence : {1.0, 1.5, std::nan("")}) {
    const auto all = hodges_lehmann(x, y, confidence);
    EXPECT_EQ(all.low, 0);
    EXPECT_EQ(all.high, infinity);
    EXPECT_EQ(all.level, 1);
    EXPECT_EQ(all.estimate, 8);
  }
  for (const double confidence : {0.0, -1.0}) {
    const auto none = hodges_lehmann(x, y, confidence);
    EXPECT_EQ(none.low, 8);
    EXPECT_EQ(none.high, 8);
    EXPECT_NEAR(none.level, 0, 0.35);
  }
}

TEST(HodgesLehmann, TakesTheGeometricMeanOfTheMiddleTwoRatios) {
  EXPECT_EQ(hodges_lehmann(Values{1}, Values{2, 8}, 0.95).estimate, 4);
  EXPECT_EQ(hodges_lehmann(Values{1, 1}, Values{3, 3}, 0.95).estimate, 3);
  EXPECT_EQ(hodges_lehmann(Values{0}, Values{2, 8}, 0.95).estimate, 5);
}

TEST(HodgesLehmann, DoesNotOverflowWithHugeValues) {
  const Values x{1e-300, 2e-300}, y{1e300, 1.5e300};
  EXPECT_EQ(hodges_lehmann(x, y, 0.5).estimate, infinity);
  EXPECT_EQ(hodges_lehmann(y, x, 0.5).estimate, 0);
  // The product of two ratios overflows, or underflows, before their mean does.
  EXPECT_TRUE(near(hodges_lehmann(Values{1e-100}, Values{1e100, 4e100}, 0).estimate, 2e200));
  EXPECT_TRUE(near(hodges_lehmann(Values{1e100}, Values{1e-100, 4e-100}, 0).estimate, 2e-200));
  const Values below{-1e308}, above{1.5e308, 1.6e308};
  EXPECT_EQ(hodges_lehmann(below, above, 0.5).estimate, infinity);
  EXPECT_TRUE(
      near(hodges_lehmann(Values{1e308}, Values{1e308, 1.5e308}, 0).estimate, 1.224744871391589));
}

TEST(HodgesLehmann, SaysNothingAboutMissingOrInfiniteValues) {
  for (const auto& x : {Values{}, Values{1, std::nan("")}, Values{1, infinity}}) {
    const auto change = hodges_lehmann(x, Values{1, 2}, 0.95);
    EXPECT_TRUE(std::isnan(change.estimate));
    EXPECT_EQ(change.low, -infinity);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
  }
}

}  // namespace
}  // namespace benchdiff::stats
