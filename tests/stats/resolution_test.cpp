#include <benchdiff/stats/resolution.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "random_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Resolution grid(Values values) {
  std::ranges::sort(values);
  return GridSearch()(values);
}

double printed(double value, int digits) {
  std::string text(40, '\0');
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  return std::strtod(text.c_str(), nullptr);
}

TEST(GridSearch, FindsTheStepOfClockTicks) {
  const double tick = 15.625e6 / 7;  // printed with all digits
  const auto found = grid({12 * tick, 13 * tick, 12 * tick, 15 * tick, 13 * tick, 12 * tick});
  EXPECT_TRUE(near(found.step, tick));
  EXPECT_TRUE(near(found.relative, 1 / 12.5));
  EXPECT_EQ(found.distinct, 3);
  EXPECT_TRUE(near(found.typical_gap, 1.5 * tick));
  EXPECT_TRUE(found.coarse);
}

TEST(GridSearch, FindsAStepThatNoTwoValuesDifferBy) {
  EXPECT_TRUE(near(grid({100, 106, 110, 125, 140, 100.0 + 6 * 9}).step, 1));
  EXPECT_TRUE(near(grid({0.3, 0.9, 1.8, 3.3}).step, 0.3));
}

TEST(GridSearch, FindsTicksThatWerePrintedWithFewDigits) {
  Values values;
  for (const int ticks : {3, 4, 4, 5, 3, 4, 6, 5}) values.push_back(printed(244140.625 * ticks, 6));
  EXPECT_TRUE(near(grid(values).step, 244140.625, 1e-4));
  EXPECT_TRUE(near(grid({0.1429, 0.2857, 0.4286, 0.2857, 0.5714, 0.4286}).step, 1.0 / 7, 1e-3));
}

TEST(GridSearch, FindsThatValuesAreIntegersAndThatItDoesNoHarm) {
  Random random(1);
  Values values;
  for (int i = 0; i < 20; ++i) values.push_back(std::round(1234 + 200 * random.normal()));
  const auto found = grid(values);
  EXPECT_EQ(found.step, 1);
  EXPECT_FALSE(found.coarse);
}

TEST(GridSearch, ClaimsNoCoarseGridForContinuousValues) {
  Random random(2);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t n = 2 + random.below(30);
    const auto values = random.normals(n, 100, 2);
    ASSERT_EQ(grid(values).step, 0) << round;
    for (const int digits : {4, 5, 6}) {
      Values rounded = values;
      for (double& value : rounded) value = printed(value, digits);
      const auto found = grid(rounded);
      ASSERT_FALSE(found.coarse && n > 5) << round << " " << digits;
      // What is found is a unit of the last place, or by chance a small multiple.
      ASSERT_LE(found.step, n > 5 ? 2 : 4) << round << " " << digits;
    }
  }
}

TEST(GridSearch, ClaimsNothingForTicksOfDifferentNumbersOfIterations) {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    Values values;
    for (int i = 0; i < 10; ++i) {
      const double iterations = 1000 + static_cast<double>(random.below(100));
      values.push_back(std::round(5 * iterations + 3 * random.normal()) / iterations);
    }
    ASSERT_FALSE(grid(values).coarse) << round;
  }
}

TEST(GridSearch, TakesMoreThanTwoValuesToClaimAnything) {
  EXPECT_EQ(grid({5, 6}).step, 0);
  EXPECT_EQ(grid({5, 6}).distinct, 2);
  EXPECT_EQ(grid({5, 6}).typical_gap, 1);
  const auto found = grid({5, 6, 5, 5, 6, 5});
  EXPECT_EQ(found.step, 1);
  EXPECT_TRUE(found.coarse);
}

TEST(GridSearch, IsCoarseOnlyAgainstTheSpread) {
  EXPECT_TRUE(grid({5, 6, 5, 6, 7, 5, 6, 6}).coarse);
  EXPECT_FALSE(grid({3, 5, 6, 8, 9, 9, 12, 13}).coarse);
  EXPECT_FALSE(grid({1, 5, 5, 6, 6, 7, 20}).coarse) << "few are tied";
  // Quartiles two steps apart, in numbers that aren't whole.
  EXPECT_FALSE(grid({0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.2, 0.4}).coarse);
}

TEST(GridSearch, IsDefinedForEveryInput) {
  for (const Values& values :
       {Values{}, {1}, {3, 3, 3}, {1, 2, infinity}, {-infinity, 1, 2}, {-1.7e308, 0, 1.7e308}}) {
    EXPECT_EQ(grid(values).step, 0);
    EXPECT_FALSE(grid(values).coarse);
  }
  EXPECT_EQ(GridSearch()(Values{1, nan, 2}).step, 0);
  EXPECT_EQ(grid({3, 3, 3}).distinct, 1);
  EXPECT_EQ(grid({3, 3, 3}).typical_gap, 0);
  EXPECT_TRUE(std::isnan(grid({-1, 0, 0, 1, 1, -1}).relative));
  EXPECT_EQ(grid({-1, 0, 0, 1, 1, -1}).step, 1);
  EXPECT_EQ(grid({0, 5e-324, 1e-323, 1e-323}).step, 5e-324);
  EXPECT_EQ(grid({0, 0, 1, 1e300, 1e300}).distinct, 2) << "1 is what rounding may make of 0 there";
}

TEST(GridSearch, IsTheSameInAnyUnit) {
  Random random(4);
  for (int round = 0; round < 200; ++round) {
    Values values(3 + random.below(20));
    for (double& value : values) value = 0.1 * static_cast<double>(random.below(30));
    const auto found = grid(values);
    for (double& value : values) value *= 0x1p-300;
    EXPECT_EQ(grid(values).step, found.step * 0x1p-300) << round;
    EXPECT_EQ(grid(values).coarse, found.coarse) << round;
  }
}

}  // namespace
}  // namespace benchdiff::stats
