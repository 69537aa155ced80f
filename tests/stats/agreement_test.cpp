#include <benchdiff/stats/agreement.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/hodges_lehmann.h>

#include "rounded_values.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(AgreeWithTest, LeavesAChangeWithoutTiesAsItIs) {
  std::mt19937_64 engine(26);
  HodgesLehmann estimate;
  MannWhitney test;
  for (int round = 0; round < 300; ++round) {
    const auto x = draw(engine, 2 + engine() % 20, 1000, 1e-9);
    const auto y = draw(engine, 2 + engine() % 20, 1000 + static_cast<double>(engine() % 40), 1e-9);
    const auto result = test(x, y);
    ASSERT_FALSE(result.ties);
    const auto change = estimate(x, y, 0.95);
    const auto agreed = agree_with_test(change, result, x.size(), y.size(), 0.95);
    ASSERT_EQ(agreed.low, change.low);
    ASSERT_EQ(agreed.high, change.high);
    ASSERT_EQ(agreed.estimate, change.estimate);
  }
}

TEST(AgreeWithTest, SaysOfTiesWhatTheTestSays) {
  std::mt19937_64 engine(27);
  HodgesLehmann estimate;
  MannWhitney test;
  int moved = 0;
  for (int round = 0; round < 5000; ++round) {
    const double mean = round % 2 == 0 ? 1000 : 0;
    const auto x = draw(engine, 3 + engine() % 8, mean, 20);
    const auto y = draw(engine, 3 + engine() % 8, mean + 20, 20);
    const auto result = test(x, y);
    const auto change = estimate(x, y, 0.95);
    const auto agreed = agree_with_test(change, result, x.size(), y.size(), 0.95);
    const double none = change.kind == Change::Kind::ratio ? 1 : 0;
    if (result.p <= 0.05) {
      ASSERT_FALSE(agreed.low < none && agreed.high > none) << "reaches past no change";
    } else {
      ASSERT_LE(agreed.low, none);
      ASSERT_GE(agreed.high, none);
    }
    ASSERT_LE(agreed.low, agreed.estimate);
    ASSERT_GE(agreed.high, agreed.estimate);
    moved += agreed.low != change.low || agreed.high != change.high ? 1 : 0;
  }
  EXPECT_GT(moved, 0);
}

TEST(AgreeWithTest, LeavesAChangeThatIsNoNumberAsItIs) {
  const Values x(6, infinity);
  const Values y(6, 5.0);
  const auto agreed = agree_with_test(hodges_lehmann(x, y, 0.95), mann_whitney(x, y), 6, 6, 0.95);
  EXPECT_TRUE(std::isnan(agreed.estimate));
  EXPECT_EQ(agreed.low, -infinity);
  EXPECT_EQ(agreed.high, infinity);
}

TEST(AgreeWithTest, EndsAtNoChangeWhereTheTestHasExcludedTheRest) {
  const Values x{97, 97, 99, 99, 99}, y{98, 100, 100, 101, 101};
  const auto result = mann_whitney(x, y);
  ASSERT_LE(result.p, 0.05);
  ASSERT_LT(hodges_lehmann(x, y, 0.95).low, 1);
  const auto up = agree_with_test(hodges_lehmann(x, y, 0.95), result, 5, 5, 0.95);
  EXPECT_EQ(up.low, 1);
  const auto down = agree_with_test(hodges_lehmann(y, x, 0.95), mann_whitney(y, x), 5, 5, 0.95);
  EXPECT_EQ(down.high, 1);
  EXPECT_EQ(down.low, 1 / up.high);
}

TEST(AgreeWithTest, SaysNothingOfWhatIsNoNumber) {
  const Values x{1, std::nan("")}, y{1, 2};
  const auto change = agree_with_test(hodges_lehmann(x, y, 0.95), mann_whitney(x, y), 2, 2, 0.95);
  EXPECT_EQ(change.low, -infinity);
  EXPECT_EQ(change.high, infinity);
}

TEST(AgreeWithTest, TakesTheSideThatTheTestTakes) {
  const Change change{1.02, 0.98, 1.07, 0.95, Change::Kind::ratio};
  EXPECT_EQ(agree_with_test(change, 0.01, 1, 0.95).low, 1);
  EXPECT_EQ(agree_with_test(change, 0.01, -1, 0.95).high, 1);
  EXPECT_EQ(agree_with_test(change, 0.01, 0, 0.95).low, 0.98);
  EXPECT_EQ(agree_with_test(change, 0.06, 1, 0.95).high, 1.07);
  const Change beyond{1.02, 1.01, 1.07, 0.95, Change::Kind::ratio};
  EXPECT_EQ(agree_with_test(beyond, 0.06, 1, 0.95).low, 1);
  EXPECT_EQ(agree_with_test(beyond, std::nan(""), 1, 0.95).low, 1.01);
}

}  // namespace
}  // namespace benchdiff::stats
