#include <benchdiff/report/gate.h>

#include <gtest/gtest.h>

#include <benchdiff/report/day.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using std::chrono::year_month_day;

year_month_day day(std::string_view text) { return parse_day(text).value(); }

/// Ten runs that differ by some tenths of a percent.
std::string runs_around(std::string_view name, double center, std::string_view unit = "ns/op") {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.push_back(center * (1 + 0.0004 * i));
  return runs_of(name, values, unit);
}

/// Encode takes 10 % and Render 3 % longer, and Encode allocates 11 times, not 10; Hash is as it
/// was.
Report slower() {
  return compare_texts(
      "pkg: codec\n" + runs_around("Encode/size=1-8", 100) + runs_around("Render-8", 100) +
          runs_around("Hash-8", 100) + runs_of("Encode/size=1-8", {10, 10}, "allocs/op"),
      "pkg: codec\n" + runs_around("Encode/size=1-8", 110) + runs_around("Render-8", 103) +
          runs_around("Hash-8", 100) + runs_of("Encode/size=1-8", {11, 11}, "allocs/op"));
}

Gate gate_of(std::initializer_list<const char*> rules) {
  Gate gate;
  for (const char* rule : rules) gate.fail_on(rule);
  return gate;
}

/// What the gate makes of each comparison, as `Encode/size=1-8 sec/op: failed by worse`.
std::vector<std::string> marks_of(const Report& report) {
  constexpr std::array<const char*, 6> words{"not gated",        "passed by ", "failed by ",
                                             "inconclusive by ", "muted by ",  "waived: "};
  std::vector<std::string> marks;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        if (!cell.comparison) continue;
        const GateMark& mark = cell.comparison->gate;
        marks.push_back(std::string(row.label.substr(0, row.label.find_first_of("/-"))) + " " +
                        table.unit + ": " + words.at(static_cast<std::size_t>(mark.state)) +
                        mark.why);
      }
    }
  }
  return marks;
}

std::vector<std::string> held(const Gate& gate, const char* today = "2026-01-01") {
  Report report = slower();
  gate.hold(report, day(today));
  return marks_of(report);
}

GateOutcome outcome_of(const Gate& gate, const char* today = "2026-01-01") {
  Report report = slower();
  gate.hold(report, day(today));
  return report.gate.value();
}

using Marks = std::vector<std::string>;

TEST(Gate, IsNoneUnlessSomethingIsSaid) {
  Report report = slower();
  Gate().hold(report, day("2026-01-01"));
  EXPECT_FALSE(report.gate);
  EXPECT_FALSE(Gate().has_rules());
  EXPECT_EQ(marks_of(report).front(), "Encode sec/op: not gated");
}

TEST(Gate, FailsOnWhatIsWorse) {
  EXPECT_EQ(held(gate_of({"worse"})),
            (Marks{"Encode sec/op: failed by worse", "Render sec/op: failed by worse",
                   "Hash sec/op: passed by worse", "Encode allocs/op: failed by worse"}));
  const auto outcome = outcome_of(gate_of({"worse"}));
  EXPECT_EQ(outcome.result, GateResult::failed);
  EXPECT_EQ(outcome.failed, 3U);
  EXPECT_EQ(outcome.rules, Marks{"worse"});
  EXPECT_TRUE(outcome.remarks.empty());
}

TEST(Gate, PassesWhatIsWorseByLess) {
  EXPECT_EQ(held(gate_of({"worse:5%"})),
            (Marks{"Encode sec/op: failed by worse:5%", "Render sec/op: passed by worse:5%",
                   "Hash sec/op: passed by worse:5%", "Encode allocs/op: failed by worse:5%"}));
}

TEST(Gate, LetsARuleForAUnitGoBeforeOneForAll) {
  const Marks marks{"Encode sec/op: failed by worse", "Render sec/op: failed by worse",
                    "Hash sec/op: passed by worse", "Encode allocs/op: passed by allocs/op:10%"};
  EXPECT_EQ(held(gate_of({"worse", "allocs/op:10%"})), marks);
  EXPECT_EQ(held(gate_of({"allocs/op:10%", "worse"})), marks) << "whatever stands first";
}

TEST(Gate, LetsARuleForSomeBenchmarksGoBeforeOneForAUnit) {
  const Marks marks{"Encode sec/op: passed by .name:Encode ns/op:20%",
                    "Render sec/op: failed by ns/op:2%", "Hash sec/op: passed by ns/op:2%",
                    "Encode allocs/op: not gated"};
  EXPECT_EQ(held(gate_of({".name:Encode ns/op:20%", "ns/op:2%"})), marks);
  EXPECT_EQ(held(gate_of({"ns/op:2%", ".name:Encode ns/op:20%"})), marks);
}

