#include <benchdiff/report/number_text.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include <benchdiff/formats/number.h>

namespace benchdiff::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Shortest {
  double value;
  const char* text;
};

// What Go 1.19 prints for %v.
constexpr Shortest of_go[] = {
    {0x0p+00, "0"},
    {-0x0p+00, "-0"},
    {1, "1"},
    {-1, "-1"},
    {0x1.999999999999ap-04, "0.1"},
    {0x1.a36e2eb1c432dp-14, "0.0001"},
    {0x1.3a92a30553261p-13, "0.00015"},
    {0x1.a302cee759401p-14, "9.99e-05"},
    {0x1.4f8b588e368f1p-17, "1e-05"},
    {99999, "99999"},
    {100000, "100000"},
    {999999, "999999"},
    {1e6, "1e+06"},
    {123456, "123456"},
    {1234567, "1.234567e+06"},
    {123456789, "1.23456789e+08"},
    {1e20, "1e+20"},
    {1e21, "1e+21"},
    {1e22, "1e+22"},
    {0x1.cd2c0f9fd2903p-20, "1.7180000000000001e-06"},
    {0x1p-1074, "5e-324"},
    {0x1.fffffffffffffp+1023, "1.7976931348623157e+308"},
    {0x1.3333333333333p-02, "0.3"},
    {0x1.3333333333334p-02, "0.30000000000000004"},
    {100.5, "100.5"},
    {0x1.2e647d943b9d3p-19, "2.2530000000000016e-06"},
    {1e15, "1e+15"},
    {0x1.e240c9fbe76c9p+16, "123456.789"},
    {0x1.02e4b6ce5dc68p-13, "0.00012345"},
    {0x1.5555555555555p-02, "0.3333333333333333"},
    {infinity, "+Inf"},
    {-infinity, "-Inf"},
    {nan, "NaN"},
};

struct Fixed {
  double value;
  const char *two, *signed_two, *none;
};

// What Go 1.19 prints for %.2f, %+.2f and %.0f.
constexpr Fixed fixed_of_go[] = {
    {0.0, "0.00", "+0.00", "0"},
    {-0.0, "-0.00", "-0.00", "-0"},
    {0.005, "0.01", "+0.01", "0"},
    {0.015, "0.01", "+0.01", "0"},
    {0.125, "0.12", "+0.12", "0"},
    {0.375, "0.38", "+0.38", "0"},
    {2.675, "2.67", "+2.67", "3"},
    {1.005, "1.00", "+1.00", "1"},
    {-0.004, "-0.00", "-0.00", "-0"},
    {-17.204, "-17.20", "-17.20", "-17"},
    {999.995, "1000.00", "+1000.00", "1000"},
    {1e22, "10000000000000000000000.00", "+10000000000000000000000.00", "10000000000000000000000"},
    {-1e-9, "-0.00", "-0.00", "-0"},
    {1234567.891, "1234567.89", "+1234567.89", "1234568"},
    {0.5, "0.50", "+0.50", "0"},
    {1.5, "1.50", "+1.50", "2"},
    {2.5, "2.50", "+2.50", "2"},
    {infinity, "+Inf", "+Inf", "+Inf"},
    {-infinity, "-Inf", "-Inf", "-Inf"},
};

TEST(Shortest, IsWhatGoPrints) {
  for (const auto& [value, text] : of_go) EXPECT_EQ(shortest(value), text);
}

TEST(Shortest, ReadsBackAsTheSameDouble) {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = std::bit_cast<double>(engine());
    if (!std::isfinite(value)) continue;
    double back = 0;
    ASSERT_EQ(formats::parse_double(shortest(value), back), formats::NumberError::none);
    ASSERT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value))
        << shortest(value);
  }
}

TEST(Shortest, ReadsBackInTheRangeWithoutExponents) {
  std::mt19937_64 engine(2);
  std::uniform_real_distribution<double> exponent(-6, 8);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::pow(10, exponent(engine));
    double back = 0;
    ASSERT_EQ(formats::parse_double(shortest(value), back), formats::NumberError::none);
    ASSERT_EQ(back, value);
  }
}

TEST(Fixed, IsWhatGoPrints) {
  for (const auto& [value, two, signed_two, none] : fixed_of_go) {
    EXPECT_EQ(fixed(value, 2), two);
    EXPECT_EQ(signed_fixed(value, 2), signed_two);
    EXPECT_EQ(fixed(value, 0), none);
  }
  EXPECT_EQ(fixed(nan, 2), "NaN");
  EXPECT_EQ(fixed(nan, 0), "NaN");
}

TEST(Fixed, HasRoomForTheLargestDouble) {
  const std::string text = fixed(-std::numeric_limits<double>::max(), 10);
  EXPECT_EQ(text.size(), 1U + 309U + 1U + 10U);
  EXPECT_TRUE(text.starts_with("-17976931348623157"));
}

}  // namespace
}  // namespace benchdiff::report
