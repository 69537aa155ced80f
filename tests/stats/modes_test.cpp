#include <benchdiff/stats/modes.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "random_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

TEST(TwoModes, AreTheMediansOnEitherSideOfTheGap) {
  const auto modes = two_modes(Values{10, 11, 12, 13, 30, 31, 35});
  EXPECT_EQ(modes.below, 4);
  EXPECT_EQ(modes.low, 11.5);
  EXPECT_EQ(modes.high, 31);
}

TEST(TwoModes, LeaveTheLeastSumOfSquares) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    Values values(2 + random.below(15));
    for (double& value : values) value = 1000 + static_cast<double>(random.below(30));
    values.push_back(1100);
    std::ranges::sort(values);
    const auto within = [&](std::size_t begin, std::size_t end) {
      double sum = 0;
      for (std::size_t i = begin; i < end; ++i) sum += values[i];
      const double mean = sum / static_cast<double>(end - begin);
      double squares = 0;
      for (std::size_t i = begin; i < end; ++i) squares += (values[i] - mean) * (values[i] - mean);
      return squares;
    };
    const auto modes = two_modes(values);
    const double found = within(0, modes.below) + within(modes.below, values.size());
    for (std::size_t cut = 1; cut < values.size(); ++cut) {
      ASSERT_LE(found, within(0, cut) + within(cut, values.size()) + 1e-6) << round;
    }
  }
}

TEST(TwoModes, KeepEqualValuesTogether) {
  EXPECT_EQ(two_modes(Values{1, 2, 2, 2, 2, 2}).below, 1);
  EXPECT_EQ(two_modes(Values{1, 1, 1, 1, 2}).below, 4);
}

TEST(TwoModes, AreDefinedForEveryInput) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Values& values : {Values{}, {7}, {7, 7, 7}, {7, infinity}, {nan, 7}}) {
    EXPECT_EQ(two_modes(values).below, 0);
    EXPECT_TRUE(std::isnan(two_modes(values).low));
  }
  EXPECT_EQ(two_modes(Values{7, 7, 7}).high, 7);
  const auto huge = two_modes(Values{-1.7e308, -1.6e308, 1.7e308});
  EXPECT_EQ(huge.below, 2);
  EXPECT_EQ(huge.high, 1.7e308);
  EXPECT_EQ(two_modes(Values{0, 5e-324}).below, 1);
}

}  // namespace
}  // namespace benchdiff::stats
