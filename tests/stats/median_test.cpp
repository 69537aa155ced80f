#include <benchdiff/stats/median.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Median, MatchesTheVectors) {
  const auto vectors = read_vectors("summaries");
  for (const auto& c : vectors["cases"].array()) {
    auto x = c["x"].numbers();
    std::ranges::sort(x);
    EXPECT_TRUE(near(median(x), c["expect"]["median"].number(), 1e-15)) << c["name"].text();
  }
}

TEST(Median, IsTheMiddleOrHalfwayBetweenTheMiddleTwo) {
  EXPECT_EQ(median(std::vector{4.0}), 4);
  EXPECT_EQ(median(std::vector{1.0, 2.0}), 1.5);
  EXPECT_EQ(median(std::vector{-10.0, 2.0, 3.0, 4.0, 5.0, 6.0}), 3.5);
  EXPECT_EQ(median(std::vector{1.0, 2.0, 100.0}), 2);
}

TEST(Median, DoesNotOverflow) {
  const double huge = std::numeric_limits<double>::max();
  EXPECT_EQ(median(std::vector{huge, huge}), huge);
  EXPECT_EQ(median(std::vector{-huge, huge}), 0);
  EXPECT_EQ(median(std::vector{huge / 2, huge}), 0.75 * huge);
}

TEST(Median, IsSaneWithInfinities) {
  EXPECT_EQ(median(std::vector{infinity, infinity}), infinity);
  EXPECT_EQ(median(std::vector{1.0, infinity}), infinity);
  EXPECT_EQ(median(std::vector{-infinity, 1.0}), -infinity);
  EXPECT_TRUE(std::isnan(median(std::vector{-infinity, infinity})));
}

TEST(Median, OfNothingIsNaN) { EXPECT_TRUE(std::isnan(median({}))); }

TEST(MedianInPlace, IsTheMiddleOfValuesInAnyOrder) {
  std::vector<double> odd{5, 1, 3};
  EXPECT_EQ(median_in_place(odd), 3);
  std::vector<double> even{4, 1, 3, 2};
  EXPECT_EQ(median_in_place(even), 2.5);
  std::vector<double> huge{1.7e308, 1.6e308};
  EXPECT_DOUBLE_EQ(median_in_place(huge), 1.65e308);
  std::vector<double> one{7};
  EXPECT_EQ(median_in_place(one), 7);
}

}  // namespace
}  // namespace benchdiff::stats
