#include <benchdiff/report/classic_geomean.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double geomean(const std::vector<double>& values) { return classic_geomean(values); }

std::int64_t ulps(double a, double b) {
  return std::abs(std::bit_cast<std::int64_t>(a) - std::bit_cast<std::int64_t>(b));
}

TEST(ClassicGeomean, HasTheDigitsOfTheReference) {
  EXPECT_EQ(geomean({1.7180000000000001e-06, 3.0655e-06}), 2.294891936453654e-06);
  EXPECT_EQ(geomean({1.4225000000000001e-06, 3.0700000000000003e-06}), 2.089754770302007e-06);
  EXPECT_EQ(geomean({2.2530000000000003e-06}), 2.2530000000000016e-06);
  EXPECT_EQ(geomean({1e-9}), 1.0000000000000007e-09);
}

TEST(ClassicGeomean, IsOneOfOnes) {
  EXPECT_EQ(geomean({1}), 1);
  EXPECT_EQ(geomean({1, 1, 1}), 1);
}

TEST(ClassicGeomean, IsNearTheExponentialOfTheMeanLogarithm) {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> exponent(-12, 12);
  std::uniform_int_distribution<std::size_t> count(1, 12);
  for (int round = 0; round < 3000; ++round) {
    std::vector<double> values(count(engine));
    long double sum = 0;
    double largest = 1;
    for (double& value : values) {
      value = std::pow(10, exponent(engine));
      sum += std::log(static_cast<long double>(value));
      largest = std::max(largest, std::abs(std::log(value)));
    }
    const auto exact = static_cast<double>(std::exp(sum / static_cast<long double>(values.size())));
    // Rounding the logarithms by half an ulp each is what moves the mean.
    EXPECT_LE(ulps(geomean(values), exact), 4 * (1 + static_cast<std::int64_t>(largest)));
    double mean = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      mean += (std::log(values[i]) - mean) / static_cast<double>(i + 1);
    }
    EXPECT_LE(ulps(geomean(values), std::exp(mean)), 4 * (1 + static_cast<std::int64_t>(largest)));
  }
}

TEST(ClassicGeomean, IsWithinFourUlpNearOne) {
  std::mt19937_64 engine(4);
  std::uniform_real_distribution<double> factor(.5, 2);
  for (int round = 0; round < 5000; ++round) {
    std::vector<double> values(1 + static_cast<std::size_t>(round) % 10);
    double mean = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = factor(engine);
      mean += (std::log(values[i]) - mean) / static_cast<double>(i + 1);
    }
    EXPECT_LE(ulps(geomean(values), std::exp(mean)), 4);
  }
}

TEST(ClassicGeomean, ReachesTheEndsOfTheDoubles) {
  EXPECT_NEAR(geomean({1e308, 1e308}) / 1e308, 1, 1e-12);
  EXPECT_NEAR(geomean({1e-308, 1e-308}) / 1e-308, 1, 1e-12);
  EXPECT_NEAR(geomean({1e-308, 1e308}), 1, 1e-12);
  EXPECT_NEAR(geomean({5e-324, 5e-324}) / 5e-324, 1, 0.5);
  EXPECT_EQ(geomean({infinity}), infinity);
}

TEST(ClassicGeomean, IsNotANumberWhereAValueIsNotPositive) {
  EXPECT_TRUE(std::isnan(geomean({})));
  EXPECT_TRUE(std::isnan(geomean({1, 0})));
  EXPECT_TRUE(std::isnan(geomean({1, -1})));
  EXPECT_TRUE(std::isnan(geomean({nan, 1})));
  EXPECT_TRUE(std::isnan(geomean({-0.0})));
}

TEST(ClassicGeomean, SurvivesInfinitiesAmongOthers) {
  for (const auto& values : std::vector<std::vector<double>>{
           {infinity, infinity}, {infinity, 1}, {1, infinity}, {infinity, 1e-300, infinity}}) {
    const double mean = geomean(values);
    EXPECT_TRUE(std::isnan(mean) || mean == infinity) << mean;
  }
  EXPECT_TRUE(std::isnan(geomean({infinity, infinity}))) << "as the running mean of the reference";
  EXPECT_EQ(geomean({1, infinity}), infinity);
}

}  // namespace
}  // namespace benchdiff::report
