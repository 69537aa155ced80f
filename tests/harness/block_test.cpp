#include <benchdiff/harness/block.h>

#include <map>

#include <gtest/gtest.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

class BlockOf : public testing::Test {
 protected:
  [[nodiscard]] Block run(const std::vector<std::string>& undecided = {}) {
    return run_block(plan, plan.sides.front(), undecided, signals);
  }
  [[nodiscard]] Block run(std::string command, const std::vector<std::string>& undecided = {}) {
    plan.sides.front().command = std::move(command);
    return run(undecided);
  }
  /// A side that prints the text.
  [[nodiscard]] Block of_text(std::string_view text,
                              const std::vector<std::string>& undecided = {}) {
    folder.write("text", text);
    return run("cat text", undecided);
  }
  BlockOf() { plan.directory = folder.path(); }

  const TemporaryDirectory folder;
  RunPlan plan = plan_of("", "");
  Signals signals;
};

/// `name unit` to value.
std::map<std::string, double> values_of(const Block& block) {
  std::map<std::string, double> values;
  const formats::ResultFile& file = block.results;
  for (const auto& result : file.results) {
    const auto numbers = file.values_of(result);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      values[file.subjects[result.subject].name + " " +
             file.units[file.shape_of(result)[i]].written] = numbers[i];
    }
  }
  return values;
}

using Values = std::map<std::string, double>;

TEST_F(BlockOf, AProgramHasOneResultOfEachBenchmark) {
  const Block block = of_text(
      "goos: linux\nBenchmarkA-8 10 5 ns/op 3 B/op\nBenchmarkB-8 10 7 ns/op\n"
      "BenchmarkA-8 30 1 ns/op 9 B/op\nBenchmarkA-8 20 2 ns/op 4 B/op\nPASS\n");
  EXPECT_EQ(block.failure, "");
  EXPECT_EQ(values_of(block), (Values{{"A-8 ns/op", 2}, {"A-8 B/op", 4}, {"B-8 ns/op", 7}}));
  ASSERT_EQ(block.results.results.size(), 2U);
  EXPECT_EQ(block.results.results[0].iterations, 60);
  EXPECT_EQ(block.results.configurations[0], (formats::Configuration{{"goos", "linux"}}));
  EXPECT_EQ(block.machine, "");
  EXPECT_GT(block.seconds, 0);
}

TEST_F(BlockOf, AnEvenNumberOfValuesHasTheMiddleOfTwo) {
  EXPECT_EQ(values_of(of_text("BenchmarkA 1 1 ns/op\nBenchmarkA 1 4 ns/op\n")),
            (Values{{"A ns/op", 2.5}}));
}

TEST_F(BlockOf, ResultsUnderOtherSettingsAreOtherBenchmarks) {
  const Block block = of_text("pkg: x\nBenchmarkA 1 1 ns/op\npkg: y\nBenchmarkA 1 9 ns/op\n");
  EXPECT_EQ(block.results.results.size(), 2U);
  EXPECT_EQ(block.results.configurations.size(), 2U);
}

TEST_F(BlockOf, GoogleBenchmarkIsRead) {
  const Block block = of_text(R"({"context": {}, "benchmarks": [
    {"name": "A/8", "iterations": 10, "real_time": 5, "cpu_time": 4, "time_unit": "ns"}]})");
  EXPECT_EQ(block.failure, "");
  EXPECT_EQ(block.results.results.size(), 1U);
  EXPECT_EQ(block.results.subjects[0].name, "A/8");
}

TEST_F(BlockOf, WhatIsGivenAllTheSameIsKept) {
  const char* text = "BenchmarkA.b(int) 1 1 ns/op\nBenchmarkC 1 3 ns/op\n";
  EXPECT_EQ(values_of(of_text(text, {"C"})), (Values{{"A.b(int) ns/op", 1}, {"C ns/op", 3}}));
}

TEST_F(BlockOf, ABenchmarkThatFailedIsNoted) {
  const Block block = of_text(R"({"context": {}, "benchmarks": [
    {"name": "A", "iterations": 10, "real_time": 5, "cpu_time": 4, "time_unit": "ns"},
    {"name": "B", "error_occurred": true, "error_message": "no such thing"}]})");
  EXPECT_EQ(block.failure, "");
  ASSERT_EQ(block.notes.size(), 1U);
  EXPECT_TRUE(contains(block.notes[0], "no such thing"));
}

