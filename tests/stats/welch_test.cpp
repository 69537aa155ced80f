#include <benchdiff/stats/welch.h>

#include <algorithm>
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

Values draw(std::mt19937_64& engine, std::size_t n) {
  std::lognormal_distribution<double> noise(3, 0.3);
  Values values(n);
  for (double& value : values) value = noise(engine);
  return values;
}

Values mapped(Values values, double (*map)(double)) {
  std::ranges::transform(values, values.begin(), map);
  return values;
}

TEST(Welch, MatchesTheVectors) {
  const auto vectors = read_vectors("welch_t");
  int tested = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    // Adjacent doubles, where the vector has lost half of a variance to the rounding of the mean.
    if (c["name"].text() == "tiny_eps_no_tie") continue;
    const auto& expect = c["expect"];
    const auto result = welch(c["x"].numbers(), c["y"].numbers());
    EXPECT_TRUE(near(result.mean_x, expect["mean_x"].number(), 1e-14));
    EXPECT_TRUE(near(result.mean_y, expect["mean_y"].number(), 1e-14));
    EXPECT_TRUE(near(result.variance_x, expect["var_x"].number()));
    EXPECT_TRUE(near(result.variance_y, expect["var_y"].number()));
    EXPECT_EQ(result.degenerate, expect.has("degenerate"));
    if (result.degenerate) {
      EXPECT_EQ(result.p, result.mean_x == result.mean_y ? 1 : 0);
      continue;
    }
    ++tested;
    EXPECT_NEAR(result.t, expect["t"].number(), 1e-11 * std::max(1.0, std::abs(result.t)));
    EXPECT_TRUE(near(result.df, expect["df"].number()));
    EXPECT_TRUE(near(result.p, expect["p_two"].number(), 1e-10));
    EXPECT_TRUE(near(result.p_less, expect["p_less"].number(), 1e-10));
    EXPECT_TRUE(near(result.p_greater, expect["p_greater"].number(), 1e-10));
    // R's interval, for the other was made from quantiles that are right to nine digits.
    const auto& known = c["oracle"]["R"];
    const double tolerance =
        1e-12 * std::max(std::abs(known["lo"].number()), std::abs(known["hi"].number()));
    EXPECT_NEAR(result.interval.low, -known["hi"].number(), tolerance);
    EXPECT_NEAR(result.interval.high, -known["lo"].number(), tolerance);
    EXPECT_EQ(result.interval.level, 0.95);
  }
  EXPECT_EQ(tested, 43);
}

TEST(Welch, TestsAdjacentDoublesByTheirLastDigit) {
  const double e = 0x1p-52;
  const auto result = welch(Values{1, 1 + e}, Values{1 + 2 * e, 1});
  EXPECT_EQ(result.variance_x, e * e / 2);
  EXPECT_EQ(result.variance_y, 2 * e * e);
  EXPECT_EQ(result.difference, e / 2);
  EXPECT_TRUE(near(result.t, -0.5 / std::sqrt(1.25)));
  EXPECT_TRUE(near(result.df, 25.0 / 17));
  const auto whole = welch(Values{0, 1}, Values{2, 0});
  EXPECT_EQ(result.p, whole.p);
  EXPECT_EQ(result.df, whole.df);
}

TEST(Welch, KeepsTheDigitsOfDeviationsThatAreSmall) {
  Values x{1, 4, 2, 8, 5, 7};
  Values y{9, 3, 6, 11, 8};
  const auto plain = welch(x, y);
  for (auto* side : {&x, &y}) {
    for (double& value : *side) value += 0x1p50;
  }
  const auto moved = welch(x, y);
  EXPECT_TRUE(near(moved.p, plain.p, 1e-14));
  EXPECT_TRUE(near(moved.difference, plain.difference, 1e-14));
  EXPECT_TRUE(near(moved.variance_x, plain.variance_x, 1e-14));
}

