#include <benchdiff/stats/dip.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
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

TEST(Dip, MatchesTheVectors) {
  const auto vectors = read_vectors("summaries");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    const auto& dip = c["oracle"]["R_dip"];
    if (dip.is_null()) continue;
    ++checked;
    EXPECT_TRUE(near(dip_test(c["x"].numbers()).dip, dip.number())) << c["name"].text();
  }
  EXPECT_EQ(checked, 15);
}

TEST(Dip, IsThatOfItsDefinition) {
  // From linear programs over all unimodal distribution functions, and R's diptest 0.76.0 as well.
  const auto squares = [] {
    Values values(20);
    for (std::size_t i = 0; i < 20; ++i) values[i] = static_cast<double>((i + 1) * (i + 1));
    return values;
  };
  const auto two_blocks = [] {
    Values values(20);
    for (std::size_t i = 0; i < 20; ++i) values[i] = static_cast<double>(i < 8 ? i + 1 : i + 22);
    return values;
  };
  struct Known {
    Values values;
    double dip;
  };
  for (const auto& known :
       {Known{{1, 2, 4, 5}, 1.0 / 6},
        {{1, 2, 2, 2, 3}, 0.1},
        {{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}, 0.090909090909090912},
        {{10.1, 10.2, 10.2, 10.3, 10.4, 20.1, 20.2, 20.2, 20.4, 20.7}, 0.23543689320388356},
        {{0, 0, 0, 0, 7, 7, 7, 7, 7, 9}, 0.2},
        {{0.1, 0.15, 0.2, 0.9, 1.4, 1.45, 1.5, 2.8, 2.9, 3.1, 7.5}, 0.12237762237762234},
        {squares(), 0.025},
        {two_blocks(), 0.15172413793103448}}) {
    EXPECT_TRUE(near(dip_test(known.values).dip, known.dip, 1e-14))
        << testing::PrintToString(known.values);
  }
}

TEST(Dip, HasThePOfOtherSimulations) {
  // The share of 60,000 to 1,000,000 uniform samples in R whose dip by diptest 0.76.0 is larger.
  struct Known {
    std::size_t n;
    double dip, p;
  };
  for (const auto& known : {Known{5, 0.18, 0.08245},
                            {7, 0.16, 0.05082},
                            {10, 0.14, 0.048155},
                            {10, 0.17, 0.003659},
                            {14, 0.12, 0.060265},
                            {20, 0.12, 0.01057667},
                            {25, 0.09, 0.08602},
                            {40, 0.085, 0.018966},
                            {150, 0.05, 0.00753},
                            {1000, 0.018, 0.0265},
                            {3000, 0.0105, 0.02591667}}) {
    EXPECT_TRUE(near(dip_p(known.dip, known.n), known.p, 0.05)) << known.n << " " << known.dip;
  }
}