TEST_F(BlockOf, AChildThatFailsIsNothingMeasured) {
  const std::string result = "echo BenchmarkA 1 1 ns/op; echo oh no >&2; ";
  for (const auto& [how, failure] :
       {std::pair{"exit 3", "exit status 3"},
        std::pair{"kill -SEGV $$", "killed by signal 11 (Segmentation fault)"}}) {
    const Block block = run(result + how);
    EXPECT_EQ(block.failure, failure);
    EXPECT_EQ(block.errors, "oh no\n");
    EXPECT_TRUE(block.results.results.empty());
    EXPECT_FALSE(block.interrupted);
  }
  plan.timeout = 0.2;
  EXPECT_EQ(run(result + "sleep 1000").failure, "took longer than 0.2 s");
  EXPECT_EQ(run("no-such-program").failure, "can't be started in " + folder.path().string() +
                                                ": no-such-program: No such file or directory");
}

TEST_F(BlockOf, AChildThatPrintsNoResultsIsNothingMeasured) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("\n\n"), std::string_view("hello\n"),
        std::string_view("BenchmarkA\n"), std::string_view("BenchmarkA x y ns/op\n"),
        std::string_view("goos: linux\n"), std::string_view("\0\xFF\xFE\x01\x7F", 5),
        std::string_view("\x7F"
                         "ELF\2\1\1\0\0\0",
                         10),
        std::string_view("{}"), std::string_view("{\"benchmarks\": []}"),
        std::string_view("[1, 2]"),
        std::string_view("{\"context\": {}, \"benchmarks\": [{\"name\":")}) {
    const Block block = of_text(text);
    EXPECT_NE(block.failure, "") << text;
    EXPECT_TRUE(block.results.results.empty()) << text;
    EXPECT_TRUE(contains(block.failure, "--time measures the command itself")) << text;
  }
}

TEST_F(BlockOf, JsonThatBreaksOffIsNothingMeasured) {
  const Block block = of_text(R"({"context": {}, "benchmarks": [
    {"name": "A", "iterations": 10, "real_time": 5, "cpu_time": 4, "time_unit": "ns"}, {"na)");
  EXPECT_TRUE(contains(block.failure, "what it printed can't be read: "));
  EXPECT_TRUE(block.results.results.empty());
}

TEST_F(BlockOf, AFilterThatNothingMatchesIsToldAsThat) {
  plan.filter = "nothing";
  EXPECT_TRUE(contains(run("echo {filter}").failure, "no benchmark matches --filter nothing"));
}

TEST_F(BlockOf, ALauncherTellsItsMachine) {
  plan.launcher = "{}";
  const Block block = run("echo BenchmarkA 1 2 ns/op");
  EXPECT_EQ(block.failure, "");
  EXPECT_NE(block.machine, "");
  EXPECT_EQ(values_of(block), (Values{{"A ns/op", 2}}));
}

TEST_F(BlockOf, ACommandItselfHasItsTimeAndMemory) {
  plan.times = true;
  plan.name = "Gzip";
  const Values values = values_of(run("yes | head -c 1000000; echo BenchmarkA 1 1 ns/op"));
  for (const char* unit : {"ns/op", "peak-B", "faults/op"}) {
    EXPECT_GT(values.at(std::string("Gzip ") + unit), 0) << unit;
  }
  for (const char* unit : {"cpu-ns/op", "major-faults/op", "switches/op"}) {
    EXPECT_GE(values.at(std::string("Gzip ") + unit), 0) << unit;
  }
  EXPECT_FALSE(values.contains("A ns/op"));
  EXPECT_EQ(run("exit 2").failure, "exit status 2");
  EXPECT_TRUE(run("exit 2").results.results.empty());
}

TEST_F(BlockOf, APreparationRunsWhereTheSideDoesAndIsKnownByItsFailure) {
  EXPECT_EQ(run_prepare(plan, plan.sides[0], signals).failure, "");
  plan.environment = {"X=1"};
  plan.prepare = "echo $X > made";
  EXPECT_EQ(run_prepare(plan, plan.sides[0], signals).failure, "");
  EXPECT_EQ(read_file(folder.path() / "made"), "1\n");
  plan.prepare = "echo it said >&2; exit 7";
  const Block failed = run_prepare(plan, plan.sides[0], signals);
  EXPECT_EQ(failed.failure, "--prepare: exit status 7");
  EXPECT_EQ(failed.errors, "it said\n");
}

}  // namespace
}  // namespace benchdiff::harness
