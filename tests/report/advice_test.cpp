#include <benchdiff/report/advice.h>

#include <string>

#include <gtest/gtest.h>

#include <benchdiff/report/day.h>
#include <benchdiff/report/gate.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string step_of(const Report& report) { return next_step(report, TextWords(Charset::utf8)); }

std::string step_of(std::string_view old_text, std::string_view new_text, const Asked& asked = {}) {
  return step_of(compare_texts(old_text, new_text, asked));
}

const std::string low = runs_of("A", {1, 2, 3, 4, 5, 6});
const std::string high = runs_of("A", {11, 12, 13, 14, 15, 16});
const std::string even = runs_of("U", {1, 3, 5, 7, 9, 11});
const std::string odd = runs_of("U", {2, 4, 6, 8, 10, 12});

TEST(CountVerdicts, NamesTheWorstFirst) {
  EXPECT_EQ(count_verdicts({.better = 1, .worse = 2, .same = 3, .unclear = 4, .changed = 0}),
            "2 worse, 1 better, 3 same, 4 unclear");
  EXPECT_EQ(count_verdicts({}), "0 worse, 0 better, 0 same, 0 unclear");
}

TEST(CountVerdicts, NamesChangesOnlyWhereThereAreAny) {
  EXPECT_EQ(count_verdicts({.better = 0, .worse = 0, .same = 0, .unclear = 0, .changed = 5}),
            "0 worse, 0 better, 0 same, 0 unclear, 5 changed");
}

TEST(NextStep, IsToCompareASingleFile) {
  EXPECT_EQ(step_of(report_of(low)), "next: compare it with another run: benchdiff OLD NEW");
}

TEST(NextStep, IsToSeeWhyNothingMeets) {
  EXPECT_EQ(step_of(low, runs_of("B", {1})), "next: see that both sides have the same benchmarks");
}

TEST(NextStep, IsToLookAtWhatGotWorse) {
  const auto step = step_of(runs_of("A", {100, 100, 100, 100}), runs_of("A", {150, 150, 150, 150}));
  EXPECT_EQ(step, "next: look at A (sec/op +50.0%)");
  EXPECT_EQ(step_of("BenchmarkA 1 0 allocs/op\nBenchmarkA 1 0 allocs/op\n",
                    "BenchmarkA 1 1 allocs/op\nBenchmarkA 1 1 allocs/op\n"),
            "next: look at A (allocs/op +1)");
}

TEST(NextStep, NamesTheWorstOfSeveral) {
  const auto step =
      step_of(low + runs_of("B", {1, 1.1, 1.2, 1.3, 1.4, 1.5}) + runs_of("C", {9, 9.1, 9.2, 9.3}),
              high + runs_of("B", {101, 102, 103, 104, 105, 106}) + runs_of("C", {10, 11, 12, 13}));
  EXPECT_TRUE(step.starts_with("next: look at B (sec/op +")) << step;
  EXPECT_TRUE(step.ends_with(") first, the worst of 3")) << step;
}

TEST(NextStep, TakesAChangeFromZeroForTheWorst) {
  const auto step =
      step_of(low + runs_of("Z", {0, 0}, "allocs/op"), high + runs_of("Z", {1, 1}, "allocs/op"));
  EXPECT_TRUE(step.starts_with("next: look at Z (allocs/op +1) first")) << step;
}

TEST(NextStep, IsToMeasureMoreWhereRunsAreTooFew) {
  EXPECT_EQ(step_of(runs_of("A", {1}), runs_of("A", {2})),
            "next: measure 4 runs a side or more, 10 at best: 1 comparison has too few to tell");
  EXPECT_EQ(
      step_of(runs_of("A", {1, 2}) + runs_of("B", {1}), runs_of("A", {2, 3}) + runs_of("B", {2})),
      "next: measure 4 runs a side or more, 10 at best: 2 comparisons have too few to tell");
  Asked strict;
  strict.judge.alpha = 0;
  const auto step = step_of(low, high, strict);
  EXPECT_TRUE(step.starts_with("next: measure many more runs")) << step;
  EXPECT_EQ(step.find("10 at best"), std::string::npos) << "10 are not many more than 6: " << step;
}

TEST(NextStep, IsToSettleWhatIsUnclear) {
  EXPECT_EQ(step_of(even, odd), "next: to settle what is unclear, measure some 182 runs a side");
}

TEST(NextStep, SaysWhatWouldSettleHalfOfMany) {
  const auto near = [](const char* name, double by) {
    std::vector<double> old_values;
    std::vector<double> new_values;
    for (int i = 0; i < 6; ++i) {
      old_values.push_back(100 + 2 * i);
      new_values.push_back((101 + 2 * i) * by);
    }
    return std::pair(runs_of(name, old_values), runs_of(name, new_values));
  };
  const auto [old_a, new_a] = near("A", 1.02);
  const auto [old_b, new_b] = near("B", 1.04);
  EXPECT_EQ(step_of(old_a, new_a), "next: to settle what is unclear, measure some 37 runs a side");
  EXPECT_EQ(step_of(old_a + old_b, new_a + new_b),
            "next: some 14 runs a side would settle half of 2 comparisons that are unclear");
}

TEST(NextStep, SaysWhereNoNumberOfRunsIsEnough) {
  // One percent apart to the last bit, which is just what matters.
  EXPECT_EQ(step_of(runs_of("A", {100, 200, 400, 800}), runs_of("A", {101, 202, 404, 808})),
            "next: 1 comparison is too near the smallest change that matters to be settled by "
            "runs");
}

