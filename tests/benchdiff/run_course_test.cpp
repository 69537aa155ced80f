// How benchdiff run goes on: until it is clear, when it is broken off, and what it tells meanwhile.

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"
#include "running.h"

namespace benchdiff {
namespace {

class RunCourse : public testing::Test {
 protected:
  RunCourse() { write_side(folder); }

  static std::vector<std::string> arguments(const std::string& old_side,
                                            const std::string& new_side,
                                            const std::vector<std::string>& more) {
    std::vector<std::string> all{"run", "--old", old_side, "--new", new_side};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  static std::vector<std::string> doubled(const std::vector<std::string>& more) {
    return arguments("sh side.sh old 100", "sh side.sh new 200", more);
  }
  [[nodiscard]] std::string file() const { return read_file(folder.path() / "benchdiff-run.txt"); }
  [[nodiscard]] bool has_file() const {
    return std::filesystem::exists(folder.path() / "benchdiff-run.txt");
  }
  static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
  }

  const TemporaryDirectory folder;
};

TEST_F(RunCourse, StopsWhenAllIsClear) {
  const Outcome clear = folder.run(doubled({"--until-clear", "--fail-on", "worse"}));
  EXPECT_EQ(clear.status, 1);
  EXPECT_TRUE(contains(line_of(clear.out, "A-8 "), "worse"));
  const std::size_t runs = count(file(), "# end of run old ");
  EXPECT_GE(runs, 4U);
  EXPECT_LT(runs, 20U);
  EXPECT_EQ(count(file(), "# end of run new "), runs);
  EXPECT_TRUE(contains(clear.err, " at most: 1 worse\n"));
}

TEST_F(RunCourse, LeavesOutWhatIsClear) {
  // Clear is clear at the first look; Noisy never is, and no change is too small to matter.
  folder.write("two.sh",
               "n=0\n[ -f $1.n ] && read n < $1.n\necho $((n + 1)) > $1.n\n"
               "echo \"$2\" >> filters\n"
               "case $2 in *Noisy*) ;; *) echo \"BenchmarkClear/x-8 1 $3 ns/op\" ;; esac\n"
               "echo \"BenchmarkNoisy.y-8 1 $((100 + n * 7 % 9 * 10)) ns/op\"\n");
  const Outcome left = folder.run(arguments(
      "sh two.sh old {filter} 100", "sh two.sh new {filter} 200",
      {"--until-clear", "--runs", "30", "--min-effect", "0.01%", "--fail-on", "unclear"}));
  EXPECT_EQ(left.status, 3) << left.err;
  const std::size_t clear = count(file(), "BenchmarkClear/x-8 ");
  EXPECT_GE(clear, 8U);
  EXPECT_LT(clear, 60U);
  EXPECT_EQ(count(file(), "BenchmarkNoisy.y-8 "), 60U);
  const std::string filters = read_file(folder.path() / "filters");
  EXPECT_EQ(count(filters, ".\n"), clear);
  EXPECT_EQ(count(filters, "^(Noisy\\.y-8)(/.*)?$\n"), 60 - clear);
}

TEST_F(RunCourse, BeginsNoRoundWhenItsTimeIsOver) {
  const Outcome over =
      folder.run(arguments("sh side.sh old 100", "sh side.sh new 200; sleep 2.1",
                           {"--until-clear", "--max-time", "2s", "--runs", "1000"}));
  EXPECT_TRUE(contains(over.err, "benchdiff: the time is over\n"));
  EXPECT_EQ(over.status, 0);
  EXPECT_EQ(count(file(), "# end of run "), 2U);
  EXPECT_TRUE(contains(over.out, "A-8"));
  const Outcome at_once = folder.run(doubled({"--max-time", "0.000001ms", "-o", "other.txt"}));
  EXPECT_EQ(at_once.status, 2);
  EXPECT_TRUE(contains(at_once.err, "there is nothing to compare yet in other.txt"));
}

TEST_F(RunCourse, BrokenOffByASignalGoesOnLater) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const std::vector<std::string> slow = arguments(
        "sh side.sh old 100", "sh side.sh new 200; test -f go || sleep 1000", {"--force"});
    Running running(slow, folder);
    // The second side's counter tells that its first run is under way.
    ASSERT_TRUE(comes_true([&] {
      return std::filesystem::exists(folder.path() / "new.n") && has_file() &&
             count(file(), "# end of run old 1\n") == 1;
    }));
    running.send(signal);
    EXPECT_EQ(running.wait(), 128 + signal);
    EXPECT_EQ(
        read_file(folder.path() / "err"),
        "benchdiff: interrupted; what was measured is in benchdiff-run.txt, and --resume goes "
        "on with it\n");
    EXPECT_EQ(processes_in(folder.path()), std::vector<std::string>());
    const std::string before = file();
    EXPECT_TRUE(before.ends_with("# end of run old 1\n"));

