#include <benchdiff/stats/exact_value.h>

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

TEST(ExactValue, IsTheOneValueWhereNothingVaries) {
  const auto exact = exact_value(std::vector{7.0, 7.0, 7.0});
  EXPECT_EQ(exact.mode, 7);
  EXPECT_EQ(exact.low, 7);
  EXPECT_EQ(exact.high, 7);
  EXPECT_FALSE(exact.varies);
}

TEST(ExactValue, IsTheMostFrequentValueAndTheRangeWhereTheyVary) {
  const auto exact = exact_value(std::vector{1.0, 2.0, 2.0, 3.0});
  EXPECT_EQ(exact.mode, 2);
  EXPECT_EQ(exact.low, 1);
  EXPECT_EQ(exact.high, 3);
  EXPECT_TRUE(exact.varies);
}

TEST(ExactValue, IsTheSmallestOfTheMostFrequentValues) {
  EXPECT_EQ(exact_value(std::vector{1.0, 2.0, 2.0, 3.0, 3.0}).mode, 2);
  EXPECT_EQ(exact_value(std::vector{4.0, 5.0}).mode, 4);
}

TEST(ExactValue, TakesAZeroOfEitherSignAsTheSame) {
  const auto exact = exact_value(std::vector{-0.0, 0.0, -0.0});
  EXPECT_EQ(exact.mode, 0);
  EXPECT_FALSE(exact.varies);
}

TEST(ExactValue, VariesWithNaNAmongTheValues) {
  EXPECT_TRUE(exact_value(std::vector{1.0, std::nan(""), 1.0}).varies);
  EXPECT_TRUE(exact_value(std::vector{std::nan("")}).varies);
}

TEST(ExactValue, OfNothingIsNaNAndDoesNotVary) {
  const auto exact = exact_value({});
  EXPECT_TRUE(std::isnan(exact.mode));
  EXPECT_FALSE(exact.varies);
}

}  // namespace
}  // namespace benchdiff::stats