TEST(NextStep, NamesTheFirstOfEqualChanges) {
  const auto old_text = runs_of("A", {1, 1}, "B/op") + runs_of("B", {1, 1}, "B/op");
  const auto new_text = runs_of("A", {2, 2}, "B/op") + runs_of("B", {2, 2}, "B/op");
  EXPECT_EQ(step_of(old_text, new_text), "next: look at A (B/op +100.0%) first, the worst of 2");
}

TEST(NextStep, SaysAChangeAsTheTableDoes) {
  EXPECT_EQ(step_of("BenchmarkA 1 99999929 B/op\nBenchmarkA 1 99999929 B/op\n",
                    "BenchmarkA 1 99999930 B/op\nBenchmarkA 1 99999930 B/op\n"),
            "next: look at A (B/op +1B)");
}

TEST(NextStep, ListsAllOfThem) {
  const auto old_text = runs_of("A", {1, 2, 3, 4, 5, 6}) + even + runs_of("X", {1});
  const auto new_text = runs_of("A", {11, 12, 13, 14, 15, 16}) + odd + runs_of("X", {2});
  EXPECT_EQ(step_of(old_text, new_text),
            "next: look at A (sec/op +287%); measure 4 runs a side or more, 10 at best: "
            "1 comparison has too few to tell; to settle what is unclear, measure some 182 runs "
            "a side");
}

TEST(NextStep, IsNothingWhereNothingGotWorse) {
  EXPECT_EQ(step_of(high, low), "next: nothing to do, nothing got worse");
  EXPECT_EQ(step_of(runs_of("A", {5, 5, 5, 5}), runs_of("A", {5, 5, 5, 5})),
            "next: nothing to do, nothing got worse");
}

TEST(NextStep, NamesTheColumnWhereThereAreSeveral) {
  std::vector<formats::ResultFile> files;
  for (const double value : {1.0, 1.0, 2.0}) {
    files.push_back(formats::read_text(runs_of("A", {value, value}, "B/op"),
                                       "file" + std::to_string(files.size())));
  }
  const Report report = make_report(std::move(files));
  EXPECT_EQ(next_step(report, TextWords(Charset::utf8)), "next: look at A (B/op +100.0% in file2)");
}

TEST(NextStep, LooksForTheLargestDifferenceOfAUnitWhereThereIsNoRatio) {
  std::string old_side;
  std::string new_side;
  for (int i = 0; i < 6; ++i) {
    old_side += "BenchmarkD 1 0 allocs/op\nBenchmarkE 1 0 allocs/op\n";
    new_side += "BenchmarkD 1 1 allocs/op\nBenchmarkE 1 3000 allocs/op\n";
  }
  EXPECT_EQ(step_of(old_side, new_side),
            "next: look at E (allocs/op +3.000k) first, the worst of 2");
}

TEST(NextStep, IsToMeasureTheSameUnitsOrToMendWhatCouldNotBeRead) {
  EXPECT_EQ(step_of("BenchmarkA 1 1 ns/op\n", "BenchmarkA 1 1 B/op\n"),
            "next: see that both sides measure the same units");
  Report report;
  report.wants_comparison = true;
  report.faulty_input = true;
  EXPECT_EQ(next_step(report, TextWords(Charset::utf8)),
            "next: mend the input that could not be used, as standard error tells");
}

TEST(NextStep, WritesADifferenceAsTheTableDoes) {
  std::string old_side;
  std::string new_side;
  for (int i = 0; i < 6; ++i) {
    old_side += "BenchmarkD 1 0 B/op\n";
    new_side += "BenchmarkD 1 8 B/op\n";
  }
  EXPECT_EQ(step_of(old_side, new_side), "next: look at D (B/op +8B)");
}

/// Two benchmarks whose allocations went up, the second one's by more.
Report allocating_more() {
  return compare_texts(runs_of("A", {10, 10}, "allocs/op") + runs_of("B", {10, 10}, "allocs/op"),
                       runs_of("A", {11, 11}, "allocs/op") + runs_of("B", {20, 20}, "allocs/op"));
}

TEST(NextStep, IsToLookAtWhatTheGateFailedBeforeAllElse) {
  Report report = allocating_more();
  Gate gate;
  gate.fail_on(".name:A worse");
  gate.hold(report, *parse_day("2026-01-01"));
  EXPECT_EQ(next_step(report, TextWords(Charset::utf8)), "next: look at A (allocs/op +10.0%)");
  Gate all;
  all.fail_on("worse");
  all.hold(report, *parse_day("2026-01-01"));
  EXPECT_EQ(next_step(report, TextWords(Charset::utf8)),
            "next: look at B (allocs/op +100.0%) first, the worst of 2 that fail");
}

TEST(NextStep, IsToSeeWhyBenchmarksAreGoneWhereTheGateFailsOnThat) {
  Report report = compare_texts(runs_of("A", {1, 1}, "allocs/op") + runs_of("B", {1}),
                                runs_of("A", {1, 1}, "allocs/op"));
  Gate gate;
  gate.fail_on("gone");
  gate.hold(report, *parse_day("2026-01-01"));
  EXPECT_EQ(next_step(report, TextWords(Charset::utf8)), "next: see why 1 benchmark is gone");
}

}  // namespace
}  // namespace benchdiff::report
