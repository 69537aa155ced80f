#include <benchdiff/report/unit_properties.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using formats::Better;

TEST(UnitProperties, AreKnownForCommonUnits) {
  const UnitProperties units;
  EXPECT_EQ(units.better("sec/op"), Better::lower);
  EXPECT_EQ(units.better("B/op"), Better::lower);
  EXPECT_EQ(units.better("allocs/op"), Better::lower);
  EXPECT_EQ(units.better("B/s"), Better::higher);
  EXPECT_EQ(units.better("frobs"), Better::unknown);
  EXPECT_FALSE(units.exact("B/op"));
}

TEST(UnitProperties, AreWhatAFileSays) {
  UnitProperties units;
  EXPECT_FALSE(units.add({"ns/op", "better", "higher"}));
  EXPECT_FALSE(units.add({"frobs", "better", "lower"}));
  EXPECT_FALSE(units.add({"frobs", "assume", "exact"}));
  EXPECT_EQ(units.better("sec/op"), Better::higher);
  EXPECT_EQ(units.better("frobs"), Better::lower);
  EXPECT_TRUE(units.exact("frobs"));
  EXPECT_FALSE(units.exact("sec/op"));
}

TEST(UnitProperties, AreSharedByTheSpellingsOfAUnit) {
  UnitProperties units;
  EXPECT_FALSE(units.add({"ns/op", "assume", "exact"}));
  EXPECT_TRUE(units.exact("sec/op"));
  EXPECT_FALSE(units.exact("ns/op")) << "asked for by the tidied unit";
}

TEST(UnitProperties, AreWhatWasSaidFirst) {
  UnitProperties units;
  EXPECT_FALSE(units.add({"ns/op", "a", "1"}));
  EXPECT_FALSE(units.add({"ns/op", "a", "1"}));
  EXPECT_EQ(units.add({"ns/op", "a", "2"}), "metadata a of unit ns/op already set to 1");
  EXPECT_EQ(units.add({"sec/op", "a", "3"}), "metadata a of unit sec/op already set to 1");
  EXPECT_FALSE(units.add({"ns/op", "b", "2"}));
  EXPECT_FALSE(units.add({"ns/op", "better", "lower"}));
  EXPECT_EQ(units.add({"sec/op", "better", "higher"}),
            "metadata better of unit sec/op already set to lower");
  EXPECT_EQ(units.better("sec/op"), Better::lower);
}

TEST(UnitProperties, IgnoreWordsTheyDoNotKnow) {
  UnitProperties units;
  EXPECT_FALSE(units.add({"x", "assume", "normal"}));
  EXPECT_FALSE(units.add({"ns/op", "better", "bigger"}));
  EXPECT_FALSE(units.exact("x"));
  EXPECT_EQ(units.better("sec/op"), Better::lower);
}

}  // namespace
}  // namespace benchdiff::report
