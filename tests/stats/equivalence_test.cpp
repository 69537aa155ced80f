#include <benchdiff/stats/equivalence.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/welch.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr Margin shift(double value) { return {.value = value, .kind = Change::Kind::shift}; }
constexpr Margin ratio(double value) { return {.value = value, .kind = Change::Kind::ratio}; }

Values draw(std::mt19937_64& engine, std::size_t n, double step) {
  std::normal_distribution<double> noise(1000, 20);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

TEST(WelchEquivalence, MatchesTheVectors) {
  const auto vectors = read_vectors("tost");
  int tested = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto& expect = c["expect"];
    // Adjacent doubles, where the vector has lost half of a variance to the rounding of the mean.
    if (c["name"].text() == "tiny_eps_no_tie") continue;
    ++tested;
    const auto x = c["x"].numbers();
    const auto y = c["y"].numbers();
    const auto result = welch_equivalence(x, y, shift(expect["delta"].number()));
    EXPECT_TRUE(near(result.p_lower, expect["p_lower"].number(), 1e-9));
    EXPECT_TRUE(near(result.p_upper, expect["p_upper"].number(), 1e-9));
    EXPECT_TRUE(near(result.p, expect["p_tost"].number(), 1e-9));
    EXPECT_EQ(result.p <= 0.05, expect["equivalent_at_05"].boolean());
  }
  EXPECT_EQ(tested, 43);
}

TEST(MannWhitneyEquivalence, MatchesTheVectors) {
  const auto vectors = read_vectors("tost");
  MannWhitney test;
  int tested = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    if (!c["expect"].has("mw")) continue;
    ++tested;
    const auto& expect = c["expect"]["mw"];
    auto x = c["x"].numbers();
    auto y = c["y"].numbers();
    const auto margin = shift(c["expect"]["delta"].number());
    const auto result = mann_whitney_equivalence(x, y, margin);
    EXPECT_TRUE(near(result.p_lower, expect["p_lower"].number()));
    EXPECT_TRUE(near(result.p_upper, expect["p_upper"].number()));
    EXPECT_TRUE(near(result.p, expect["p_tost"].number()));
    std::ranges::sort(x);
    std::ranges::sort(y);
    EXPECT_EQ(mann_whitney_equivalence(test, x, y, margin).p, result.p);
  }
  EXPECT_EQ(tested, 41);
}

// R 4.2.2: t.test(log(y), log(x)) with mu = -log(1.25), "greater", and mu = log(1.25), "less".
TEST(WelchEquivalence, TestsTheLogarithmsForARatio) {
  const Values x{10.1, 10.4, 9.9, 10.2, 11.5};
  const Values y{12.2, 11.9, 12.8, 12.1};
  const auto result = welch_equivalence(x, y, ratio(0.25));
  EXPECT_TRUE(near(result.p_lower, 5.2589528076389597e-06));
  EXPECT_TRUE(near(result.p_upper, 0.046788593348461492));
  EXPECT_EQ(result.p, result.p_upper);
}

TEST(WelchEquivalence, IsTheIntervalWithinTheMargin) {
  std::mt19937_64 engine(32);
  int equivalent = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 32, round " << round);
    const auto x = draw(engine, 3 + engine() % 15, 1e-9);
    const auto y = draw(engine, 3 + engine() % 15, 1e-9);
    const double alpha = round % 2 == 0 ? 0.05 : 0.2;
    const auto means = welch(x, y, 1 - 2 * alpha).interval;
    const bool small = means.low > -20 && means.high < 20;
    ASSERT_EQ(welch_equivalence(x, y, shift(20)).p <= alpha, small);
    equivalent += small;
    const auto logs = welch_ratio(x, y, 1 - 2 * alpha);
    ASSERT_EQ(welch_equivalence(x, y, ratio(0.02)).p <= alpha,
              logs.low > 1 / 1.02 && logs.high < 1.02);
  }
  EXPECT_GT(equivalent, 100);
  EXPECT_LT(equivalent, 350);
}

TEST(MannWhitneyEquivalence, IsTwoTestsOfMovedValues) {
  std::mt19937_64 engine(33);
  for (int round = 0; round < 100; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 33, round " << round);
    const auto x = draw(engine, 3 + engine() % 15, 10);
    const auto y = draw(engine, 3 + engine() % 15, 10);
    const auto by = [&](double factor, double offset) {
      Values moved = x;
      for (double& value : moved) value = value * factor + offset;
      return mann_whitney(moved, y);
    };
    const auto shifts = mann_whitney_equivalence(x, y, shift(20));
    ASSERT_TRUE(near(shifts.p_lower, by(1, -20).p_less));
    ASSERT_TRUE(near(shifts.p_upper, by(1, 20).p_greater));
    ASSERT_EQ(shifts.p, std::max(shifts.p_lower, shifts.p_upper));
    const auto ratios = mann_whitney_equivalence(x, y, ratio(0.03125));
    ASSERT_TRUE(near(ratios.p_lower, by(1 / 1.03125, 0).p_less));
    ASSERT_TRUE(near(ratios.p_upper, by(1.03125, 0).p_greater));
  }
}