TEST(Dip, HasAPThatFallsAsTheDipGrows) {
  for (const std::size_t n : {4u, 5u, 6u, 9u, 11u, 20u, 77u, 1000u, 20'000u, 1'000'000u}) {
    const double least = 0.5 / static_cast<double>(n);
    EXPECT_EQ(dip_p(least, n), 1) << n;
    EXPECT_EQ(dip_p(0.25, n), 0.0001) << n;
    double before = 1;
    for (double dip = least; dip < 0.25; dip *= 1.01) {
      const double p = dip_p(dip, n);
      ASSERT_LE(p, before) << n << " " << dip;
      before = p;
    }
  }
  EXPECT_EQ(dip_p(nan, 10), 1);
}

TEST(Dip, ComesToItsQuantilesForUniformValues) {
  Random random(7);
  Dip dip;
  for (const std::size_t n : {5u, 13u, 40u}) {
    int below = 0;
    Values values(n);
    for (int round = 0; round < 4000; ++round) {
      for (double& value : values) value = random.uniform();
      std::ranges::sort(values);
      below += dip(values).p <= 0.1 ? 1 : 0;
    }
    EXPECT_NEAR(below, 400, 5 * std::sqrt(400 * 0.9)) << n;
  }
}

TEST(Dip, DoesNotTakeQuantisedValuesForModes) {
  Random random(8);
  Dip dip;
  for (const double step : {0.5, 1.0, 2.0, 4.0}) {
    int as_they_are = 0;
    int spread = 0;
    for (int round = 0; round < 500; ++round) {
      auto values = random.normals(40, 0.3);
      for (double& value : values) value = step * std::round(value / step);
      std::ranges::sort(values);
      as_they_are += dip(values).p <= 0.01 ? 1 : 0;
      spread += dip(values, step).p <= 0.01 ? 1 : 0;
    }
    EXPECT_EQ(spread, 0) << step;
    if (step >= 1 && step <= 2) {
      EXPECT_GT(as_they_are, 50) << step;
    }
  }
}

TEST(Dip, StillSeesTwoModesOfQuantisedValues) {
  const Values values{10, 10, 11, 11, 11, 12, 12, 30, 30, 31, 31, 31, 32, 32};
  EXPECT_LT(dip_test(values, 1).p, 0.001);
}

TEST(Dip, SpreadsEqualValuesOverTheResolution) {
  // Two of 10 go to 9.75 and 10.25, three of 11 to 10 2/3, 11 and 11 1/3.
  const Values spread{9.75, 10.25, 11 - 1.0 / 3, 11, 11 + 1.0 / 3, 14};
  EXPECT_TRUE(near(dip_test(Values{10, 10, 11, 11, 11, 14}, 1).dip, dip_test(spread).dip, 1e-14));
  EXPECT_EQ(dip_test(Values{10, 10, 11, 11, 11, 14}, -1).dip,
            dip_test(Values{10, 10, 11, 11, 11, 14}).dip);
  EXPECT_EQ(dip_test(Values{10, 10, 11, 11, 11, 14}, nan).dip,
            dip_test(Values{10, 10, 11, 11, 11, 14}).dip);
  // A width of more than the values differ by mixes them up, and breaks nothing.
  EXPECT_LT(dip_test(Values{10, 10, 11, 11, 11, 14}, 1000).dip, 0.25);
  EXPECT_GE(dip_test(Values{10, 10, 11, 11, 11, 14}, infinity).dip, 1.0 / 12);
}

TEST(Dip, IsDefinedForEveryInput) {
  for (const Values& values : {Values{}, {1}, {1, 2, 3}, {1, 2, 3, nan}, {1, 2, 3, infinity}}) {
    EXPECT_TRUE(std::isnan(dip_test(values).dip));
    EXPECT_TRUE(std::isnan(dip_test(values).p));
  }
  EXPECT_EQ(dip_test(Values(7, 3.5)).dip, 1.0 / 14);
  EXPECT_EQ(dip_test(Values(7, 3.5)).p, 1);
  for (const Values& values : {Values{-1.7e308, -1.6e308, 1.6e308, 1.7e308},
                               {5e-324, 5e-324, 1e-323, 1.5e-323},
                               {-1e300, 1e-300, 2e-300, 1e300}}) {
    const auto result = dip_test(values);
    EXPECT_GE(result.dip, 0.125);
    EXPECT_LE(result.dip, 0.25);
  }
  EXPECT_TRUE(near(dip_test(Values{-1.7e308, -1.6e308, 1.6e308, 1.7e308}).dip,
                   dip_test(Values{-1.7, -1.6, 1.6, 1.7}).dip));
}

TEST(Dip, IsTheSameForAnyUnitAndInTheMirror) {
  Random random(9);
  for (int round = 0; round < 200; ++round) {
    Values values(4 + random.below(40));
    for (double& value : values) {
      value = round % 2 == 0 ? random.normal() : static_cast<double>(random.below(12));
    }
    const auto found = dip_test(values);
    Values scaled = values;
    for (double& value : scaled) value *= 0x1p-200;
    EXPECT_EQ(dip_test(scaled).dip, found.dip) << round;
    for (double& value : scaled) value = -value;
    EXPECT_TRUE(near(dip_test(scaled).dip, found.dip, 1e-13)) << round;
  }
}

TEST(Dip, GrowsAsTwoGroupsMoveApart) {
  Random random(10);
  for (int round = 0; round < 20; ++round) {
    const auto low = random.normals(10);
    const auto high = random.normals(10);
    double before = 0;
    for (double distance = 8; distance < 100; distance *= 1.5) {
      Values values = low;
      for (const double value : high) values.push_back(value + distance);
      const double dip = dip_test(values).dip;
      EXPECT_GE(dip, before * (1 - 1e-12)) << round << " " << distance;
      before = dip;
    }
    EXPECT_LT(dip_p(before, 20), 0.001) << round;
  }
}

}  // namespace
}  // namespace benchdiff::stats
