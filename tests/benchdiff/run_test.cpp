// benchdiff run, as its users run it: sides are shell scripts whose values are known.

#include <sched.h>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"
#include "running.h"

namespace benchdiff {
namespace {

/// A folder with the script side.sh.
class Run : public testing::Test {
 protected:
  Run() { write_side(folder); }

  /// Runs `benchdiff run` with more arguments.
  [[nodiscard]] Outcome run(std::vector<std::string> arguments, RunOptions options = {}) const {
    arguments.insert(arguments.begin(), "run");
    return folder.run(arguments, std::move(options));
  }
  /// The same, where side new takes so many times as long as old.
  [[nodiscard]] Outcome run_times(int times, std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"--old", "sh side.sh old 100", "--new",
                                         "sh side.sh new " + std::to_string(100 * times)});
    return run(std::move(arguments));
  }
  [[nodiscard]] std::string file(const std::string& name = "benchdiff-run.txt") const {
    return read_file(folder.path() / name);
  }
  [[nodiscard]] std::size_t blocks() const { return count(file(), "\n# end of run "); }

  static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
  }

  const TemporaryDirectory folder;
};

TEST_F(Run, ComparesTwoPrograms) {
  const Outcome compared = run_times(2);
  EXPECT_EQ(compared.status, 0);
  EXPECT_TRUE(contains(compared.out, "1 worse, 0 better, 0 same, 0 unclear"));
  EXPECT_TRUE(contains(line_of(compared.out, "A-8 "), "worse"));
  EXPECT_EQ(compared.err,
            "benchdiff: the results are in benchdiff-run.txt; the same comparison: benchdiff "
            "benchdiff-run.txt\n");
  EXPECT_EQ(blocks(), 40U);
}

TEST_F(Run, ShowsTheSameComparisonAgain) {
  const std::string equals = "the same comparison: benchdiff ";
  for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
           {},
           {"--alpha", "0.001"},
           {"--min-effect", "ns/op:3%|1ns", "--correction", "holm"},
           {"--until-clear"},
           {"-o", "it's \x24 file.txt"}}) {
    std::vector<std::string> arguments{"--runs", "9", "--force"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome compared = run_times(2, arguments);
    EXPECT_EQ(compared.status, 0);
    const std::size_t at = compared.err.find(equals);
    ASSERT_NE(at, std::string::npos) << compared.err;
    const std::string again = compared.err.substr(at + equals.size());
    const Outcome repeated = benchdiff::run("/bin/sh", {"-c", BENCHDIFF_PROGRAM " " + again},
                                            {.directory = folder.path()});
    EXPECT_EQ(repeated.out, compared.out) << again;
  }
}

TEST_F(Run, IsReadAlikeByTheClassicViewAndItsOwn) {
  ASSERT_EQ(run_times(1, {"--side", "third=sh side.sh third 102", "--runs", "6"}).status, 0);
  const Outcome own = folder.run({"--table", "", "--format", "csv", "benchdiff-run.txt"});
  const Outcome classic =
      folder.run({"--classic", "-col", "side", "--format", "csv", "benchdiff-run.txt"});
  ASSERT_EQ(own.status, 0);
  ASSERT_EQ(classic.status, 0);
  const auto fields_of = [](std::string_view line) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == ',') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    return fields;
  };
  // benchmark,unit,column,n,center,...,p (15th); A-8,center,interval,center,interval,vs base,P
  const auto old_side = fields_of(line_of(own.out, "A-8,sec/op,old,"));
  const auto new_side = fields_of(line_of(own.out, "A-8,sec/op,new,"));
  const auto third = fields_of(line_of(own.out, "A-8,sec/op,third,"));
  const auto row = fields_of(line_of(classic.out, "A-8,"));
  ASSERT_GE(third.size(), 15U) << own.out;
  ASSERT_GE(row.size(), 9U) << classic.out;
  EXPECT_EQ(std::stod(old_side[4]), std::stod(row[1]));
  EXPECT_EQ(std::stod(new_side[4]), std::stod(row[3]));
  EXPECT_EQ(std::stod(third[4]), std::stod(row[7]));
  const auto p_of = [](const std::string& text) {
    return std::stod(text.substr(text.find('=') + 1));
  };
  EXPECT_NEAR(std::stod(new_side[14]), p_of(row[6]), 0.0005) << classic.out;
  EXPECT_NEAR(std::stod(third[14]), p_of(row[10]), 0.0005) << classic.out;
}