TEST(Gate, HoldsToTheStricterOfTwoRulesThatAreAlike) {
  EXPECT_EQ(held(gate_of({"ns/op:2%", "ns/op:20%"})).at(1), "Render sec/op: failed by ns/op:2%");
  EXPECT_EQ(held(gate_of({"ns/op:20%", "ns/op:2%"})).at(1), "Render sec/op: failed by ns/op:2%");
}

TEST(Gate, AsksItsQueriesOfNamesPartsSettingsAndUnits) {
  for (const char* query : {".name:Encode", ".fullname:Encode/size=1-8", "/size:1", ".name:/^Enc/",
                            "pkg:codec -.name:(Render OR Hash)", ".unit:allocs/op"}) {
    const auto marks = held(gate_of({(std::string(query) + " worse").c_str()}));
    EXPECT_EQ(marks.at(3), "Encode allocs/op: failed by " + std::string(query) + " worse");
    EXPECT_EQ(marks.at(1), "Render sec/op: not gated");
  }
  for (const char* unit : {".unit:ns/op", ".unit:sec/op"}) {
    const auto marks = held(gate_of({(std::string(unit) + " worse").c_str()}));
    EXPECT_EQ(marks.at(0), "Encode sec/op: failed by " + std::string(unit) + " worse");
    EXPECT_EQ(marks.at(3), "Encode allocs/op: not gated");
  }
}

TEST(Gate, SaysWhichOfItsRulesAreAboutNothing) {
  const auto outcome = outcome_of(gate_of({"MB/s:5%", ".name:Encod worse", "ns/op:5%"}));
  EXPECT_EQ(outcome.remarks, (Marks{"no comparison is one that MB/s:5% is about",
                                    "no comparison is one that .name:Encod worse is about"}));
}

/// Two runs a side, of which nothing can be told.
Report unclear() { return compare_texts(runs_of("A", {1, 2}), runs_of("A", {3, 4})); }

TEST(Gate, IsInconclusiveWhereSomethingIsUnclear) {
  Report report = unclear();
  gate_of({"unclear"}).hold(report, day("2026-01-01"));
  EXPECT_EQ(report.gate->result, GateResult::inconclusive);
  EXPECT_EQ(report.gate->inconclusive, 1U);
  EXPECT_EQ(marks_of(report), Marks{"A sec/op: inconclusive by unclear"});
  gate_of({"worse"}).hold(report, day("2026-01-01"));
  EXPECT_EQ(report.gate->result, GateResult::passed);
}

TEST(Gate, PrefersAFailureToAnythingUnclear) {
  Report report = compare_texts(runs_of("A", {1, 2}) + runs_around("B", 100),
                                runs_of("A", {3, 4}) + runs_around("B", 150));
  gate_of({"worse,unclear"}).hold(report, day("2026-01-01"));
  EXPECT_EQ(report.gate->result, GateResult::failed);
  EXPECT_EQ(report.gate->inconclusive, 1U);
}

TEST(Gate, KeepsWhatIsMutedFromItsRules) {
  Gate gate = gate_of({"worse"});
  gate.mute(".name:(Encode OR Render)");
  const auto outcome = outcome_of(gate);
  EXPECT_EQ(outcome.result, GateResult::passed);
  EXPECT_EQ(outcome.muted, 3U);
  EXPECT_EQ(held(gate).front(), "Encode sec/op: muted by .name:(Encode OR Render)");
}

TEST(Gate, MarksWhatIsMutedWithoutARule) {
  Gate gate;
  gate.mute("*");
  EXPECT_FALSE(gate.has_rules());
  const auto outcome = outcome_of(gate);
  EXPECT_EQ(outcome.muted, 4U);
  EXPECT_EQ(outcome.result, GateResult::passed);
}

Waiver waiver(const std::string& query, const char* expires) {
  return {.query = query, .filter = Filter(query), .reason = "see #1", .expires = day(expires)};
}

TEST(Gate, WaivesWhatSomebodyKnowsOfUntilTheLastDayIsOver) {
  Gate gate = gate_of({"worse:5%"});
  gate.waive(waiver(".name:Encode", "2026-03-31"));
  EXPECT_EQ(held(gate, "2026-03-31").front(), "Encode sec/op: waived: see #1 (until 2026-03-31)");
  const auto outcome = outcome_of(gate, "2026-03-31");
  EXPECT_EQ(outcome.result, GateResult::passed);
  EXPECT_EQ(outcome.waived, 2U);
  EXPECT_TRUE(outcome.remarks.empty());

  const auto later = outcome_of(gate, "2026-04-01");
  EXPECT_EQ(later.result, GateResult::failed);
  EXPECT_EQ(later.failed, 2U);
  EXPECT_EQ(later.remarks, Marks{"the waiver of .name:Encode (see #1) is over since 2026-03-31"});
}

