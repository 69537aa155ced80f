#include <benchdiff/harness/block_command.h>

#include <regex>

#include <gtest/gtest.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

using Words = std::vector<std::string>;

Words words_of(const RunPlan& plan, const std::vector<std::string>& undecided = {}) {
  return command_of_block(plan, plan.sides.front(), undecided).words;
}

/// As Google Benchmark reads a filter.
bool matches(const std::string& filter, const std::string& name) {
  return std::regex_search(name, std::regex(filter, std::regex::extended));
}

TEST(BlockCommand, IsTheSidesOwnWithThePlansSettings) {
  RunPlan plan = plan_of("prog 'a b'", "other");
  plan.directory = "there";
  plan.environment = {"X=1"};
  plan.cpu = 3;
  plan.timeout = 2.5;
  const ChildOptions options = command_of_block(plan, plan.sides[0], {});
  EXPECT_EQ(options.words, (Words{"prog", "a b"}));
  EXPECT_EQ(options.directory, "there");
  EXPECT_EQ(options.environment, Words{"X=1"});
  EXPECT_EQ(options.cpu, 3);
  EXPECT_EQ(options.timeout, 2.5);
  EXPECT_TRUE(options.keeps_output);
  plan.sides[0].directory = "elsewhere";
  EXPECT_EQ(command_of_block(plan, plan.sides[0], {}).directory, "elsewhere");
}

TEST(BlockCommand, ThatIsItselfMeasuredPrintsForNobody) {
  RunPlan plan = plan_of("prog", "other");
  plan.times = true;
  EXPECT_FALSE(command_of_block(plan, plan.sides[0], {}).keeps_output);
}

TEST(BlockCommand, HasTheFilterWhereItAsksForIt) {
  RunPlan plan = plan_of("prog -f {filter} x={filter}", "other");
  EXPECT_EQ(words_of(plan), (Words{"prog", "-f", ".", "x=."}));
  plan.filter = "A|it's $(x)";
  // An apostrophe can't be said within apostrophes without a backslash, which is for a shell.
  EXPECT_EQ(words_of(plan),
            (Words{"/bin/sh", "-c", R"(prog -f 'A|it'\''s $(x)' x='A|it'\''s $(x)')"}));
  plan.filter = "A|B";
  EXPECT_EQ(words_of(plan), (Words{"prog", "-f", "A|B", "x=A|B"}));
  EXPECT_EQ(words_of(plan, {"B"}), (Words{"prog", "-f", "^(B)(/.*)?$", "x=^(B)(/.*)?$"}));
}

TEST(BlockCommand, MayHaveAFilterThatLooksLikeItsPlace) {
  RunPlan plan = plan_of("prog {filter}", "other");
  plan.filter = "{filter}{}";
  EXPECT_EQ(words_of(plan), (Words{"prog", "{filter}{}"}));
}

TEST(BlockCommand, OfGoogleBenchmarkGetsTheFilterByItself) {
  RunPlan plan = plan_of("prog --benchmark_format=json", "other");
  EXPECT_EQ(words_of(plan), (Words{"prog", "--benchmark_format=json"}));
  EXPECT_EQ(words_of(plan, {"A"}),
            (Words{"prog", "--benchmark_format=json", "--benchmark_filter=^(A)(/.*)?$"}));
  plan.filter = "x";
  EXPECT_EQ(words_of(plan).back(), "--benchmark_filter=x");
}

TEST(BlockCommand, OfAnotherProgramIsLeftAsItIs) {
  RunPlan plan = plan_of("prog", "other");
  plan.filter = "x";
  EXPECT_EQ(words_of(plan, {"A"}), Words{"prog"});
}

TEST(FilterOfNames, MatchesTheseNamesAndNoOthers) {
  const std::vector<std::string> names{"A", "B/8", "f(int)", "a.b+c*", "x|y", "[0]{1}", "^$\\?"};
  for (const std::string& name : names) {
    const std::string filter = filter_of_names(std::vector{name});
    for (const std::string& other : names) {
      EXPECT_EQ(matches(filter, other), name == other) << filter << " " << other;
    }
    EXPECT_FALSE(matches(filter, "x" + name)) << filter;
    EXPECT_FALSE(matches(filter, name + "x")) << filter;
  }
  for (const std::string& name : names) EXPECT_TRUE(matches(filter_of_names(names), name)) << name;
  EXPECT_FALSE(matches(filter_of_names(names), "C"));
  EXPECT_FALSE(matches(filter_of_names(std::vector<std::string>{"a.b"}), "axb"));
}

TEST(FilterOfNames, MatchesNamesWithPartsThatTellHowTheyAreRun) {
  const std::string filter = filter_of_names(std::vector<std::string>{"A/8", "B"});
  for (const char* name : {"A/8", "A/8/repeats:3", "A/iterations:5/8/threads:2", "B/threads:2"}) {
    EXPECT_TRUE(matches(filter, name)) << name;
  }
  EXPECT_FALSE(matches(filter, "A/80"));
  EXPECT_FALSE(matches(filter, "A"));
}

TEST(LaunchedCommand, RunsAsItWouldHere) {
  const TemporaryDirectory folder;
  RunPlan plan = plan_of("echo \"$X $Y\"; pwd -P; printf '%s' {filter}", "other");
  plan.launcher = "F=1 {}; echo \" launched\"";
  plan.environment = {"X=it's \"1\" = $HOME", "Y="};
  plan.directory = folder.path();
  plan.filter = "a'b";
  const ChildOptions options = command_of_block(plan, plan.sides[0], {});
  EXPECT_EQ(options.directory, "");
  Signals signals;
  ChildResult child = run_child(options, signals);
  EXPECT_FALSE(take_machine(child.output).empty());
  EXPECT_EQ(child.output, "it's \"1\" = $HOME \n" +
                              std::filesystem::canonical(folder.path()).string() +
                              "\na'b launched\n");
}

TEST(LaunchedCommand, FailsWhereItsDirectoryIsMissing) {
  RunPlan plan = plan_of("echo here", "other");
  plan.launcher = "{}";
  plan.directory = "/no/such/folder";
  Signals signals;
  const ChildResult child = run_child(command_of_block(plan, plan.sides[0], {}), signals);
  EXPECT_FALSE(child.is_good());
  EXPECT_TRUE(lacks(child.output, "here"));
  EXPECT_TRUE(contains(child.errors, "/no/such/folder"));
}

TEST(MachineLine, IsTakenAwayWithAllBeforeIt) {
  const auto taken = [](std::string output) {
    const std::string machine = take_machine(output);
    return machine + "|" + output;
  };
  EXPECT_EQ(taken("benchdiff-machine: n1\nx\n"), "n1|x\n");
  EXPECT_EQ(taken("Welcome!\nbenchdiff-machine: n1\nx\n"), "n1|x\n");
  EXPECT_EQ(taken("benchdiff-machine: n1"), "n1|");
  EXPECT_EQ(taken("benchdiff-machine: \n"), "|");
  EXPECT_EQ(taken("x benchdiff-machine: n1\n"), "|x benchdiff-machine: n1\n");
  EXPECT_EQ(taken(""), "|");
}

TEST(BlockCommand, FiltersGosTestsByTheirOwnRules) {
  RunPlan plan;
  const Side side{"old", "./a.test -test.bench {filter}", {}};
  const std::vector<std::string> names{"Encode/size=1-8", "Encode/size=2-8", "Decode-8", "A"};
  EXPECT_EQ(command_of_block(plan, side, names).words.back(), "^Benchmark(A|Decode|Encode)$");
}

}  // namespace
}  // namespace benchdiff::harness