    folder.write("go", "");
    std::vector<std::string> again = slow;
    again.back() = "--resume";
    const Outcome resumed = folder.run(again);
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_TRUE(file().starts_with(before));
    EXPECT_EQ(count(file(), "# end of run old "), 20U);
    EXPECT_EQ(count(file(), "# end of run new "), 20U);
    for (const char* name : {"go", "new.n", "old.n", "benchdiff-run.txt"}) {
      std::filesystem::remove(folder.path() / name);
    }
  }
}

TEST_F(RunCourse, ThatIsDoneHasNothingToGoOnWith) {
  const Outcome first = folder.run(doubled({}));
  const std::string before = file();
  const Outcome again = folder.run(doubled({"--resume"}));
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.out, first.out);
  EXPECT_TRUE(lacks(again.err, "after run"));
  EXPECT_EQ(file(), before);
  EXPECT_EQ(folder.run(doubled({"--resume", "--runs", "25"})).status, 0);
  EXPECT_EQ(count(file(), "# end of run new "), 25U);
}

TEST_F(RunCourse, UntilClearKeepsItsVerdictWhenTakenUp) {
  const Outcome first = folder.run(doubled({"--until-clear"}));
  const std::string before = file();
  const Outcome again = folder.run(doubled({"--until-clear", "--resume"}));
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out, first.out);
  EXPECT_TRUE(lacks(again.err, "after run"));
  EXPECT_EQ(file(), before);
}

TEST_F(RunCourse, TellsASideThatFails) {
  const Outcome failed =
      folder.run(arguments("sh side.sh old 100", "echo oh no >&2; exit 3", {"--runs", "4"}));
  EXPECT_EQ(failed.status, 2);
  EXPECT_EQ(failed.err, "benchdiff: side new: exit status 3; it said:\noh no\n");
  EXPECT_EQ(failed.out, "");
  EXPECT_EQ(folder.run({"benchdiff-run.txt"}).status, 0);
}

TEST_F(RunCourse, KeepsControlCharactersOfAComplaintFromTheTerminal) {
  const Outcome failed =
      folder.run(arguments("printf 'a\\033[31mb\\007\\n' >&2; exit 1", "true", {}));
  EXPECT_TRUE(lacks(failed.err, "\x1b"));
  EXPECT_TRUE(contains(failed.err, "\\x1b[31m"));
}

TEST_F(RunCourse, ShowsItsProgressInOneLineOfATerminal) {
  if (!has_terminals()) GTEST_SKIP() << "there are no terminals here";
  const std::string command = "exec '" BENCHDIFF_PROGRAM
                              "' run --until-clear --old 'sh side.sh old 100' --new 'sh side.sh "
                              "new 200' --color never ";
  const auto on_terminal = [&](const std::string& rest, unsigned short columns) {
    return benchdiff::run("/bin/sh", {"-c", command + rest},
                          {.environment = {},
                           .directory = folder.path(),
                           .output = Output::terminal,
                           .terminal_columns = columns});
  };
  const Outcome wide = on_terminal("2>&1", 100);
  EXPECT_EQ(wide.status, 0);
  EXPECT_TRUE(contains(wide.out, "\r\x1b[Krun 1 of 120 (old)"));
  EXPECT_TRUE(contains(wide.out, "\r\x1b[Krun 4 of 120 ("));
  EXPECT_TRUE(contains(wide.out, ", at most "));
  EXPECT_TRUE(contains(wide.out, " left"));
  EXPECT_TRUE(contains(wide.out, "1 worse, 0 better"));
  EXPECT_TRUE(lacks(wide.out, "benchdiff: after run"));

  // The report goes elsewhere, and the terminal is narrow.
  const Outcome narrow = on_terminal("--force 2>&1 >report", 30);
  EXPECT_EQ(narrow.status, 0);
  std::string_view text = narrow.out;
  text = text.substr(0, text.find("benchdiff: "));
  for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    const std::string_view line = text.substr(at + 4, text.find('\r', at + 4) - at - 4);
    EXPECT_LT(line.size(), 30U) << line;
  }
}

