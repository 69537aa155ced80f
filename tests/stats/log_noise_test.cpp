#include <benchdiff/stats/log_noise.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(LogNoise, MatchesAllPairs) {
  // median(c(dist(log(x)), dist(log(y)))) / (sqrt(2) * qnorm(0.75)), R 4.2.2
  const std::vector<double> x{100, 103, 99, 110, 101};
  const std::vector<double> y{95, 93, 97, 96, 120, 94};
  EXPECT_TRUE(near(log_noise(x, y), 0.0329354232429055, 1e-12));
  EXPECT_EQ(log_noise(x, y), log_noise(y, x));

  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Noise noise(seed);
    std::vector<double> a(seed % 7);
    std::vector<double> b(2 + seed % 5);
    for (double& value : a) value = std::exp(noise());
    for (double& value : b) value = std::exp(noise());
    std::vector<double> distances;
    for (const auto* side : {&a, &b}) {
      for (std::size_t i = 0; i < side->size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          distances.push_back(std::abs(std::log((*side)[i]) - std::log((*side)[j])));
        }
      }
    }
    std::ranges::sort(distances);
    const std::size_t count = distances.size();
    const double middle = (distances[(count - 1) / 2] + distances[count / 2]) / 2;
    EXPECT_TRUE(near(log_noise(a, b), middle / 0.9538725524089508, 1e-12)) << seed;
  }
}

TEST(LogNoise, EstimatesTheDeviationWithATenthOfOutliersOnOneSide) {
  Noise noise(5);
  std::vector<double> x(500);
  std::vector<double> y(500);
  for (double& value : x) value = 7 * std::exp(0.03 * noise());
  for (double& value : y) value = 9 * std::exp(0.03 * noise());
  EXPECT_NEAR(log_noise(x, y), 0.03, 0.0015);
  for (std::size_t i = 0; i < 50; ++i) x[i] *= 10;
  EXPECT_NEAR(log_noise(x, y), 0.03, 0.006);
}

TEST(LogNoise, IsNearEnoughForManyValues) {
  Noise noise(11);
  std::vector<double> x(20'000);
  std::vector<double> y(30'000);
  for (double& value : x) value = std::exp(0.05 * noise());
  for (double& value : y) value = 3 * std::exp(0.05 * noise());
  EXPECT_NEAR(log_noise(x, y), 0.05, 0.0005);
}

TEST(LogNoise, IsNaNWithoutTwoValuesOnASideOrWithoutLogarithms) {
  const std::vector<double> pair{1, 2};
  EXPECT_TRUE(std::isnan(log_noise({}, {})));
  EXPECT_TRUE(std::isnan(log_noise(std::vector{1.0}, std::vector{2.0})));
  EXPECT_FALSE(std::isnan(log_noise(std::vector{1.0}, pair)));
  EXPECT_FALSE(std::isnan(log_noise({}, pair)));
  EXPECT_EQ(log_noise(std::vector{3.0, 3.0}, std::vector{4.0, 4.0}), 0);
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
    EXPECT_TRUE(std::isnan(log_noise(pair, std::vector{1.0, bad})));
  }
}

}  // namespace
}  // namespace benchdiff::stats
