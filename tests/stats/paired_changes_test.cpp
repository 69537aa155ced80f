#include <benchdiff/stats/paired_changes.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(PairedChanges, AreRatiosOfPositiveValues) {
  const auto pairs = paired_changes(Values{2, 4, 3}, Values{4, 2, 3});
  EXPECT_EQ(pairs.kind, Change::Kind::ratio);
  EXPECT_EQ(pairs.changes, (Values{2, 0.5, 1}));
  EXPECT_EQ(pairs.signed_sizes, (Values{2, -2, 0}));
}

TEST(PairedChanges, AreDifferencesWhereAValueIsNotPositiveOrEndless) {
  for (const double other : {0.0, -1.0, infinity}) {
    const auto pairs = paired_changes(Values{2, other}, Values{5, other});
    EXPECT_EQ(pairs.kind, Change::Kind::shift);
    EXPECT_EQ(pairs.changes[0], 3);
    EXPECT_EQ(pairs.signed_sizes, (Values{3, 0}));
  }
}

TEST(PairedChanges, OfARatioAndItsInverseAreOfOneSize) {
  for (int i = 1; i < 200; ++i) {
    const double a = 100 + i * 0.37;
    const auto there = paired_changes(Values{100}, Values{a});
    const auto back = paired_changes(Values{3 * a}, Values{300});
    EXPECT_EQ(there.signed_sizes[0], -paired_changes(Values{a}, Values{100}).signed_sizes[0]);
    EXPECT_GT(there.signed_sizes[0], 1);
    EXPECT_LT(back.signed_sizes[0], -1);
  }
}

TEST(PairedChanges, KeepNaN) {
  const auto pairs = paired_changes(Values{2, std::nan("")}, Values{5, 5});
  EXPECT_EQ(pairs.changes[0], 3);
  EXPECT_TRUE(std::isnan(pairs.changes[1]));
  EXPECT_TRUE(std::isnan(pairs.signed_sizes[1]));
  EXPECT_TRUE(paired_changes({}, {}).changes.empty());
}

}  // namespace
}  // namespace benchdiff::stats