TEST_F(RunCourse, TellsPlainLinesWhereThereIsNoTerminal) {
  const Outcome plain = folder.run(doubled({"--until-clear"}));
  EXPECT_TRUE(lacks(plain.err, "\r"));
  EXPECT_TRUE(lacks(plain.err, "\x1b"));
  EXPECT_TRUE(contains(plain.err, "benchdiff: after run "));
}

TEST_F(RunCourse, ComparesTwoCommitsThatItBuilds) {
  const RunOptions quiet{
      .environment = {{"GIT_CONFIG_GLOBAL", "/dev/null"}, {"TMPDIR", folder.path().string()}},
      .directory = folder.path()};
  const Outcome made = benchdiff::run(
      "/bin/sh",
      {"-c",
       "mkdir r && cd r && git init -q && git config user.name me && git config user.email a@b &&"
       "git config commit.gpgsign false && echo 'BenchmarkA 1 100 ns/op' > source && git add . &&"
       "git commit -qm one && git tag v1 && echo 'BenchmarkA 1 200 ns/op' > source &&"
       "git commit -qam two"},
      quiet);
  ASSERT_EQ(made.status, 0) << made.err;
  const Outcome compared = folder.run({"run", "-C", "r", "--git", "v1..HEAD", "--build",
                                       "cp source built", "--command", "cat built", "--runs", "6"},
                                      quiet);
  EXPECT_EQ(compared.status, 0) << compared.err;
  EXPECT_TRUE(contains(line_of(compared.out, "A "), "worse"));
  EXPECT_TRUE(
      compared.err.starts_with("benchdiff: checking out v1..HEAD\nbenchdiff: building v1 in "));
  EXPECT_TRUE(contains(read_file(folder.path() / "benchdiff-run.txt"), " at commit "));

  const Outcome broken = folder.run({"run", "-C", "r", "--git", "v1..HEAD", "--build",
                                     "echo broken >&2; false", "--command", "cat built", "--force"},
                                    quiet);
  EXPECT_EQ(broken.status, 2);
  EXPECT_TRUE(contains(broken.err, "building v1: exit status 1; it said:\nbroken\n"));
  for (const auto& left : std::filesystem::directory_iterator(folder.path())) {
    EXPECT_TRUE(!left.is_directory() || left.path().filename() == "r") << left.path();
  }
}

TEST_F(RunCourse, SpendsEachLookOnceHoweverOftenItIsTakenUp) {
  const auto go_on = [&](const char* time, const std::vector<std::string>& more) {
    std::vector<std::string> all{"--until-clear", "--runs", "30", "--max-time", time};
    all.insert(all.end(), more.begin(), more.end());
    return folder.run(arguments("echo BenchmarkA-8 1 $((100 + $$ % 7 * 10)) ns/op",
                                "echo BenchmarkA-8 1 $((100 + $$ % 5 * 10)) ns/op", all));
  };
  (void)go_on("50ms", {});
  for (int i = 0; i < 9; ++i) (void)go_on("20ms", {"--resume"});
  const Outcome last = go_on("20ms", {"--resume"});
  const std::size_t planned = 5;  // of 30 runs: after 7, 9, 13, 20 and 30, or before
  EXPECT_LE(count(file(), "# looked after "), planned);
  // What was measured after the last look isn't judged before the next one.
  EXPECT_TRUE(contains(last.err, "the verdicts are those of the last look") ||
              contains(last.err, "the same comparison"))
      << last.err;
}

}  // namespace
}  // namespace benchdiff