TEST_F(Run, ComparesEverySideWithTheFirst) {
  const Outcome compared = run_times(2, {"--side", "half=sh side.sh half 50", "--side",
                                         "same=sh side.sh same 100", "--runs", "8"});
  EXPECT_EQ(compared.status, 0);
  EXPECT_TRUE(contains(compared.out, "1 worse, 1 better"));
  EXPECT_EQ(blocks(), 32U);
}

TEST_F(Run, EndsAsItsGateSays) {
  EXPECT_EQ(run_times(2, {"--fail-on", "worse", "--force"}).status, 1);
  EXPECT_EQ(run_times(1, {"--fail-on", "worse,leaning,unclear", "--force"}).status, 0);
  EXPECT_EQ(run_times(2, {"--fail-on", "unclear", "--runs", "3", "--force"}).status, 3);
  EXPECT_EQ(run_times(2, {"--fail-on", "better"}).status, 2);
}

TEST_F(Run, MeasuresCommandsThemselves) {
  const Outcome timed =
      run({"--time", "--name", "Sleep", "--old", "true", "--new", "sleep 0.3", "--runs", "6"});
  EXPECT_EQ(timed.status, 0);
  EXPECT_TRUE(contains(line_of(timed.out, "Sleep "), "worse"));
  EXPECT_TRUE(contains(file(), "BenchmarkSleep 1 "));
  for (const char* unit : {" ns/op", " cpu-ns/op", " peak-B", " faults/op"}) {
    EXPECT_TRUE(contains(file(), unit));
  }
}

TEST_F(Run, CountsTheAllocationsOfCommands) {
  const Outcome counted = run({"--time", "--allocations", "--old", "sh -c :", "--new",
                               "sh -c 'x=$(sh -c :); sh -c :; :'", "--runs", "3"});
  EXPECT_EQ(counted.status, 0) << counted.err;
  EXPECT_EQ(count(file(), " allocs/op"), 7U);  // and what the unit is like
  EXPECT_EQ(count(file(), " B/op"), 7U);
}

TEST_F(Run, KeepsWhatIsPreloadedAlready) {
  const std::string print = "sh -c 'echo $LD_PRELOAD > preloaded'";
  const Outcome counted = run({"--time", "--allocations", "--env", "LD_PRELOAD=libm.so.6", "--old",
                               print, "--new", print, "--runs", "1"});
  EXPECT_EQ(counted.status, 0) << counted.err;
  EXPECT_TRUE(contains(read_file(folder.path() / "preloaded"), "preload.so:libm.so.6"));
}

TEST_F(Run, PreparesAndWarmsUpAndSetsWhatItIsTold) {
  folder.write("check.sh",
               "read n < prepared\n[ $n = yes ] && echo \"BenchmarkA 1 $X ns/op\"\n"
               "echo no > prepared; echo run >> ran\n");
  const Outcome run_once =
      run({"--old", "sh check.sh", "--new", "sh check.sh", "--runs", "3", "--warmup", "0",
           "--prepare", "echo yes > prepared", "--env", "X=5", "--env", "Y=a b=c"});
  EXPECT_EQ(run_once.status, 0) << run_once.err;
  EXPECT_EQ(count(file(), "BenchmarkA 1 5 ns/op\n"), 6U);
  EXPECT_EQ(run_times(1, {"--runs", "2", "--warmup", "3", "--force"}).status, 0);
  EXPECT_EQ(file("old.n"), "5\n");
  EXPECT_EQ(blocks(), 4U);
}

TEST_F(Run, RunsWhereItIsTold) {
  std::filesystem::create_directory(folder.path() / "there");
  folder.write("there/print.sh", "echo BenchmarkA 1 5 ns/op");
  const Outcome there =
      run({"-C", "there", "--old", "sh print.sh", "--new", "sh print.sh", "--runs", "2"});
  EXPECT_EQ(there.status, 0);
  EXPECT_EQ(blocks(), 4U);  // the file is here
  const Outcome nowhere = run({"-C", "nowhere", "--old", "a", "--new", "b", "--force"});
  EXPECT_EQ(nowhere.err, "benchdiff: -C nowhere: there is no such folder\n");
  EXPECT_EQ(nowhere.status, 2);
}