TEST(Equivalence, MirrorsScalesAndIsSurerOfAWiderMargin) {
  std::mt19937_64 engine(34);
  for (int round = 0; round < 100; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 34, round " << round);
    const auto x = draw(engine, 2 + engine() % 10, 4);
    const auto y = draw(engine, 2 + engine() % 10, 4);
    Values scaled_x = x, scaled_y = y;
    for (auto* side : {&scaled_x, &scaled_y}) {
      for (double& value : *side) value *= 0x1p-33;
    }
    for (const auto kind : {Change::Kind::shift, Change::Kind::ratio}) {
      const bool is_shift = kind == Change::Kind::shift;
      double welch_before = 1;
      double ranks_before = 1;
      for (const double value : {0.0, 5.0, 10.0, 20.0, 50.0, 200.0}) {
        const Margin margin{.value = is_shift ? value : value / 1000, .kind = kind};
        const Margin scaled{.value = is_shift ? value * 0x1p-33 : value / 1000, .kind = kind};
        const auto t = welch_equivalence(x, y, margin);
        const auto ranks = mann_whitney_equivalence(x, y, margin);
        ASSERT_EQ(welch_equivalence(scaled_x, scaled_y, scaled).p, t.p);
        ASSERT_EQ(mann_whitney_equivalence(scaled_x, scaled_y, scaled).p, ranks.p);
        ASSERT_TRUE(near(welch_equivalence(y, x, margin).p_lower, t.p_upper, 1e-10));
        ASSERT_TRUE(near(mann_whitney_equivalence(y, x, margin).p_upper, ranks.p_lower, 1e-13));
        ASSERT_LE(t.p, welch_before);
        welch_before = t.p;
        // With ties a tail may rise a little as a value moves, but not without an end.
        if (value == 200) {
          ASSERT_LE(ranks.p, ranks_before);
        }
        ranks_before = ranks.p;
      }
    }
  }
}

TEST(Equivalence, IsNeverShownByNoMargin) {
  const Values x{1, 2, 3, 4};
  EXPECT_EQ(welch_equivalence(x, x, shift(0)).p, 0.5);
  EXPECT_GE(mann_whitney_equivalence(x, x, shift(0)).p, 0.5);
  EXPECT_EQ(welch_equivalence(x, x, shift(infinity)).p, 0);
  EXPECT_EQ(welch_equivalence(x, x, ratio(infinity)).p, 0);
}

TEST(Equivalence, IsExactForConstantSamples) {
  const Values one(3, 100.0);
  const Values other(4, 102.0);
  EXPECT_EQ(welch_equivalence(one, other, shift(3)).p, 0);
  EXPECT_EQ(welch_equivalence(one, other, ratio(0.03)).p, 0);
  const auto edge = welch_equivalence(one, other, shift(2));
  EXPECT_EQ(edge.p_lower, 0);
  EXPECT_EQ(edge.p_upper, 1);
  EXPECT_EQ(welch_equivalence(other, one, ratio(0.01)).p_lower, 1);
  EXPECT_EQ(welch_equivalence(one, one, shift(0)).p, 1);
  EXPECT_TRUE(near(mann_whitney_equivalence(one, other, shift(3)).p, 1.0 / 35));
  EXPECT_EQ(mann_whitney_equivalence(one, other, shift(2)).p_upper, 1);
}

TEST(Equivalence, IsDefinedForEveryInput) {
  const Values x{1, 2, 3};
  for (const auto& margin : {shift(-1), shift(nan), ratio(-0.1), ratio(nan)}) {
    EXPECT_TRUE(std::isnan(welch_equivalence(x, x, margin).p));
    EXPECT_TRUE(std::isnan(mann_whitney_equivalence(x, x, margin).p_lower));
  }
  for (const auto& bad : {Values{1, nan, 2}, Values{}, Values{1}}) {
    EXPECT_TRUE(std::isnan(welch_equivalence(x, bad, shift(1)).p));
  }
  EXPECT_TRUE(std::isnan(mann_whitney_equivalence(x, Values{3, nan, 1}, shift(1)).p));
  EXPECT_TRUE(std::isnan(mann_whitney_equivalence(x, Values{nan}, ratio(1)).p_upper));
  EXPECT_EQ(mann_whitney_equivalence({}, x, shift(1)).p, 1);
  for (const auto& bad : {Values{0, 1, 2}, Values{-1, 1, 2}}) {
    EXPECT_TRUE(std::isnan(welch_equivalence(bad, x, ratio(1)).p));
    EXPECT_TRUE(std::isnan(mann_whitney_equivalence(bad, x, ratio(1)).p));
  }
  // Welch's test has none of an infinity, ranks have.
  EXPECT_TRUE(std::isnan(welch_equivalence(x, Values{1, infinity}, shift(1)).p));
  EXPECT_FALSE(std::isnan(mann_whitney_equivalence(x, Values{1, infinity}, shift(1)).p));
}

}  // namespace
}  // namespace benchdiff::stats
