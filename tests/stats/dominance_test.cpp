#include <benchdiff/stats/dominance.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

Values draw(std::mt19937_64& engine, std::size_t n, std::uint64_t distinct) {
  Values values(n);
  for (double& value : values) value = static_cast<double>(engine() % distinct);
  return values;
}

TEST(TieGroups, CountEqualValuesOfBothSidesInAscendingOrder) {
  const auto groups = tie_groups(Values{3, 1, 3}, Values{2, 3, -0.0, 0.0});
  ASSERT_EQ(groups.size(), 4);
  const std::size_t expected[][2] = {{0, 2}, {1, 0}, {0, 1}, {2, 1}};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(groups[i].x, expected[i][0]) << i;
    EXPECT_EQ(groups[i].y, expected[i][1]) << i;
  }
}

TEST(TieGroups, OrderInfinitiesAndRefuseNaN) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(tie_groups(Values{-infinity, infinity}, Values{infinity, 0}).size(), 3);
  EXPECT_TRUE(tie_groups(Values{1, std::nan("")}, Values{1}).empty());
  EXPECT_TRUE(tie_groups(Values{1}, Values{std::nan("")}).empty());
  EXPECT_TRUE(tie_groups({}, {}).empty());
  EXPECT_EQ(tie_groups({}, Values{1, 1}).size(), 1);
}

TEST(Dominance, IsWhatThePairsOneByOneSay) {
  std::mt19937_64 engine(21);
  for (int round = 0; round < 300; ++round) {
    const auto x = draw(engine, 1 + engine() % 12, 1 + engine() % 20);
    const auto y = draw(engine, 1 + engine() % 12, 1 + engine() % 20);
    const auto sign = [](double a, double b) { return a < b ? 1.0 : a > b ? -1.0 : 0.0; };
    double greater = 0;
    double less = 0;
    Values rows(x.size()), columns(y.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t j = 0; j < y.size(); ++j) {
        greater += sign(x[i], y[j]) > 0;
        less += sign(x[i], y[j]) < 0;
        rows[i] += sign(x[i], y[j]);
        columns[j] += sign(x[i], y[j]);
      }
    }
    const auto squares = [&](const Values& sums) {
      double total = 0;
      for (const double sum : sums) {
        total += std::pow(sum - (greater - less) / static_cast<double>(sums.size()), 2);
      }
      return total;
    };
    const auto result = dominance(tie_groups(x, y));
    ASSERT_EQ(result.n1, x.size());
    ASSERT_EQ(result.n2, y.size());
    ASSERT_EQ(result.greater, greater);
    ASSERT_EQ(result.less, less);
    ASSERT_NEAR(result.row_squares, squares(rows), 1e-10) << "round " << round;
    ASSERT_NEAR(result.column_squares, squares(columns), 1e-10) << "round " << round;
  }
}

TEST(Dominance, HasNoProbabilityWithoutAPair) {
  EXPECT_TRUE(std::isnan(dominance(tie_groups(Values{1}, {})).probability()));
  EXPECT_TRUE(std::isnan(dominance({}).probability()));
  EXPECT_EQ(dominance(tie_groups(Values{1}, Values{1})).probability(), 0.5);
}

}  // namespace
}  // namespace benchdiff::stats
