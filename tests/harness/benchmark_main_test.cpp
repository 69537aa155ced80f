#include <benchdiff/harness/benchmark_main.h>

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

#include "../benchdiff/program.h"

namespace benchdiff::harness {
namespace {

Outcome run_benchmarks(const TemporaryDirectory& directory,
                       const std::vector<std::string>& arguments,
                       std::map<std::string, std::string> environment = {}) {
  return run(BENCHDIFF_BENCHMARKS, arguments,
             {.environment = std::move(environment), .directory = directory.path()});
}

const std::string steady = "--benchmark_filter=steady";
const std::string ten = "--benchmark_repetitions=10";

std::vector<double> values(const formats::ResultFile& file, const std::string& name,
                           const std::string& unit) {
  std::vector<double> found;
  for (const auto& result : file.results) {
    if (file.subjects[result.subject].name != name) continue;
    const auto& shape = file.shape_of(result);
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (file.units[shape[i]].written == unit) found.push_back(file.values_of(result)[i]);
    }
  }
  return found;
}

TEST(BenchmarkMain, WritesEveryRepetitionWithWhatItAllocates) {
  const TemporaryDirectory directory;
  const Outcome outcome = run_benchmarks(
      directory, {"--benchdiff_out=out.txt", "--benchmark_repetitions=3"}, {{"ALLOCATIONS", "7"}});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "append/1000")) << "the usual table is shown";
  const auto file = formats::read_file({.path = directory.path() / "out.txt", .label = "out"});
  EXPECT_FALSE(file.failure);
  EXPECT_EQ(values(file, "append/100", "allocs/op"), (std::vector<double>{7, 7, 7}));
  EXPECT_EQ(values(file, "append/1000", "B/op"), (std::vector<double>{7000, 7000, 7000}));
  EXPECT_EQ(values(file, "append/100", "ns/op").size(), 3U);
  EXPECT_EQ(values(file, "append/100", "faults/op").size(), 3U);
  EXPECT_TRUE(values(file, "broken", "ns/op").empty());
}

TEST(BenchmarkMain, SaysWhatItWasBuiltWithAndWhichWayUnitsImprove) {
  const TemporaryDirectory directory;
  EXPECT_EQ(run_benchmarks(directory, {"--benchdiff_out=out.txt", steady}).status, 0);
  const std::string text = read_file(directory.path() / "out.txt");
  EXPECT_FALSE(line_of(text, "compiler: ").empty());
  EXPECT_FALSE(line_of(text, "build: ").empty());
  EXPECT_FALSE(line_of(text, "kernel: ").empty());
  EXPECT_EQ(line_of(text, "flags: "), "flags: -test-flags");
  EXPECT_EQ(line_of(text, "commit: "), "commit: 1234abc");
  EXPECT_EQ(line_of(text, "Unit allocs/op"), "Unit allocs/op better=lower");
}

TEST(BenchmarkMain, ReadsTheSameAsGoogleBenchmarksOwnOutput) {
  const TemporaryDirectory directory;
  const Outcome outcome = run_benchmarks(
      directory, {"--benchdiff_out=out.txt", "--benchmark_out=out.json", steady, ten});
  ASSERT_EQ(outcome.status, 0);
  const Outcome compared = directory.run({"out.json", "out.txt"});
  EXPECT_EQ(compared.status, 0);
  EXPECT_TRUE(contains(compared.out, "0 worse, 0 better"));
  EXPECT_TRUE(lacks(compared.out, "only in"));
}