TEST(Welch, DoesNotLoseATailThatIsFarOut) {
  const auto slower = welch(Values{1, 1 + 0x1p-50, 1 - 0x1p-50}, Values{2, 2 + 0x1p-49, 2});
  EXPECT_GT(slower.p_less, 0);
  EXPECT_LT(slower.p_less, 1e-30);
  EXPECT_EQ(slower.p_greater, 1);
  Values x(200), y(200);
  for (std::size_t i = 0; i < 200; ++i) {
    x[i] = static_cast<double>(i % 7);
    y[i] = static_cast<double>(i % 5) + 22;
  }
  // t.test() of R 4.2.2.
  EXPECT_TRUE(near(welch(x, y).p, 5.05705377305393e-293, 1e-11));
}

TEST(Welch, GivesConstantSamplesThePOfAnExactDifference) {
  const auto equal = welch(Values(4, 0.1), Values(7, 0.1));
  EXPECT_TRUE(equal.degenerate);
  EXPECT_EQ(equal.p, 1);
  EXPECT_EQ(equal.p_less, 1);
  EXPECT_EQ(equal.p_greater, 1);
  EXPECT_TRUE(std::isnan(equal.t) && std::isnan(equal.df));
  EXPECT_EQ(equal.variance_x, 0);
  EXPECT_EQ(equal.mean_x, 0.1);

  const auto more = welch(Values(4, 0.1), Values(7, 0.3));
  EXPECT_TRUE(more.degenerate);
  EXPECT_EQ(more.t, -infinity);
  EXPECT_EQ(more.p, 0);
  EXPECT_EQ(more.p_less, 0);
  EXPECT_EQ(more.p_greater, 1);
  EXPECT_EQ(more.interval.low, 0.3 - 0.1);
  EXPECT_EQ(more.interval.high, 0.3 - 0.1);
  EXPECT_EQ(welch(Values(7, 0.3), Values(4, 0.1)).p_less, 1);
  EXPECT_FALSE(welch(Values(4, 0.1), Values{0.1, 0.3}).degenerate);
}

TEST(Welch, HasNoPOfFewerThanTwoValues) {
  const auto one = welch(Values{3}, Values{1, 2, 3});
  EXPECT_EQ(one.mean_x, 3);
  EXPECT_EQ(one.mean_y, 2);
  EXPECT_EQ(one.difference, -1);
  EXPECT_TRUE(std::isnan(one.variance_x) && std::isnan(one.p) && std::isnan(one.p_less));
  EXPECT_EQ(one.variance_y, 1);
  for (const auto& result : {one, welch({}, Values{1, 2}), welch({}, {}), welch(Values{1}, {})}) {
    EXPECT_TRUE(std::isnan(result.p) && std::isnan(result.t) && std::isnan(result.p_greater));
    EXPECT_EQ(result.interval.low, -infinity);
    EXPECT_EQ(result.interval.high, infinity);
    EXPECT_FALSE(result.degenerate);
  }
  EXPECT_EQ(welch({}, Values{1, 2}).mean_y, 1.5);
  EXPECT_TRUE(std::isnan(welch({}, Values{1, 2}).mean_x));
}

TEST(Welch, IsNaNWithNaNOrAnInfinity) {
  for (const double bad : {nan, infinity, -infinity}) {
    for (const auto& result :
         {welch(Values{1, bad, 2}, Values{1, 2}), welch_of_logs(Values{1, 3, 2}, Values{1, bad})}) {
      EXPECT_TRUE(std::isnan(result.p) && std::isnan(result.mean_x) && std::isnan(result.t));
      EXPECT_EQ(result.interval.high, infinity);
      EXPECT_EQ(result.interval.level, 1);
    }
  }
}