TEST(Gate, WaivesWhatIsUnclearToo) {
  Report report = unclear();
  Gate gate = gate_of({"unclear"});
  gate.waive(waiver("*", "2026-03-31"));
  gate.hold(report, day("2026-01-01"));
  EXPECT_EQ(report.gate->result, GateResult::passed);
  EXPECT_EQ(report.gate->waived, 1U);
}

TEST(Gate, SaysThatAWaiverIsNoLongerNeeded) {
  Gate gate = gate_of({"worse:5%"});
  gate.waive(waiver(".name:Hash", "2026-03-31"));
  EXPECT_EQ(outcome_of(gate).remarks,
            Marks{"the waiver of .name:Hash (see #1) isn't needed: nothing fails"});
  EXPECT_EQ(outcome_of(gate, "2027-01-01").remarks,
            Marks{"the waiver of .name:Hash (see #1) is over since 2026-03-31 and isn't needed: "
                  "nothing fails"});
}

TEST(Gate, RemarksOnEachPartOfARuleByItself) {
  EXPECT_EQ(outcome_of(gate_of({"MB/s:5%,worse"})).remarks,
            Marks{"no comparison is one that MB/s:5% is about"});
  EXPECT_EQ(held(gate_of({"MB/s:5%,worse"})).at(0), "Encode sec/op: failed by worse");
}

TEST(Gate, KnowsWhatARuleIsAboutThoughItIsMuted) {
  Gate gate = gate_of({"ns/op:5%"});
  gate.mute("*");
  EXPECT_TRUE(outcome_of(gate).remarks.empty());
  EXPECT_EQ(outcome_of(gate).result, GateResult::passed);
}

TEST(Gate, SaysThatAMuteIsAboutNothing) {
  Gate gate = gate_of({"worse"});
  gate.mute(".name:Encod");
  EXPECT_EQ(outcome_of(gate).remarks, Marks{"no comparison is muted by .name:Encod"});
}

TEST(Gate, NeedsEveryWaiverOfWhatFails) {
  Gate gate = gate_of({"worse:5%"});
  gate.waive(waiver(".name:Encode", "2026-03-31"));
  gate.waive(waiver("/size:1", "2026-04-30"));
  EXPECT_TRUE(outcome_of(gate).remarks.empty());
  EXPECT_EQ(held(gate).front(), "Encode sec/op: waived: see #1 (until 2026-03-31)");
}

TEST(Gate, SaysWhatCantFailHoweverMuchChanged) {
  Report report = unclear();
  gate_of({"worse"}).hold(report, day("2026-01-01"));
  ASSERT_EQ(report.gate->remarks.size(), 1U);
  EXPECT_EQ(report.gate->remarks[0].substr(0, 44), "1 comparison can't fail, however much change");
  gate_of({"worse,unclear"}).hold(report, day("2026-01-01"));
  EXPECT_TRUE(report.gate->remarks.empty()) << "it is inconclusive, which tells as much";
}

TEST(Gate, CantPassWhereNothingIsHeldAgainstIt) {
  Report alone = report_of(runs_of("A", {1, 2, 3}));
  gate_of({"worse,leaning,unclear"}).hold(alone, day("2026-01-01"));
  EXPECT_EQ(alone.gate->result, GateResult::nothing);
  EXPECT_EQ(outcome_of(gate_of({"MB/s:5%"})).result, GateResult::nothing);
  EXPECT_EQ(outcome_of(gate_of({"MB/s:5%", "worse:50%"})).result, GateResult::failed);
}

TEST(Gate, FailsOnBenchmarksThatAreGone) {
  const auto gone = [](std::initializer_list<const char*> rules) {
    Report report = compare_texts(runs_around("A", 100) + runs_around("B", 100),
                                  runs_around("A", 100) + runs_around("C", 100));
    gate_of(rules).hold(report, day("2026-01-01"));
    return report.gate.value();
  };
  EXPECT_EQ(gone({"gone"}).result, GateResult::failed);
  EXPECT_EQ(gone({"gone"}).gone, 1U);
  EXPECT_EQ(gone({".name:B gone"}).gone, 1U);
  EXPECT_EQ(gone({".name:A gone"}).result, GateResult::passed);
  EXPECT_EQ(gone({"worse"}).result, GateResult::passed);
  EXPECT_EQ(gone({"worse"}).gone, 0U);
}

TEST(Gate, IsToldByTheExitStatus) {
  EXPECT_EQ(exit_status(GateResult::passed), 0);
  EXPECT_EQ(exit_status(GateResult::failed), 1);
  EXPECT_EQ(exit_status(GateResult::nothing), 2);
  EXPECT_EQ(exit_status(GateResult::inconclusive), 3);
}

}  // namespace
}  // namespace benchdiff::report
