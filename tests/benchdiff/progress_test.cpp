// What the program says of itself while something takes long.

#include <string>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

/// Compares with a file that comes slowly: its end lets wait for two seconds.
Outcome read_slowly(const TemporaryDirectory& folder, RunOptions options) {
  folder.write("old.txt", results("A", {"1", "1", "1"}));
  options.directory = folder.path();
  return run("/bin/sh",
             {"-c", "(cat old.txt; sleep 2) | \"$0\" -o report.txt old.txt -", BENCHDIFF_PROGRAM},
             options);
}

TEST(Progress, IsShownOnATerminalAndTakenAway) {
  if (!has_terminals()) GTEST_SKIP() << "no terminals here";
  const TemporaryDirectory folder;
  const Outcome slow =
      read_slowly(folder, {.environment = {{"TERM", "xterm"}}, .error_is_terminal = true});
  EXPECT_EQ(slow.status, 0) << slow.err;
  EXPECT_TRUE(contains(slow.err, "reading 0 MB ..."));
  EXPECT_TRUE(slow.err.ends_with("\r\x1b[K")) << slow.err;
  EXPECT_TRUE(lacks(slow.err, "\n"));
}

TEST(Progress, IsNoneInAPipeAndNoneOnADumbTerminal) {
  const TemporaryDirectory folder;
  EXPECT_EQ(read_slowly(folder, {.environment = {{"TERM", "xterm"}}}).err, "");
  if (!has_terminals()) GTEST_SKIP() << "no terminals here";
  const TemporaryDirectory other;
  EXPECT_EQ(read_slowly(other, {.environment = {{"TERM", "dumb"}}, .error_is_terminal = true}).err,
            "");
}

}  // namespace
}  // namespace benchdiff