TEST(Welch, TestsValuesWhoseSquaresOverflowOrVanish) {
  const Values x{1, 4, 2, 8};
  const Values y{9, 3, 6, 11};
  const auto plain = welch(x, y);
  for (const int exponent : {-1060, -700, 700, 1019}) {
    Values scaled_x, scaled_y;
    for (const double value : x) scaled_x.push_back(std::ldexp(value, exponent));
    for (const double value : y) scaled_y.push_back(std::ldexp(value, exponent));
    const auto result = welch(scaled_x, scaled_y);
    EXPECT_EQ(result.p, plain.p) << exponent;
    EXPECT_EQ(result.interval.low, std::ldexp(plain.interval.low, exponent)) << exponent;
    EXPECT_EQ(result.mean_y, std::ldexp(plain.mean_y, exponent)) << exponent;
  }
  const auto ends = welch(Values{-1.7e308, -1.6e308}, Values{1.7e308, 1.6e308});
  EXPECT_EQ(ends.difference, infinity);
  EXPECT_TRUE(near(ends.t, -3.3 / (0.1 * std::sqrt(0.5))));
}

TEST(Welch, MirrorsAndScales) {
  std::mt19937_64 engine(23);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 23, round " << round);
    const auto x = draw(engine, 2 + engine() % 12);
    const auto y = draw(engine, 2 + engine() % 12);
    const auto there = welch(x, y);
    const auto back = welch(y, x);
    ASSERT_EQ(there.t, -back.t);
    ASSERT_TRUE(near(there.df, back.df, 1e-15));
    ASSERT_TRUE(near(there.p, back.p, 1e-14));
    ASSERT_TRUE(near(there.p_less, back.p_greater, 1e-14));
    ASSERT_EQ(there.difference, -back.difference);
    ASSERT_NEAR(there.p_less + there.p_greater, 1, 1e-15);

    const auto halve = [](double value) { return value * 0x1p-40; };
    const auto scaled = welch(mapped(x, halve), mapped(y, halve), 0.9);
    ASSERT_EQ(scaled.p, there.p);
    ASSERT_EQ(scaled.df, there.df);
    const auto ratio = welch_ratio(x, y, 0.9);
    const auto same = welch_ratio(mapped(x, halve), mapped(y, halve), 0.9);
    ASSERT_EQ(same.estimate, ratio.estimate);
    ASSERT_EQ(same.low, ratio.low);
    const auto inverse = welch_ratio(y, x, 0.9);
    ASSERT_TRUE(near(inverse.estimate, 1 / ratio.estimate, 1e-14));
    ASSERT_TRUE(near(inverse.low, 1 / ratio.high, 1e-13));
  }
}

TEST(Welch, NeverGivesALargerPForMoreSeparation) {
  std::mt19937_64 engine(24);
  const auto x = draw(engine, 8);
  auto y = x;
  double previous = 1;
  for (int step = 0; step < 200; ++step) {
    const double p = welch(x, y).p;
    ASSERT_LE(p, previous) << step;
    previous = p;
    for (double& value : y) value += 1;
  }
  EXPECT_LT(previous, 1e-10);
}

TEST(Welch, HasAnIntervalThatLeavesOutNoChangeWherePIsSignificant) {
  std::mt19937_64 engine(25);
  int significant = 0;
  for (int round = 0; round < 300; ++round) {
    const auto x = draw(engine, 6);
    const auto y = mapped(draw(engine, 9), [](double value) { return value * 1.3; });
    for (const double alpha : {0.01, 0.05, 0.2}) {
      const auto result = welch(x, y, 1 - alpha);
      ASSERT_EQ(result.interval.low > 0 || result.interval.high < 0, result.p < alpha);
      significant += result.p < alpha;
    }
  }
  EXPECT_GT(significant, 100);
  EXPECT_LT(significant, 800);
}