TEST_F(Run, KeepsToOneProcessor) {
  cpu_set_t ours;
  ASSERT_EQ(sched_getaffinity(0, sizeof ours, &ours), 0);
  int cpu = 0;
  while (!CPU_ISSET(static_cast<unsigned>(cpu), &ours)) ++cpu;
  const std::string print = "echo BenchmarkA 1 $(nproc) ns/op";
  const Outcome pinned =
      run({"--pin", std::to_string(cpu), "--old", print, "--new", print, "--runs", "2"});
  EXPECT_EQ(pinned.status, 0);
  EXPECT_EQ(count(file(), "BenchmarkA 1 1 ns/op\n"), 4U);
  EXPECT_EQ(run({"--pin", "1024", "--old", print, "--new", print}).status, 2);
}

TEST_F(Run, LeavesOutWhatTakesTooLong) {
  const std::string slow = "sh side.sh new 100; read n < new.n; [ $n != 2 ] || sleep 1000";
  const Outcome slow_once =
      run({"--timeout", "5s", "--old", "sh side.sh old 100", "--new", slow, "--runs", "4"});
  EXPECT_EQ(slow_once.status, 0);
  EXPECT_EQ(slow_once.err.substr(0, slow_once.err.find("benchdiff: the results")),
            "benchdiff: a run of side new: took longer than 5 s\nit is left out, and made again\n");
  EXPECT_TRUE(contains(file(), "# a run of new failed: took longer than 5 s\n"));
  EXPECT_EQ(count(file(), "BenchmarkA-8 "), 8U);
}

TEST_F(Run, BeginsAFileAnewThatCameToNothing) {
  EXPECT_EQ(run({"--old", "./missing", "--new", "./missing"}).status, 2);
  EXPECT_EQ(run_times(2, {}).status, 0);
}

TEST_F(Run, GoesOnOnlyWithWhatWasMeasuredAlike) {
  ASSERT_EQ(run_times(2, {"--runs", "2"}).status, 0);
  const Outcome other = run_times(2, {"--runs", "4", "--resume", "--env", "A=1"});
  EXPECT_EQ(other.status, 2);
  EXPECT_EQ(other.err,
            "benchdiff: --resume: benchdiff-run.txt was measured with no options, and not with "
            "--env 'A=1'\n");
  EXPECT_EQ(run_times(2, {"--runs", "4", "--resume"}).status, 0);
  EXPECT_EQ(blocks(), 8U);
}

TEST_F(Run, EndsWhereTheSidesHaveNothingInCommon) {
  const Outcome apart = run(
      {"--old", "echo BenchmarkX 1 1 ns/op", "--new", "echo BenchmarkY 1 1 ns/op", "--runs", "50"});
  EXPECT_EQ(apart.status, 2);
  EXPECT_TRUE(contains(apart.err, "no benchmark and unit in common"));
  EXPECT_EQ(blocks(), 2U);
}

TEST_F(Run, KnowsTheUnitsOfItsGate) {
  const Outcome misspelt = run_times(2, {"--until-clear", "--gate", "ns/op,B/opp"});
  EXPECT_EQ(misspelt.status, 2);
  EXPECT_TRUE(contains(misspelt.err, "--gate: no result has the unit B/opp"));
}

TEST_F(Run, TellsOfBenchmarksThatFail) {
  const std::string json =
      R"(printf '{"context": {}, "benchmarks": [{"name": "A", "iterations": 10, "real_time": 5, )"
      R"("cpu_time": 4, "time_unit": "ns"}, {"name": "B", "error_occurred": true, )"
      R"("error_message": "no such thing"}]}')";
  const Outcome told = run({"--old", json, "--new", json, "--runs", "3"});
  EXPECT_EQ(told.status, 0);
  EXPECT_EQ(count(told.err, "side new: B: failed: no such thing"), 1U) << told.err;
  EXPECT_EQ(count(file(), "# side new: B: failed: no such thing"), 3U);
}

