#include <benchdiff/report/scale.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using formats::UnitClass;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string alone(double value, UnitClass unit_class = UnitClass::decimal) {
  return common_scale({&value, 1}, unit_class).format(value);
}

std::string binary(double value) { return alone(value, UnitClass::binary); }

std::string row(const std::vector<double>& values, UnitClass unit_class = UnitClass::decimal) {
  const Scale scale = common_scale(values, unit_class);
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : " ") + scale.format(value);
  return text;
}

TEST(Scale, ShowsFourDigits) {
  EXPECT_EQ(alone(0), "0.000");
  EXPECT_EQ(alone(1), "1.000");
  EXPECT_EQ(alone(9.9994), "9.999");
  EXPECT_EQ(alone(9.9995), "10.00");
  EXPECT_EQ(alone(99.994), "99.99");
  EXPECT_EQ(alone(99.995), "100.0");
  EXPECT_EQ(alone(999.94), "999.9");
  EXPECT_EQ(alone(123456789), "123.5M");
}

TEST(Scale, TakesTheNextPrefixWhereAValueRoundsUpToIt) {
  EXPECT_EQ(alone(999.95), "1.000k");
  EXPECT_EQ(alone(99995), "100.0k");
  EXPECT_EQ(alone(.00099995), "1.000m");
  EXPECT_EQ(alone(.00099994), "999.9µ");
  EXPECT_EQ(alone(9.9995e-10), "1.000n");
}

TEST(Scale, HasThePrefixesOfSi) {
  EXPECT_EQ(alone(1.5e-9), "1.500n");
  EXPECT_EQ(alone(1.5e-6), "1.500µ");
  EXPECT_EQ(alone(1.5e-3), "1.500m");
  EXPECT_EQ(alone(1.5e3), "1.500k");
  EXPECT_EQ(alone(1.5e6), "1.500M");
  EXPECT_EQ(alone(1.5e9), "1.500G");
  EXPECT_EQ(alone(1.5e12), "1.500T");
  EXPECT_EQ(alone(9999500000000000), "9999.5T");
}

TEST(Scale, HasThePrefixesOfIecForBytes) {
  EXPECT_EQ(binary(1), "1.000");
  EXPECT_EQ(binary(1023), "1023.0");
  EXPECT_EQ(binary(1024), "1.000Ki");
  EXPECT_EQ(binary(1024. * 1024), "1.000Mi");
  EXPECT_EQ(binary(1.5 * 0x1p30), "1.500Gi");
  EXPECT_EQ(binary(1.5 * 0x1p40), "1.500Ti");
  EXPECT_EQ(binary(.99994 * 0x1p20), "1023.9Ki");
  EXPECT_EQ(binary(2.5 * 0x1p50), "2560.0Ti");
  EXPECT_EQ(binary(.99995 * 0x1p50), "1023.9Ti");
}

TEST(Scale, HasNoPrefixesForPartsOfAByte) {
  EXPECT_EQ(binary(.099995), "0.1000");
  EXPECT_EQ(binary(.001), "0.001000");
  EXPECT_EQ(binary(.25), "0.2500");
  EXPECT_EQ(binary(.99995), "1.000");
}

TEST(Scale, ShowsMoreDecimalsBelowTheSmallestPrefix) {
  EXPECT_EQ(alone(1e-10), "0.1000n");
  EXPECT_EQ(alone(1e-11), "0.01000n");
  EXPECT_EQ(alone(1e-12), "0.001000n");
  EXPECT_EQ(alone(1e-16), "0.0000001000n");
  EXPECT_EQ(alone(1e-17), "0.0000000100n");
  EXPECT_EQ(alone(1e-30), "0.0000000000n");
}

TEST(Scale, KeepsTheSign) {
  EXPECT_EQ(alone(-9.9995e-9), "-10.00n");
  EXPECT_EQ(alone(-1500), "-1.500k");
}

TEST(Scale, IsThatOfTheValueNearestToZero) {
  EXPECT_EQ(row({1.5e-6, 250e-6}), "1.500µ 250.000µ");
  EXPECT_EQ(row({250e-6, 1.5e-6}), "250.000µ 1.500µ");
  EXPECT_EQ(row({1e-3, 1}), "1.000m 1000.000m");
  EXPECT_EQ(row({-1e-3, 1}), "-1.000m 1000.000m");
}

TEST(Scale, LeavesZeroOutOfTheChoice) {
  EXPECT_EQ(row({0, 5e-9}), "0.000n 5.000n");
  EXPECT_EQ(row({5e-9, 0}), "5.000n 0.000n");
  EXPECT_EQ(row({0, 100}), "0.0 100.0");
  EXPECT_EQ(row({0, 0}), "0.000 0.000");
  EXPECT_EQ(row({}), "");
}

TEST(Scale, TakesInfinityForTheLargestValue) {
  EXPECT_EQ(alone(infinity), "+InfT");
  EXPECT_EQ(alone(-infinity), "-InfT");
  EXPECT_EQ(row({infinity, 1.5e-6}), "+Infµ 1.500µ");
}

TEST(Scale, LeavesNanOutOfTheChoice) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(common_scale(std::vector{1.5e-6, nan}, UnitClass::decimal).prefix, "µ");
  EXPECT_EQ(common_scale(std::vector{nan, 1.5e-6}, UnitClass::decimal).prefix, "µ");
  EXPECT_EQ(common_scale(std::vector{nan}, UnitClass::decimal).prefix, "");
}

TEST(Scale, NeverShowsFewerThanFourDigitsOfTheSmallest) {
  for (double value = 1e-9; value < 1e15; value *= 1.0379) {
    for (const auto unit_class : {UnitClass::decimal, UnitClass::binary}) {
      if (unit_class == UnitClass::binary && value < 1e-6) continue;
      const std::string text = alone(value, unit_class);
      int digits = 0;
      for (const char c : text) {
        const bool leading_zero = digits == 0 && c == '0';
        digits += c >= '0' && c <= '9' && !leading_zero ? 1 : 0;
      }
      EXPECT_GE(digits, 4) << text;
      EXPECT_LE(digits, 5) << text;
    }
  }
}

}  // namespace
}  // namespace benchdiff::report
