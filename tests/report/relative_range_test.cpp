#include <benchdiff/report/relative_range.h>

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string range(double center, double low, double high) {
  Cell cell;
  cell.center = center;
  cell.low = low;
  cell.high = high;
  return relative_range(cell);
}

TEST(RelativeRange, IsTheFartherEndInPercent) {
  EXPECT_EQ(range(1, .5, 1.1), "50%");
  EXPECT_EQ(range(1, .9, 1.5), "50%");
  EXPECT_EQ(range(1, 1, 1), "0%");
  EXPECT_EQ(range(-1, -.5, -1.1), "50%");
  EXPECT_EQ(range(100, 99.6, 100), "0%");
  EXPECT_EQ(range(100, 99.4, 100), "1%");
  EXPECT_EQ(range(1, 1, 12.5), "1150%");
}

TEST(RelativeRange, IsInfiniteWhereAnEndIs) {
  EXPECT_EQ(range(1, -infinity, 1), "∞");
  EXPECT_EQ(range(1, 1, infinity), "∞");
  EXPECT_EQ(range(0, -infinity, infinity), "∞");
}

TEST(RelativeRange, IsUnknownWhereTheSignsDiffer) {
  EXPECT_EQ(range(1, -1, 1), "?");
  EXPECT_EQ(range(0, -1, 1), "?");
  EXPECT_EQ(range(0, 0, 1), "?");
  EXPECT_EQ(range(1, 0, 1), "?");
}

TEST(RelativeRange, IsZeroWhereAllIsZero) { EXPECT_EQ(range(0, 0, 0), "0%"); }

}  // namespace
}  // namespace benchdiff::report
