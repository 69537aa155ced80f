#include <benchdiff/stats/cut.h>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

TEST(NormalCut, LeavesOutWhatTheTailHolds) {
  // 50 - 1.96 * 5 + 1/2 is 40.7, and P(Z <= (39.5 - 50) / 5) is 0.0179.
  const Cut cut = normal_cut(50, 5, 100, 0.025);
  EXPECT_EQ(cut.k, 40U);
  EXPECT_NEAR(cut.level, 1 - 2 * 0.017864, 1e-5);
}

TEST(NormalCut, LeavesOutNothingWhereThatIsTooMuch) {
  const Cut cut = normal_cut(5, 5, 10, 0.025);
  EXPECT_EQ(cut.k, 0U);
  EXPECT_EQ(cut.level, 1);
}

TEST(NormalCut, LeavesOutNoMoreThanThereIs) {
  EXPECT_EQ(normal_cut(50, 5, 30, 0.5).k, 30U);
  EXPECT_EQ(normal_cut(50, 5, 100, 2).k, 50U) << "a tail is half of all at most";
}

}  // namespace
}  // namespace benchdiff::stats
