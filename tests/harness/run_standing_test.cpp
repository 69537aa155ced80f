#include <benchdiff/harness/run_standing.h>

#include <gtest/gtest.h>

#include "scripts.h"

namespace benchdiff::harness {
namespace {

using Names = std::set<std::string>;

const RunPlan plan = plan_of("", "");

/// Eight results on one side, somewhere around a value.
std::string side(const std::string& name, const std::string& benchmark, double value,
                 const std::string& unit = "ns/op", const std::string& machine = "") {
  std::string text = "side: " + name + "\n";
  if (!machine.empty()) text += "machine: " + machine + "\n";
  for (const int i : {3, 7, 1, 5, 2, 8, 6, 4}) {
    text += "Benchmark" + benchmark + " 1 " + std::to_string(value * (1 + i * 1e-3)) + " " + unit +
            "\n";
  }
  return text;
}

std::string sides(const std::string& benchmark, double old_value, double new_value,
                  const std::string& unit = "ns/op") {
  return side("old", benchmark, old_value, unit) + side("new", benchmark, new_value, unit);
}

TEST(RunStanding, IsEmptyWhereThereIsNothingToCompareYet) {
  for (const std::string& text :
       {std::string(), std::string("# nothing\n"), side("old", "A", 100), side("new", "A", 100)}) {
    const report::Report report = judge_run(text, plan, 0.05, false);
    EXPECT_EQ(report.counts.total(), 0U) << text;
    EXPECT_TRUE(undecided(report, plan).empty());
    EXPECT_EQ(describe_standing(report, plan), "");
  }
}

TEST(RunStanding, ComparesWithThePlansFirstSideWhicheverTheFileBeginsWith) {
  const std::string text = side("new", "A", 200) + side("old", "A", 100);
  const report::Report report = judge_run(text, plan, 0.05, false);
  EXPECT_EQ(report.counts.worse, 1U);
  EXPECT_EQ(describe_standing(report, plan), "1 worse");
}

TEST(RunStanding, NamesWhatIsUnclear) {
  RunPlan with_effect = plan;
  with_effect.judge.min_effects.add("1%");
  const std::string text = sides("A/x=1-8", 100, 200) + sides("B.b(int)-8", 100, 101.1) +
                           sides("C-8", 100, 100) + sides("D-8", 100, 50);
  const report::Report report = judge_run(text, with_effect, 0.05, false);
  EXPECT_EQ(undecided(report, with_effect), Names{"B.b(int)-8"});
  EXPECT_EQ(describe_standing(report, with_effect), "1 worse, 1 better, 1 same, 1 unclear");
}

TEST(RunStanding, JudgesAtTheAlphaThatItIsGiven) {
  const std::string text = sides("A", 100, 200);
  EXPECT_EQ(describe_standing(judge_run(text, plan, 0.05, false), plan), "1 worse");
  EXPECT_EQ(describe_standing(judge_run(text, plan, 1e-6, false), plan), "1 unclear");
}

TEST(RunStanding, IsOfTheUnitsThatHaveToBeClear) {
  const std::string text = sides("A", 100, 200) + sides("B", 100, 100, "widgets/op");
  const report::Report report = judge_run(text, plan, 0.05, false);
  EXPECT_EQ(describe_standing(report, plan), "1 worse");
  EXPECT_TRUE(undecided(report, plan).empty());
  RunPlan other = plan;
  other.gated_units = {"widgets/op"};
  EXPECT_NE(describe_standing(report, other), "1 worse");
}

TEST(RunStanding, IsOfAllUnitsWhereNoneOfThemIsThere) {
  RunPlan other = plan;
  other.gated_units = {"furlongs"};
  EXPECT_EQ(describe_standing(judge_run(sides("A", 100, 200), other, 0.05, false), other),
            "1 worse");
}

TEST(RunStanding, ComparesEachMachineWithItself) {
  // Twice as fast a machine; the second side was more often there.
  std::string text;
  for (const char* machine : {"m1", "m2"}) {
    const double base = machine == std::string("m1") ? 100 : 50;
    text += side("old", "A", base, "ns/op", machine);
    text += side("new", "A", base * 1.05, "ns/op", machine);
  }
  text += side("new", "A", 52.5, "ns/op", "m2");
  EXPECT_EQ(describe_standing(judge_run(text, plan, 0.05, true), plan), "1 worse");
  EXPECT_EQ(describe_standing(judge_run(text, plan, 0.05, false), plan), "2 worse")
      << "a table of each, where nobody says that they are strata";
}

TEST(RunStanding, ComparesMoreSidesWithTheFirst) {
  RunPlan three = plan;
  three.sides.push_back({"third", "", {}});
  const std::string text = sides("A", 100, 200) + side("third", "A", 50);
  EXPECT_EQ(describe_standing(judge_run(text, three, 0.05, false), three), "1 worse, 1 better");
}

}  // namespace
}  // namespace benchdiff::harness
