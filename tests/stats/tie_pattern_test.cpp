#include <benchdiff/stats/tie_pattern.h>

#include <cstddef>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;
using Sizes = std::vector<std::size_t>;

TEST(EachTieGroup, VisitsValuesOfBothSidesTogetherFromTheSmallestOn) {
  std::vector<std::pair<std::size_t, std::size_t>> seen;
  each_tie_group(Values{-0.0, 1, 1, 3}, Values{0.0, 1, 2},
                 [&](std::size_t x, std::size_t y) { seen.emplace_back(x, y); });
  const std::vector<std::pair<std::size_t, std::size_t>> expected{{1, 1}, {2, 1}, {0, 1}, {1, 0}};
  EXPECT_EQ(seen, expected);
}

TEST(Pool, CountsThePairsThatGoTheOtherWayTwice) {
  Sizes groups;
  // 3 is above three of y, each 1 above 0 and beside 1, and 0 beside 0.
  EXPECT_EQ(pool(Values{0, 1, 1, 3}, Values{0, 1, 2}, groups), 2U * 3 + 2 * (2 + 1) + 1);
  EXPECT_EQ(groups, (Sizes{2, 3, 1, 1}));
  EXPECT_EQ(pool({}, Values{1}, groups), 0U);
  EXPECT_EQ(groups, (Sizes{1}));
}

TEST(RankSumVariance, IsThatOfAllArrangements) {
  const Sizes untied(7, 1);
  EXPECT_DOUBLE_EQ(rank_sum_variance({.groups = untied, .n1 = 3, .n2 = 4}), 3 * 4 * 8 / 12.0);
  // Of 1, 1, 2 one is x: U is 1/2, 1/2 and 2.
  const Sizes tied{2, 1};
  EXPECT_DOUBLE_EQ(rank_sum_variance({.groups = tied, .n1 = 1, .n2 = 2}), 0.5);
}

TEST(ExtremeChances, CountTheDealsThatTiesAllow) {
  const Sizes untied(5, 1);
  const auto apart = extreme_chances({.groups = untied, .n1 = 2, .n2 = 3});
  EXPECT_DOUBLE_EQ(apart.lowest, 0.1);
  EXPECT_DOUBLE_EQ(apart.highest, 0.1);
  // The two smallest of 1, 1, 1, 2, 3 are any two of three.
  const Sizes tied{3, 1, 1};
  const auto ties = extreme_chances({.groups = tied, .n1 = 2, .n2 = 3});
  EXPECT_DOUBLE_EQ(ties.lowest, 0.3);
  EXPECT_DOUBLE_EQ(ties.highest, 0.1);
}

TEST(ExtremeChances, GoOnWhereArrangementsFitNoDouble) {
  // x has none of the three largest of 2000.
  const Sizes groups{1997, 3};
  const auto chances = extreme_chances({.groups = groups, .n1 = 1000, .n2 = 1000});
  EXPECT_TRUE(near(chances.lowest, 1000.0 / 2000 * 999 / 1999 * 998 / 1998, 1e-9));
  EXPECT_TRUE(near(chances.highest, chances.lowest, 1e-9));
}

}  // namespace
}  // namespace benchdiff::stats
