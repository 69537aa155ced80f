#include <benchdiff/stats/sign_test.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr auto shift = Change::Kind::shift;
constexpr auto ratio = Change::Kind::ratio;

TEST(SignTest, MatchesTheVectors) {
  const auto vectors = read_vectors("paired_signed_rank_sign");
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto result = sign_test(c["d"].numbers());
    if (c["expect"]["sign"].is_null()) {
      EXPECT_EQ(result.positive + result.negative, 0);
      EXPECT_EQ(result.p, 1);
      continue;
    }
    const auto& expect = c["expect"]["sign"];
    EXPECT_EQ(result.positive, expect["pos"].count());
    EXPECT_EQ(result.negative, expect["neg"].count());
    EXPECT_EQ(result.zeros, expect["zero"].count());
    EXPECT_TRUE(near(result.p, expect["p_two"].number()));
  }
}

TEST(SignTest, AddsUpTheBinomialOnBothSides) {
  for (std::size_t n = 0; n <= 30; ++n) {
    for (std::size_t positive = 0; positive <= n; ++positive) {
      Values d(n, -1);
      for (std::size_t i = 0; i < positive; ++i) d[i] = 1;
      double term = std::ldexp(1.0, -static_cast<int>(n));
      double less = 0;
      double greater = 0;
      for (std::size_t k = 0; k <= n; ++k) {
        if (k <= positive) less += term;
        if (k >= positive) greater += term;
        term = term * static_cast<double>(n - k) / static_cast<double>(k + 1);
      }
      const auto result = sign_test(d);
      ASSERT_TRUE(near(result.p_less, less));
      ASSERT_TRUE(near(result.p_greater, greater));
      ASSERT_TRUE(near(result.p, std::min(1.0, 2 * std::min(less, greater))));
      ASSERT_TRUE(near(result.smallest_p, std::min(1.0, std::ldexp(2.0, -static_cast<int>(n)))));
    }
  }
}

TEST(SignTest, HasEveryDigitFarOut) {
  const auto result = sign_test(Values(1000, 1.0));
  EXPECT_TRUE(near(result.p, std::ldexp(1.0, -999)));
  EXPECT_EQ(sign_test(Values(1'000'000, 1.0)).p, 0);
}

TEST(SignTest, AnswersNothingAndZerosAndNaNAndInfinities) {
  EXPECT_EQ(sign_test(Values{}).p, 1);
  EXPECT_EQ(sign_test(Values{0.0, -0.0}).zeros, 2);
  EXPECT_EQ(sign_test(Values{0.0, -0.0}).p_less, 1);
  EXPECT_EQ(sign_test(Values{0.0, -0.0}).smallest_p, 1);
  const auto unknown = sign_test(Values{1, -1, nan});
  EXPECT_EQ(unknown.positive, 1);
  EXPECT_EQ(unknown.negative, 1);
  EXPECT_TRUE(std::isnan(unknown.p));
  EXPECT_TRUE(std::isnan(unknown.p_less));
  EXPECT_TRUE(std::isnan(unknown.p_greater));
  EXPECT_TRUE(std::isnan(unknown.smallest_p));
  EXPECT_EQ(sign_test(Values{infinity, -infinity, infinity}).positive, 2);
}

TEST(PairedSignTest, SwapsItsTailsWithTheSides) {
  const Values x{1, 2, 3, 4, 5, 6, 7};
  const Values y{2, 3, 3, 5, 6, 7, 1};
  const auto there = paired_sign_test(x, y);
  const auto back = paired_sign_test(y, x);
  EXPECT_EQ(there.positive, 5);
  EXPECT_EQ(there.negative, 1);
  EXPECT_EQ(there.zeros, 1);
  EXPECT_EQ(there.p_less, back.p_greater);
  EXPECT_EQ(there.p, back.p);
  EXPECT_TRUE(near(there.p_greater, 7.0 / 64));
}

TEST(MedianChange, MatchesTheVectors) {
  const auto vectors = read_vectors("paired_signed_rank_sign");
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto change = median_change(c["d"].numbers(), shift, 0.95);
    EXPECT_TRUE(near(change.estimate, c["expect"]["median"].number()));
    if (c["expect"]["median_ci95_order_stat"].is_null()) {
      EXPECT_EQ(change.low, -infinity);
      EXPECT_EQ(change.high, infinity);
      EXPECT_EQ(change.level, 1);
    } else {
      const auto interval = c["expect"]["median_ci95_order_stat"].numbers();
      EXPECT_EQ(change.low, interval[0]);
      EXPECT_EQ(change.high, interval[1]);
      EXPECT_GE(change.level, 0.95);
    }
  }
}

TEST(MedianChange, IsTheMedianRatioOfPositivePairs) {
  const Values x{1, 2, 4, 8, 10, 20};
  const Values y{2, 6, 16, 8, 5, 160};
  const auto change = paired_median_change(x, y, 0.95);  // of 2, 3, 4, 1, 1/2, 8
  EXPECT_EQ(change.kind, ratio);
  EXPECT_TRUE(near(change.estimate, std::sqrt(6.0)));
  EXPECT_EQ(change.low, 0.5);
  EXPECT_EQ(change.high, 8);
  EXPECT_EQ(change.level, 0.96875);
  const auto few = paired_median_change(Values{1, 2}, Values{2, 6}, 0.95);
  EXPECT_EQ(few.low, 0);
  EXPECT_EQ(few.high, infinity);
}

TEST(MedianChange, IsTheMedianDifferenceWithAValueThatIsNotPositive) {
  const auto change = paired_median_change(Values{0, 2, 4}, Values{2, 6, 16}, 0.5);
  EXPECT_EQ(change.kind, shift);
  EXPECT_EQ(change.estimate, 4);
  EXPECT_EQ(change.low, 2);
  EXPECT_EQ(change.high, 12);
}

TEST(MedianChange, IsUnknownOfNothingAndOfNaNAndInfinities) {
  for (const auto& values : {Values{}, Values{1, nan}, Values{1, infinity}}) {
    const auto change = median_change(values, shift, 0.95);
    EXPECT_TRUE(std::isnan(change.estimate));
    EXPECT_EQ(change.low, -infinity);
    EXPECT_EQ(change.high, infinity);
  }
  EXPECT_TRUE(std::isnan(median_change(Values{1, -1}, ratio, 0.95).estimate));
  // The ratio of these does not fit a double.
  EXPECT_TRUE(std::isnan(paired_median_change(Values{1e-300}, Values{1e300}, 0.95).estimate));
}

}  // namespace
}  // namespace benchdiff::stats
