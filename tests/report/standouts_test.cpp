#include <benchdiff/report/standouts.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::vector<std::string> names_of(const std::vector<Standout>& standouts) {
  std::vector<std::string> names;
  for (const Standout& standout : standouts) names.emplace_back(standout.row->label);
  return names;
}

std::string exact(std::string_view name, double value, std::string_view unit = "B/op") {
  return runs_of(name, {value, value}, unit);
}

Report some_worse() {
  return compare_texts(exact("A", 10) + exact("B", 10) + exact("C", 10) + exact("D", 10) +
                           exact("Z", 0) + exact("Y", 0) + exact("X", 0, "allocs/op"),
                       exact("A", 11) + exact("B", 30) + exact("C", 10) + exact("D", 5) +
                           exact("Z", 1) + exact("Y", 7) + exact("X", 900, "allocs/op"));
}

TEST(Standouts, AreWhatGotWorseTheLargestChangeFirst) {
  EXPECT_EQ(names_of(find_standouts(some_worse())),
            (std::vector<std::string>{"Y", "Z", "X", "B", "A"}));
}

TEST(Standouts, BeginWithWhatTheGateFailedAndEndWithWhatIsExcused) {
  Report report = some_worse();
  comparison_of(report, "A", "B/op").gate.state = Gated::failed;
  comparison_of(report, "Y", "B/op").gate.state = Gated::waived;
  comparison_of(report, "B", "B/op").gate.state = Gated::muted;
  comparison_of(report, "D", "B/op").gate.state = Gated::muted;
  EXPECT_EQ(names_of(find_standouts(report)), (std::vector<std::string>{"A", "Z", "X", "Y", "B"}));
}

TEST(Standouts, HaveWhatLeansToWorseAfterWhatIsWorse) {
  Report report = some_worse();
  Comparison& leaning = comparison_of(report, "B", "B/op");
  leaning.verdict = Verdict::unclear;
  leaning.leaning = Verdict::worse;
  Comparison& inconclusive = comparison_of(report, "C", "B/op");
  inconclusive.verdict = Verdict::unclear;
  inconclusive.gate.state = Gated::inconclusive;
  comparison_of(report, "D", "B/op").verdict = Verdict::changed;
  EXPECT_EQ(names_of(find_standouts(report)),
            (std::vector<std::string>{"Y", "Z", "X", "A", "B", "C", "D"}));
}

TEST(Standouts, OfEqualSizeStandInTheOrderOfTheReport) {
  EXPECT_EQ(names_of(find_standouts(compare_texts(exact("C", 1) + exact("A", 1) + exact("B", 1),
                                                  exact("C", 2) + exact("A", 2) + exact("B", 2)))),
            (std::vector<std::string>{"C", "A", "B"}));
}

TEST(Standouts, AreNoneWhereNothingIsCompared) {
  EXPECT_TRUE(find_standouts(report_of("")).empty());
  EXPECT_TRUE(find_standouts(report_of(exact("A", 1))).empty());
}

TEST(Standouts, AreSaidOnALine) {
  const Report report = compare_texts(runs_of("A", {100, 101, 102, 103, 104, 105}),
                                      runs_of("A", {200, 201, 202, 203, 204, 205}));
  const auto standouts = find_standouts(report);
  ASSERT_EQ(standouts.size(), 1U);
  EXPECT_EQ(change_line(standouts[0], TextWords(Charset::utf8)),
            "102.5ns → 202.5ns +97.6% [+93.3%, +102.0%]");
  EXPECT_EQ(standouts[0].column(report), "new.txt");
  const Report fact = some_worse();
  EXPECT_EQ(change_line(find_standouts(fact)[0], TextWords(Charset::ascii)), "0B -> 7B +7B");
}

}  // namespace
}  // namespace benchdiff::report
