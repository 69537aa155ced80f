#include <benchdiff/stats/detectable.h>

#include <cmath>
#include <limits>
#include <optional>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(SmallestDetectableChange, IsThatOfATInterval) {
  // A t interval of 0.95 of n = 10 a side with the standard error 0.01.
  const double half = 2.100922040240960 * 0.01;
  const Change change{1.5, 1.5 * std::exp(-half), 1.5 * std::exp(half), 0.95, Change::Kind::ratio};
  // qt(0.975, 18) + qt(0.8, 18)
  EXPECT_TRUE(
      near(std::log(smallest_detectable_change(change, 10, 10)), 0.01 * 2.96297070823064, 1e-12));
}

TEST(SmallestDetectableChange, IsDefinedForEveryChange) {
  const Change open{1.5, 0, infinity, 1, Change::Kind::ratio};
  EXPECT_EQ(smallest_detectable_change(open, 3, 3), infinity);
  const Change shift{0.5, 0.4, 0.6, 0.95, Change::Kind::shift};
  EXPECT_TRUE(near(smallest_detectable_change(shift, 10, 10),
                   0.1 / 2.100922040240960 * 2.96297070823064, 1e-12));
  const Change unknown{std::nan(""), std::nan(""), 2, 0.95, Change::Kind::ratio};
  EXPECT_TRUE(std::isnan(smallest_detectable_change(unknown, 9, 9)));
  const Change point{1, 1, 1, 0.95, Change::Kind::ratio};
  EXPECT_EQ(smallest_detectable_change(point, 9, 9), 1);
  EXPECT_TRUE(std::isnan(smallest_detectable_change(point, 1, 1)));
}

Change ratio_around(double estimate, double half) {
  return {estimate, estimate * std::exp(-half), estimate * std::exp(half), 0.95,
          Change::Kind::ratio};
}

TEST(RunsToSettle, ShrinkTheIntervalIntoTheBandOrOutOfIt) {
  // In the middle of the band, an interval twice as wide as the band needs some four times as many.
  const auto inside = runs_to_settle(ratio_around(1, 2 * std::log(1.02)), 100, 100, 0.02);
  ASSERT_TRUE(inside);
  EXPECT_NEAR(static_cast<double>(*inside), 400, 6);
  // As far from the band as the band from no change, the same interval has to end at half.
  const auto outside =
      runs_to_settle(ratio_around(1.02 * 1.02, 2 * std::log(1.02)), 100, 100, 0.02);
  EXPECT_EQ(outside, *inside + 1 - (*inside == *outside ? 1 : 0));
  // Without a band it has to leave out no change.
  const auto change = runs_to_settle(ratio_around(1.02, 2 * std::log(1.02)), 100, 100, 0);
  ASSERT_TRUE(change);
  EXPECT_NEAR(static_cast<double>(*change), 400, 6);
}

TEST(RunsToSettle, AreTheFirstThatDoByTheFormula) {
  // half(n) = half qt(0.975, 2n - 2) / qt(0.975, 8) sqrt(5 / n) <= log 1.02 from n = 18 on:
  // qt(0.975, c(8, 32, 34)) is 2.306004, 2.036933, 2.032245.
  const double half = std::log(1.02) / (2.032244509 / 2.306004135 * std::sqrt(5.0 / 18)) * 0.999;
  EXPECT_EQ(runs_to_settle(ratio_around(1, half), 5, 5, 0.02), 18);
  EXPECT_EQ(runs_to_settle(ratio_around(1, half * 1.002), 5, 5, 0.02), 19);
}

TEST(RunsToSettle, TreatBothDirectionsAlike) {
  for (const double estimate : {1.0, 1.01, 1.05, 1.3}) {
    const Change up{estimate, estimate / 1.4, estimate * 1.2, 0.96, Change::Kind::ratio};
    const Change down{1 / up.estimate, 1 / up.high, 1 / up.low, 0.96, Change::Kind::ratio};
    EXPECT_EQ(runs_to_settle(up, 7, 9, 0.02), runs_to_settle(down, 9, 7, 0.02)) << estimate;
  }
  const Change shift{3, -1, 7, 0.95, Change::Kind::shift};
  const Change other{-3, -7, 1, 0.95, Change::Kind::shift};
  EXPECT_TRUE(runs_to_settle(shift, 6, 6, 1));
  EXPECT_EQ(runs_to_settle(shift, 6, 6, 1), runs_to_settle(other, 6, 6, 1));
}

TEST(RunsToSettle, AreWhatTestsNeedAtLeastAndWhatIsThereWhereAllIsClear) {
  const Change open{1.5, 0, infinity, 1, Change::Kind::ratio};
  EXPECT_EQ(runs_to_settle(open, 2, 2, 0.02), 4);
  EXPECT_EQ(runs_to_settle(open, 3, 3, 0.02, 0.01), 5);
  EXPECT_EQ(runs_to_settle(ratio_around(1.5, 0.01), 6, 8, 0.02), 8);
  EXPECT_EQ(runs_to_settle(ratio_around(1.001, 0.01), 6, 8, 0.02), 8);
  // Nearly clear, with 4 a side: one more at least.
  EXPECT_EQ(runs_to_settle(ratio_around(1.5, std::log(1.5) * 1.001), 4, 4, 0), 5);
  Change wide = ratio_around(1.5, std::log(1.5) * 1.001);
  wide.level = 0.999;
  EXPECT_EQ(runs_to_settle(wide, 6, 6, 0), 7);
}

TEST(RunsToSettle, AreNothingNearTheEdgeAndForWhatIsNoChange) {
  EXPECT_EQ(runs_to_settle(ratio_around(1.02, 0.05), 10, 10, 0.02), std::nullopt);
  EXPECT_EQ(runs_to_settle(ratio_around(1.0201, 0.05), 10, 10, 0.02), std::nullopt);
  EXPECT_EQ(runs_to_settle(ratio_around(1, 0.05), 10, 10, 0), std::nullopt);
  const Change unknown{std::nan(""), -infinity, infinity, 1, Change::Kind::shift};
  EXPECT_EQ(runs_to_settle(unknown, 0, 3, 0.02), std::nullopt);
  const Change change = ratio_around(1.1, 0.2);
  EXPECT_EQ(runs_to_settle(change, 10, 10, -0.1), std::nullopt);
  EXPECT_EQ(runs_to_settle(change, 10, 10, std::nan("")), std::nullopt);
  EXPECT_EQ(runs_to_settle(change, 0, 10, 0.02), std::nullopt);
  EXPECT_EQ(runs_to_settle(change, 10, 10, 0.02, 1e-9), std::nullopt);
  EXPECT_EQ(runs_to_settle(change, 20'000, 20'000, 0.1), std::nullopt);
}

TEST(Detectability, AnswersTheSameWhenItIsAskedAgain) {
  Detectability detectability;
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t n : {4u, 9u, 30u}) {
      const Change change = ratio_around(1.03, 0.2);
      EXPECT_EQ(detectability.smallest_change(change, n, n),
                smallest_detectable_change(change, n, n));
      EXPECT_EQ(detectability.runs_to_settle(change, n, n, 0.01),
                runs_to_settle(change, n, n, 0.01));
    }
  }
}

}  // namespace
}  // namespace benchdiff::stats
