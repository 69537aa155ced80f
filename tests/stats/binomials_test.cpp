#include <benchdiff/stats/binomials.h>

#include <cmath>
#include <cstddef>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

TEST(Choose, CountsSubsets) {
  EXPECT_EQ(choose(0, 0), 1);
  EXPECT_EQ(choose(5, 2), 10);
  EXPECT_EQ(choose(5, 6), 0);
  EXPECT_EQ(choose(20, 10), 184756);
  EXPECT_TRUE(near(choose(100, 50), 1.0089134454556415e29, 1e-14));
}

TEST(Choose, IsInfiniteOnlyWhereACountDoesNotFitADouble) {
  EXPECT_TRUE(std::isfinite(choose(1029, 514)));
  EXPECT_TRUE(std::isinf(choose(1030, 515)));
  EXPECT_EQ(choose(1'000'000, 2), 499'999'500'000);
}

TEST(Binomials, StayGoodWhileTheTriangleGrowsInEitherDirection) {
  Binomials binomials;
  for (const auto& [n, k] : {std::pair<std::size_t, std::size_t>{4, 2}, {9, 1}, {7, 7}, {60, 30}}) {
    binomials.grow(n, k);
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t j = 0; j <= k; ++j) {
        ASSERT_TRUE(near(binomials.row(i)[j], choose(i, j), 1e-14)) << i << " over " << j;
      }
    }
  }
}

}  // namespace
}  // namespace benchdiff::stats
