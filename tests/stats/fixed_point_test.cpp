#include <benchdiff/stats/fixed_point.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/random.h>

namespace benchdiff::stats {
namespace {

TEST(FixedPoint, IsExactForWholeNumbersAndFractionsOfTwo) {
  const std::vector<double> values{3, -1, 0.25, 1'000'000, -0.0};
  const auto fixed = fixed_point(values);
  EXPECT_EQ(fixed.rounding, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(std::scalbn(static_cast<double>(fixed.values[i]), fixed.exponent) - 1, values[i]);
  }
}

TEST(FixedPoint, TellsHowFarDecimalFractionsAreOff) {
  const auto fixed = fixed_point(std::vector{0.1, 0.2, 0.3, 0.0});
  EXPECT_GT(fixed.rounding, 0);
  EXPECT_NE(0.1 + 0.2, 0.3);
  const auto off = std::abs(fixed.values[0] + fixed.values[1] - fixed.values[2] - fixed.values[3]);
  EXPECT_LE(off, 2 * fixed.rounding);
  // Yet a digit further on is another value.
  const auto other = fixed_point(std::vector{0.1, 0.2, 0.30000000000001, 0.0});
  EXPECT_GT(std::abs(other.values[0] + other.values[1] - other.values[2]), 2 * other.rounding);
}

TEST(FixedPoint, KeepsTheNumbersInOtherUnits) {
  Random random(1);
  std::vector<double> values(20);
  for (double& value : values) value = random.uniform() - 0.25;
  const auto fixed = fixed_point(values);
  for (const int exponent : {-900, -3, 1, 900}) {
    auto scaled = values;
    for (double& value : scaled) value = std::scalbn(value, exponent);
    const auto other = fixed_point(scaled);
    EXPECT_EQ(other.values, fixed.values) << exponent;
    EXPECT_EQ(other.rounding, fixed.rounding) << exponent;
    EXPECT_EQ(other.exponent, fixed.exponent + exponent) << exponent;
  }
}

TEST(FixedPoint, NeverOverflowsInASum) {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  for (const double extreme : {most, 1.0, 1 / 3.0, least}) {
    for (const std::size_t n : {1u, 2u, 3u, 4u, 31u, 32u, 33u, 1000u, 5000u}) {
      std::vector<double> values(n, extreme);
      values.front() = -extreme;
      const auto fixed = fixed_point(values);
      std::int64_t sum = 0;
      bool overflow = false;
      for (const auto value : fixed.values) overflow |= __builtin_add_overflow(sum, value, &sum);
      EXPECT_FALSE(overflow) << n << ' ' << extreme;
      EXPECT_EQ(fixed.values.front(), 0);
    }
  }
}

TEST(FixedPoint, HasNothingToScaleInZeros) {
  EXPECT_TRUE(fixed_point({}).values.empty());
  const auto fixed = fixed_point(std::vector{0.0, -0.0});
  EXPECT_EQ(fixed.values, (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(fixed.rounding, 0);
}

}  // namespace
}  // namespace benchdiff::stats