TEST(BenchmarkMain, ComparesWithABaselineAndGates) {
  const TemporaryDirectory directory;
  ASSERT_EQ(run_benchmarks(directory, {"--benchdiff_out=old.txt", steady, ten}).status, 0);
  const std::vector<std::string> gated{steady, ten, "--benchdiff_baseline=old.txt",
                                       "--benchdiff_filter=.unit:ns/op",
                                       "--benchdiff_fail_on=worse,unclear"};
  const Outcome same = run_benchmarks(directory, gated);
  EXPECT_EQ(same.status, 0) << same.out << same.err;
  EXPECT_TRUE(contains(same.out, "0 worse, 0 better, 1 same"));
  const Outcome worse = run_benchmarks(directory, gated, {{"SLOW", "1"}});
  EXPECT_EQ(worse.status, 1);
  EXPECT_TRUE(contains(worse.out, "1 worse"));
  const Outcome too_few =
      run_benchmarks(directory,
                     {steady, "--benchdiff_baseline=old.txt", "--benchdiff_filter=.unit:ns/op",
                      "--benchdiff_fail_on=unclear"},
                     {{"SLOW", "1"}});
  EXPECT_EQ(too_few.status, 3);
}

TEST(BenchmarkMain, CanCompareWithTheFileItWrites) {
  const TemporaryDirectory directory;
  ASSERT_EQ(run_benchmarks(directory, {"--benchdiff_out=a.txt", steady, ten}).status, 0);
  const Outcome outcome = run_benchmarks(
      directory, {"--benchdiff_out=a.txt", "--benchdiff_baseline=a.txt", steady, ten});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "same"));
}

TEST(BenchmarkMain, ListsWithoutMeasuringOrWriting) {
  const TemporaryDirectory directory;
  directory.write("kept.txt", "precious");
  const Outcome outcome =
      run_benchmarks(directory, {"--benchmark_list_tests=true", "--benchdiff_out=kept.txt"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "append/100"));
  EXPECT_EQ(read_file(directory.path() / "kept.txt"), "precious");
}

TEST(BenchmarkMain, TellsWhatItCantUseBeforeItMeasures) {
  const TemporaryDirectory directory;
  directory.write("empty.txt", "");
  directory.write("other.txt", "BenchmarkOther 1 1 ns/op\n");
  struct Case {
    std::vector<std::string> arguments;
    std::string complaint;
  };
  const std::vector<Case> cases{
      {{"--benchdiff_nonsense=1"}, "there is no flag --benchdiff_nonsense"},
      {{"--benchdiff_out"}, "--benchdiff_out needs a value"},
      {{"--benchdiff_out="}, "--benchdiff_out needs a value"},
      {{"--benchdiff_out=no/such/folder"}, "no/such/folder: No such file or directory"},
      {{"--benchdiff_baseline=missing.txt"}, "missing.txt"},
      {{"--benchdiff_baseline=empty.txt"}, "empty.txt"},
      {{"--benchdiff_alpha=2"}, "--benchdiff_alpha must be above 0 and below 1"},
      {{"--benchdiff_min_effect=x"}, "--benchdiff_min_effect"},
      {{"--benchdiff_filter=("}, "--benchdiff_filter"},
      {{"--benchdiff_fail_on=often"},
       "--benchdiff_fail_on: syntax error: expected what to fail on: worse, "},
      {{"--benchdiff_fail_on=worse"}, "needs --benchdiff_baseline"},
  };
  for (const auto& [arguments, complaint] : cases) {
    const Outcome outcome = run_benchmarks(directory, arguments);
    EXPECT_EQ(outcome.status, 2) << arguments.front();
    EXPECT_TRUE(contains(outcome.err, complaint));
    EXPECT_TRUE(lacks(outcome.out, "append")) << "nothing was measured";
  }
  const Outcome unlike = run_benchmarks(directory, {"--benchdiff_baseline=other.txt", steady});
  EXPECT_EQ(unlike.status, 2);
  EXPECT_TRUE(contains(unlike.err, "no benchmark in common"));
}

TEST(BenchmarkMain, HelpsWithBothKindsOfFlags) {
  const TemporaryDirectory directory;
  const Outcome outcome = run_benchmarks(directory, {"--help"});
  EXPECT_TRUE(contains(outcome.out, "--benchdiff_out"));
  EXPECT_TRUE(contains(outcome.out, "--benchmark_filter"));
}

}  // namespace
}  // namespace benchdiff::harness
