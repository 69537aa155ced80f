#include <benchdiff/report/gate.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

Report with(const Counts& counts) {
  Report report;
  report.counts = counts;
  return report;
}

GateResult checked(std::string_view words, const Counts& counts) {
  return check(parse_gate(words).value(), with(counts));
}

TEST(Gate, FailsOnNothingUnlessItIsSaid) {
  EXPECT_EQ(check({}, with({.worse = 3, .unclear = 2, .changed = 1, .leaning_worse = 2})),
            GateResult::passed);
}

TEST(Gate, FailsOnWhatIsWorseOrHasChangedWhereNoDirectionIsBetter) {
  EXPECT_EQ(checked("worse", {.worse = 1}), GateResult::failed);
  EXPECT_EQ(checked("worse", {.changed = 1}), GateResult::failed);
  EXPECT_EQ(checked("worse", {.better = 5, .same = 5, .unclear = 5, .leaning_worse = 5}),
            GateResult::passed);
}

TEST(Gate, FailsOnWhatLeansToWorseAndThenOnWhatIsWorseToo) {
  EXPECT_EQ(checked("leaning", {.unclear = 1, .leaning_worse = 1}), GateResult::failed);
  EXPECT_EQ(checked("leaning", {.worse = 1}), GateResult::failed);
  EXPECT_EQ(checked("leaning", {.unclear = 1}), GateResult::passed);
}

TEST(Gate, IsInconclusiveWhereSomethingIsUnclear) {
  EXPECT_EQ(checked("unclear", {.unclear = 1}), GateResult::inconclusive);
  EXPECT_EQ(checked("unclear", {.worse = 1, .same = 1}), GateResult::passed);
}

TEST(Gate, PrefersAFailureToAnythingUnclear) {
  EXPECT_EQ(checked("unclear,worse", {.worse = 1, .unclear = 1}), GateResult::failed);
  EXPECT_EQ(checked("worse,unclear", {.unclear = 1}), GateResult::inconclusive);
}

TEST(Gate, PassesAnEmptyReport) {
  EXPECT_EQ(checked("worse,leaning,unclear", {}), GateResult::passed);
}

TEST(Gate, IsToldByTheExitStatus) {
  EXPECT_EQ(exit_status(GateResult::passed), 0);
  EXPECT_EQ(exit_status(GateResult::failed), 1);
  EXPECT_EQ(exit_status(GateResult::inconclusive), 3);
}

TEST(Gate, TakesAWordTwice) { EXPECT_TRUE(parse_gate("worse,worse")); }

TEST(Gate, IsNoneForAnyOtherWord) {
  for (const char* words : {"", ",", "worse,", ",worse", "worse,,unclear", "WORSE", " worse",
                            "worse unclear", "better", "worse,better"}) {
    EXPECT_FALSE(parse_gate(words)) << words;
  }
}

}  // namespace
}  // namespace benchdiff::report
