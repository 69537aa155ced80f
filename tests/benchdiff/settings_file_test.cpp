// What stands in a benchdiff.toml, and where it is found.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

class SettingsFile : public testing::Test {
 protected:
  SettingsFile() {
    folder.write("old.txt", results("Encode", {"100", "101", "102", "103", "104", "105"}));
    folder.write("new.txt", results("Encode", {"110", "111", "112", "113", "114", "115"}));
  }

  void settings(std::string_view text) const { folder.write("benchdiff.toml", text); }

  [[nodiscard]] Outcome run(std::vector<std::string> arguments = {},
                            RunOptions options = {}) const {
    arguments.insert(arguments.end(), {"old.txt", "new.txt"});
    return folder.run(arguments, std::move(options));
  }

  const TemporaryDirectory folder;
};

TEST_F(SettingsFile, GivesOptionsThatTheCommandLineDoesnt) {
  settings("min-effect = \"50%\"\nfail-on = [\"worse\", \"leaning\"]\n");
  EXPECT_TRUE(contains(run().out, "0 worse, 0 better, 1 same"));
  EXPECT_EQ(run().status, 0);
  const Outcome other = run({"--min-effect", "2%"});
  EXPECT_TRUE(contains(other.out, "1 worse"));
  EXPECT_EQ(other.status, 1);
  EXPECT_EQ(run({"--min-effect", "2%", "--fail-on", "worse:20%"}).status, 0);
}

TEST_F(SettingsFile, IsFoundUpwards) {
  settings("fail-on = \"worse\"\n");
  std::filesystem::create_directories(folder.path() / "a/b");
  const Outcome below =
      run_benchdiff({"../../old.txt", "../../new.txt"}, {.directory = folder.path() / "a/b"});
  EXPECT_EQ(below.status, 1);
  folder.write("a/benchdiff.toml", "fail-on = \"worse:50%\"\n");
  EXPECT_EQ(run_benchdiff({"../../old.txt", "../../new.txt"}, {.directory = folder.path() / "a/b"})
                .status,
            0)
      << "the nearest one counts";
}

TEST_F(SettingsFile, CanBeAnotherOneOrNone) {
  settings("fail-on = \"worse\"\n");
  folder.write("loose.toml", "fail-on = \"worse:50%\"\n");
  EXPECT_EQ(run().status, 1);
  EXPECT_EQ(run({"--config", "loose.toml"}).status, 0);
  EXPECT_EQ(run({"--no-config"}).status, 0);
  const Outcome none = run({"--config", "none.toml"});
  EXPECT_EQ(none.status, 2);
  EXPECT_EQ(none.err, "benchdiff: none.toml: No such file or directory\n");
}

TEST_F(SettingsFile, HasNoSayInTheClassicView) {
  settings("fail-on = \"worse\"\nnonsense\n");
  EXPECT_EQ(run({"--classic"}).status, 0);
}

TEST_F(SettingsFile, TellsItsFaultsByTheirLines) {
  const std::vector<std::pair<std::string, std::string>> faults{
      {"a = = 1\n", "benchdiff.toml:1: "},
      {"\nmin-efect = 1\n", "benchdiff.toml:2: 'min-efect' can't be set here; what can: table, "},
      {"output = \"x\"\n", "benchdiff.toml:1: 'output' can't be set here"},
      {"filter = [\"a\"]\n", "benchdiff.toml:1: 'filter' is a text or a number"},
      {"fail-on = [1979-05-27]\n", "'fail-on' is a text or a number, or a list of them"},
      {"paired = 1\n", "benchdiff.toml:1: 'paired' is true or false"},
      {"\n\nalpha = \"much\"\n", "benchdiff.toml:3: --alpha: must be a number, not 'much'"},
      {"correction = \"x\"\n", "benchdiff.toml:1: --correction: must be one of bh, by"},
      {"fail-on = \"slower\"\n", "benchdiff.toml:1: parsing --fail-on: syntax error: expected "},
      {"\nfilter = \"(\"\n", "benchdiff.toml:2: parsing --filter: "},
      {"mute = \"Encode\"\n", "benchdiff.toml:1: parsing --mute: "},
      {"run = 1\n", "benchdiff.toml:1: 'run' is a table: [run]"},
      {"[run]\nrun = 1\n", "benchdiff.toml:2: 'run' can't be set here"},
      {"[run]\nwaiver = 1\n", "benchdiff.toml:2: 'waiver' can't be set here"},
      {"\"x\\n::error::y\" = 1\n", "benchdiff.toml:1: 'x\\x0a::error::y' can't be set here"},
      {"[run]\nold = \"rm -rf /\"\n", "benchdiff.toml:2: 'old' can't be set here"},
      {"[waiver]\n", "benchdiff.toml:1: a waiver begins with [[waiver]]"},
      {"[[waiver]]\nreason = \"x\"\nexpires = 2030-01-01\n", "a waiver needs a match"},
      {"[[waiver]]\nmatch = \"*\"\nexpires = 2030-01-01\n", "a waiver needs a reason"},
      {"[[waiver]]\nmatch = \"*\"\nreason = \"x\"\n", "a waiver needs the last day"},
      {"[[waiver]]\nmatch = \"*\"\nreason = \"x\"\nexpires = \"soon\"\n",
       "benchdiff.toml:4: 'expires' is a day such as 2026-12-31"},
      {"[[waiver]]\nmatch = \"(\"\n", "benchdiff.toml:2: parsing match: "},
      {"[[waiver]]\nwho = \"me\"\n", "benchdiff.toml:2: 'who' is nothing that a waiver has"},
  };
  for (const auto& [text, complaint] : faults) {
    settings(text);
    const Outcome fault = run();
    EXPECT_TRUE(contains(fault.err, complaint)) << text;
    EXPECT_EQ(fault.status, 2) << text;
    EXPECT_EQ(fault.out, "") << text;
  }
}

