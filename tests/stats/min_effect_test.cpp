#include <benchdiff/stats/min_effect.h>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

using Kind = Change::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(BandOf, IsMultiplicativeForRatios) {
  const Band band = band_of(0.02, Kind::ratio, 1e-6);
  EXPECT_TRUE(near(band.high, 1.02));
  EXPECT_TRUE(near(band.low, 1 / 1.02));
}

TEST(BandOf, TakesTheLargerOfBothParts) {
  EXPECT_TRUE(near(band_of({0.02, 10}, Kind::ratio, 100).high, 1.1));
  EXPECT_TRUE(near(band_of({0.02, 10}, Kind::ratio, 100).low, 0.9));
  EXPECT_TRUE(near(band_of({0.02, 10}, Kind::ratio, 10'000).high, 1.02));
  EXPECT_EQ(band_of({0.02, 10}, Kind::shift, -100).high, 10);
  EXPECT_EQ(band_of({0.02, 10}, Kind::shift, -10'000).high, 200);
  EXPECT_EQ(band_of({0.02, 10}, Kind::shift, -10'000).low, -200);
}

TEST(BandOf, LetsRatiosGoToZeroWhereTheBaselineIsSmall) {
  const Band band = band_of({0, 10}, Kind::ratio, 5);
  EXPECT_EQ(band.low, 0);
  EXPECT_EQ(band.high, 3);
}

TEST(BandOf, IsNoChangeAloneWhereEverythingMatters) {
  for (const MinEffect& nothing :
       {MinEffect(), MinEffect(-1, -1), MinEffect(std::nan(""), std::nan(""))}) {
    EXPECT_EQ(band_of(nothing, Kind::ratio, 7).low, 1);
    EXPECT_EQ(band_of(nothing, Kind::ratio, 7).high, 1);
    EXPECT_EQ(band_of(nothing, Kind::shift, 7).low, 0);
    EXPECT_EQ(band_of(nothing, Kind::shift, 7).high, 0);
  }
}

TEST(BandOf, HoldsNoChangeWhateverTheBaseline) {
  for (const double baseline : {0.0, -0.0, 5e-324, 1e308, infinity, -infinity, std::nan("")}) {
    for (const MinEffect& effect :
         {MinEffect(0.01), MinEffect(0, 3), MinEffect(infinity, infinity)}) {
      for (const Kind kind : {Kind::ratio, Kind::shift}) {
        const Band band = band_of(effect, kind, baseline);
        const double none = kind == Kind::ratio ? 1 : 0;
        EXPECT_LE(band.low, none) << baseline;
        EXPECT_GE(band.high, none) << baseline;
      }
    }
  }
}

}  // namespace
}  // namespace benchdiff::stats