TEST_F(Run, PassesTheFilterOn) {
  const std::string print = "printf 'Benchmark%s 1 5 ns/op\\n' {filter}";
  const Outcome filtered =
      run({"--filter", "A.*'b|$c", "--old", print, "--new", print, "--runs", "2"});
  EXPECT_EQ(filtered.status, 0);
  EXPECT_EQ(count(file(), "BenchmarkA.*'b|$c 1 5 ns/op\n"), 4U);
}

TEST_F(Run, RefusesAFilterThatGoesNowhere) {
  const Outcome refused = run_times(1, {"--filter", "A"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.err,
            "benchdiff run: --filter goes where a command has {filter} in it, and that of side old "
            "has none\n");
}

TEST_F(Run, StartsEachRunByALauncher) {
  const Outcome launched = run(
      {"--launcher", "FAKE=7 {}", "--env", "X=it's", "--old", "echo BenchmarkA 1 $FAKE ns/op",
       "--new", "echo \"Benchmark$X\" 1 $FAKE ns/op; echo BenchmarkA 1 70 ns/op", "--runs", "6"});
  EXPECT_EQ(launched.status, 0) << launched.err;
  EXPECT_TRUE(contains(line_of(launched.out, "A "), "worse"));
  EXPECT_EQ(count(file(), "Benchmarkit's 1 7 ns/op\n"), 6U);
  EXPECT_EQ(count(file(), "\nmachine: "), 1U);
}

TEST_F(Run, ChecksItsArgumentsBeforeAnythingIsRun) {
  const std::vector<std::string> both{"--old", "touch ran", "--new", "touch ran"};
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--alpha", "0"},
                                             {"--alpha", "x"},
                                             {"--runs", "0"},
                                             {"--timeout", "-1"},
                                             {"--timeout", "1y"},
                                             {"--env", "X"},
                                             {"--env", "=1"},
                                             {"--pin", "-1"},
                                             {"--side", "old=x"},
                                             {"--side", "x"},
                                             {"--side", "x="},
                                             {"--side", "a b=x"},
                                             {"--min-effect", "lots"},
                                             {"--correction", "x"},
                                             {"--launcher", "ssh host"},
                                             {"--launcher", "{}", "--time"},
                                             {"--allocations"},
                                             {"--resume", "--force"},
                                             {"--build", "make"},
                                             {"--git", "a..b"},
                                             {"--color", "x"},
                                             {"stray"},
                                             {"--nope"}}) {
    std::vector<std::string> arguments = both;
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome refused = run(arguments);
    EXPECT_EQ(refused.status, 2) << more.front();
    EXPECT_TRUE(refused.err.starts_with("benchdiff run: ")) << refused.err;
    EXPECT_EQ(refused.out, "");
  }
  EXPECT_EQ(run({}).err, "benchdiff run: two sides are needed: --old CMD --new CMD\n");
  EXPECT_EQ(run({"--help"}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "ran"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "benchdiff-run.txt"));
}

TEST_F(Run, DoesNotOverwriteResults) {
  EXPECT_EQ(run_times(1, {"--runs", "2"}).status, 0);
  const std::string before = file();
  const Outcome refused = run_times(1, {"--runs", "2"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.err,
            "benchdiff: benchdiff-run.txt exists; --resume goes on with it, --force begins it "
            "anew, or name another "
            "one\n");
  EXPECT_EQ(file(), before);
}

TEST_F(Run, WritesNoReportIntoItsResultsWhereItHasNoOutput) {
  const std::string command =
      "exec '" BENCHDIFF_PROGRAM "' run --old 'sh side.sh old 1' --new 'sh side.sh new 2' ";
  for (const char* closed : {">&-", "2>&-", "<&-", "<&- >&- 2>&-"}) {
    const Outcome half = benchdiff::run("/bin/sh", {"-c", command + "--force " + closed},
                                        {.directory = folder.path()});
    EXPECT_EQ(half.status, std::string_view(closed).ends_with(">&-") && closed[0] != '2' ? 2 : 0);
    EXPECT_TRUE(lacks(file(), "worse")) << closed;
    EXPECT_EQ(blocks(), 40U) << closed;
  }
}

}  // namespace
}  // namespace benchdiff