TEST_F(SettingsFile, CanGiveAnEmptyText) {
  for (const char* name : {"ignore", "block"}) {
    settings(std::string(name) + " = \"\"\n");
    EXPECT_EQ(run().out, run({"--no-config"}).out) << name;
  }
  settings("fail-on = \"\"\n");
  EXPECT_TRUE(contains(run().err, "benchdiff.toml:1: parsing --fail-on: syntax error"));
}

TEST_F(SettingsFile, LeavesTheCommandLineAnotherTest) {
  settings("paired = true\n");
  EXPECT_EQ(run({"--test", "welch"}).status, 0);
  settings("test = \"welch\"\n");
  EXPECT_EQ(run({"--paired"}).status, 0);
}

TEST_F(SettingsFile, IsAnOrdinaryFileOfAReasonableSize) {
  EXPECT_TRUE(contains(run({"--config", "/dev/zero"}).err, "/dev/zero: it is no ordinary file"));
  EXPECT_TRUE(contains(run({"--config", "."}).err, ".: it is no ordinary file"));
  folder.write("large.toml", std::string(2 << 20, '\n'));
  EXPECT_TRUE(contains(run({"--config", "large.toml"}).err, "large.toml: it is over 1 MiB"));
  EXPECT_EQ(run({"--config", "large.toml", "--no-config"}).status, 2) << "one or the other";
}

TEST_F(SettingsFile, SaysNothingByAFlagThatIsFalseAndAListThatIsEmpty) {
  settings("paired = false\nfail-on = []\n");
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(run().err, "");
}

TEST_F(SettingsFile, CanHaveWaiversWithAReasonAndALastDay) {
  settings(
      "fail-on = \"worse\"\n\n[[waiver]]\nmatch = \".name:Encode\"\n"
      "reason = \"the new codec\"\nexpires = 2026-12-31\n");
  const RunOptions last_day{.environment = {{"SOURCE_DATE_EPOCH", "1798761599"}}};
  const RunOptions day_after{.environment = {{"SOURCE_DATE_EPOCH", "1798761600"}}};
  const Outcome waived = run({}, last_day);
  EXPECT_EQ(waived.status, 0);
  EXPECT_TRUE(contains(waived.out, ": the new codec (until 2026-12-31)"));
  const Outcome over = run({}, day_after);
  EXPECT_EQ(over.status, 1);
  EXPECT_TRUE(contains(over.out, "gate: the waiver of .name:Encode (the new codec) is over since"));
}

TEST_F(SettingsFile, CanNameAFileOfWaiversBesideIt) {
  std::filesystem::create_directories(folder.path() / "ci");
  std::filesystem::create_directories(folder.path() / "a");
  folder.write("ci/waivers.toml",
               "[[waiver]]\nmatch = \"*\"\nreason = \"known\"\nexpires = 2999-01-01\n");
  settings("fail-on = \"worse\"\nwaivers = \"ci/waivers.toml\"\n");
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(run_benchdiff({"../old.txt", "../new.txt"}, {.directory = folder.path() / "a"}).status,
            0);
  EXPECT_EQ(run({"--no-config", "--fail-on", "worse", "--waivers", "ci/waivers.toml"}).status, 0);
  folder.write("ci/waivers.toml", "fail-on = \"worse\"\n");
  const Outcome fault = run();
  EXPECT_EQ(fault.status, 2);
  EXPECT_TRUE(contains(fault.err, "ci/waivers.toml:1: a file of waivers has nothing but"));
}

TEST_F(SettingsFile, MutesBenchmarksThatAreStillShown) {
  settings("fail-on = \"worse\"\nmute = \".name:Encode\"\n");
  const Outcome muted = run();
  EXPECT_EQ(muted.status, 0);
  EXPECT_TRUE(contains(muted.out, "1 worse"));
  EXPECT_TRUE(contains(muted.out, "gate: passed, 1 muted"));
}

TEST_F(SettingsFile, HasASayInRunsThatAreMeasured) {
  folder.write("bench.sh", "echo BenchmarkA 1 $1 ns/op\n");
  settings("fail-on = \"worse\"\n[run]\nruns = 5\n");
  const std::vector<std::string> arguments{"run", "--old", "sh bench.sh 10", "--new",
                                           "sh bench.sh 20"};
  const Outcome measured = folder.run(arguments);
  EXPECT_EQ(measured.status, 1) << measured.err;
  EXPECT_TRUE(contains(measured.out, "gate: 1 failed"));
  settings("[run]\nruns = \"many\"\n");
  const Outcome fault = folder.run(arguments);
  EXPECT_EQ(fault.status, 2);
  EXPECT_TRUE(contains(fault.err, "benchdiff run: benchdiff.toml: "));
}

}  // namespace
}  // namespace benchdiff
