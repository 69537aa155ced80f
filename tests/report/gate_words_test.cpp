#include <benchdiff/report/gate_words.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

TEST(GateLine, CountsWhatFailedFirst) {
  EXPECT_EQ(gate_line({.result = GateResult::failed,
                       .rules = {"worse"},
                       .failed = 2,
                       .inconclusive = 3,
                       .waived = 1,
                       .muted = 4,
                       .remarks = {}}),
            "gate: 2 failed, 3 inconclusive, 1 waived, 4 muted");
}

TEST(GateLine, SaysThatAGateIsPassed) {
  GateOutcome outcome;
  outcome.rules = {"worse"};
  EXPECT_EQ(gate_line(outcome), "gate: passed");
  outcome.waived = 1;
  EXPECT_EQ(gate_line(outcome), "gate: passed, 1 waived");
}

TEST(GateLine, SaysTheResultWhereNoComparisonMadeIt) {
  GateOutcome outcome;
  outcome.rules = {"worse"};
  outcome.result = GateResult::failed;
  EXPECT_EQ(gate_line(outcome), "gate: failed");
  outcome.result = GateResult::inconclusive;
  EXPECT_EQ(gate_line(outcome), "gate: inconclusive");
}

TEST(GateLine, IsOnlyOfWhatIsMutedWhereThereAreNoRules) {
  GateOutcome outcome;
  EXPECT_EQ(gate_line(outcome), "");
  outcome.muted = 2;
  EXPECT_EQ(gate_line(outcome), "gate: 2 muted");
}

TEST(GateWord, IsEmptyWhereNoRuleIsAboutIt) {
  EXPECT_EQ(gate_word(Gated::not_gated), "");
  EXPECT_EQ(gate_word(Gated::passed), "passed");
  EXPECT_EQ(gate_word(Gated::failed), "failed");
  EXPECT_EQ(gate_word(Gated::inconclusive), "inconclusive");
  EXPECT_EQ(gate_word(Gated::muted), "muted");
  EXPECT_EQ(gate_word(Gated::waived), "waived");
}

}  // namespace
}  // namespace benchdiff::report
