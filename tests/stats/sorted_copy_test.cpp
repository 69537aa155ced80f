#include <benchdiff/stats/sorted_copy.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

TEST(SortedCopy, IsInAscendingOrder) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(sorted_copy(Values{3, infinity, -1, 2}), (Values{-1, 2, 3, infinity}));
  EXPECT_EQ(sorted_copy({}), Values{});
}

TEST(SortedCopy, LeavesValuesWithNaNAsTheyAre) {
  const auto copy = sorted_copy(Values{3, std::nan(""), 1});
  EXPECT_EQ(copy[0], 3);
  EXPECT_TRUE(std::isnan(copy[1]));
  EXPECT_EQ(copy[2], 1);
}

}  // namespace
}  // namespace benchdiff::stats
