#include <benchdiff/report/text_gate.h>

#include <gtest/gtest.h>

#include <benchdiff/report/day.h>
#include <benchdiff/report/gate.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Lines = std::vector<std::string>;

Report allocating(std::initializer_list<std::string_view> names) {
  std::string old_text;
  std::string new_text;
  for (const std::string_view name : names) {
    old_text += runs_of(name, {10, 10}, "allocs/op");
    new_text += runs_of(name, {11, 11}, "allocs/op");
  }
  return compare_texts(old_text, new_text);
}

Lines lines(Report report, const Gate& gate) {
  gate.hold(report, *parse_day("2026-01-01"));
  return gate_lines(report, TextWords(Charset::utf8));
}

TEST(TextGate, SaysNothingWithoutAGate) { EXPECT_EQ(lines(allocating({"A"}), {}), Lines{}); }

TEST(TextGate, NamesWhatFailsWithItsRule) {
  Gate gate;
  gate.fail_on("worse:5%");
  EXPECT_EQ(lines(allocating({"A"}), gate),
            (Lines{"gate: 1 failed", "  failed: A (allocs/op) 10 → 11 +10.0%, by worse:5%"}));
}

TEST(TextGate, NamesWhatIsWaivedWithTheReason) {
  Gate gate;
  gate.fail_on("worse");
  gate.waive({.query = ".name:A",
              .filter = Filter(".name:A"),
              .reason = "a cache",
              .expires = *parse_day("2026-12-31")});
  EXPECT_EQ(lines(allocating({"A"}), gate),
            (Lines{"gate: passed, 1 waived",
                   "  waived: A (allocs/op) 10 → 11 +10.0%: a cache (until 2026-12-31)"}));
}

TEST(TextGate, NamesTenAndCountsTheOthers) {
  Gate gate;
  gate.fail_on("worse");
  const auto all =
      lines(allocating({"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"}), gate);
  ASSERT_EQ(all.size(), 12U);
  EXPECT_EQ(all.front(), "gate: 12 failed");
  EXPECT_EQ(all.back(), "  and 2 more");
}

TEST(TextGate, EndsWithWhatTheGateRemarks) {
  Gate gate;
  gate.fail_on("MB/s:5%");
  EXPECT_EQ(lines(allocating({"A"}), gate),
            (Lines{"gate: nothing to hold against it",
                   "gate: no comparison is one that MB/s:5% is about"}));
}

}  // namespace
}  // namespace benchdiff::report