TEST(Welch, HasEverythingOrTheDifferenceAtTheEndsOfConfidence) {
  const Values x{1, 2, 3};
  const Values y{4, 6, 5};
  for (const double confidence : {1.0, 7.0, nan}) {
    EXPECT_EQ(welch(x, y, confidence).interval.low, -infinity);
    EXPECT_EQ(welch_ratio(x, y, confidence).low, 0);
    EXPECT_EQ(welch_ratio(x, y, confidence).high, infinity);
  }
  for (const double confidence : {0.0, -1.0}) {
    EXPECT_EQ(welch(x, y, confidence).interval.low, 3);
    EXPECT_EQ(welch(x, y, confidence).interval.high, 3);
    EXPECT_EQ(welch(x, y, confidence).interval.level, 0);
  }
}

// R 4.2.2: t.test(log(x), log(y)), and exp() of the estimate and of mean +- qt() standard errors.
TEST(WelchRatio, IsTheTestOfTheLogarithms) {
  const Values x{10.1, 10.4, 9.9, 10.2, 11.5};
  const Values y{12.2, 11.9, 12.8, 12.1};
  const auto logs = welch_of_logs(x, y);
  const auto ratio = welch_ratio(x, y);
  EXPECT_TRUE(near(logs.t, -5.3303901293529963, 1e-12));
  EXPECT_TRUE(near(logs.df, 6.2898180973348508, 1e-12));
  EXPECT_TRUE(near(logs.p, 0.0015315786295480055, 1e-12));
  EXPECT_TRUE(near(ratio.estimate, 1.1768414299523744, 1e-13));
  EXPECT_TRUE(near(ratio.low, 1.0929847134473696, 1e-10));
  EXPECT_TRUE(near(ratio.high, 1.2671318584905706, 1e-10));
  EXPECT_EQ(ratio.level, 0.95);
  EXPECT_EQ(ratio.kind, Change::Kind::ratio);
  const auto plain = welch(mapped(x, std::log), mapped(y, std::log));
  EXPECT_TRUE(near(logs.p, plain.p, 1e-12));
  EXPECT_TRUE(near(logs.mean_x, plain.mean_x, 1e-14));
  EXPECT_TRUE(near(logs.variance_y, plain.variance_y, 1e-12));
}

TEST(WelchRatio, KeepsTheDigitsOfRatiosNearOne) {
  const double e = 0x1p-51;  // of which (3 + e) / 3 would keep nothing
  const auto logs = welch_of_logs(Values{3, 3 + e}, Values{3 + 2 * e, 3});
  EXPECT_TRUE(near(logs.p, welch(Values{0, 1}, Values{2, 0}).p, 1e-12));
}

TEST(WelchRatio, TakesConstantsAndExtremes) {
  const auto constant = welch_ratio(Values(3, 2.0), Values(4, 3.0));
  EXPECT_TRUE(near(constant.estimate, 1.5, 1e-15));
  EXPECT_EQ(constant.low, constant.estimate);
  EXPECT_EQ(constant.high, constant.estimate);
  EXPECT_EQ(welch_ratio(Values(3, 2.0), Values(4, 2.0)).estimate, 1);
  const auto far = welch_of_logs(Values{1e-308, 2e-308}, Values{1e308, 1.5e308});
  EXPECT_TRUE(near(far.difference, std::log(1.5) / 2 - std::log(2) / 2 + 616 * std::log(10)));
  EXPECT_TRUE(std::isfinite(far.p));
}

TEST(WelchRatio, IsEverythingWithoutPositiveValues) {
  for (const auto& x :
       {Values{}, Values{0, 1}, Values{-1, 2}, Values{1, nan}, Values{infinity, 1}}) {
    const auto change = welch_ratio(x, Values{1, 2, 3});
    EXPECT_TRUE(std::isnan(change.estimate));
    EXPECT_EQ(change.low, 0);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
  }
  const auto one = welch_ratio(Values{2}, Values{3, 3});
  EXPECT_TRUE(near(one.estimate, 1.5));
  EXPECT_EQ(one.high, infinity);
}

}  // namespace
}  // namespace benchdiff::stats
