#include <benchdiff/harness/worktrees.h>

#include <cstdlib>
#include <stdexcept>

#include <gtest/gtest.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

namespace fs = std::filesystem;

/// A repository whose file `value` is 1 in the commit v1 and 2 in the next, and a folder for
/// temporary files of its own.
class WorktreesOf : public testing::Test {
 protected:
  WorktreesOf() {
    fs::create_directory(folder.path() / "repository");
    fs::create_directory(folder.path() / "temporary");
    setenv("TMPDIR", (folder.path() / "temporary").c_str(), 1);
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    EXPECT_EQ(shell("git init -q -b main && git config user.name me && git config user.email a@b &&"
                    "git config commit.gpgsign false && git config core.hooksPath /dev/null &&"
                    "echo 1 > value && git add . && git commit -qm one && git tag v1 &&"
                    "echo 2 > value && git commit -qam two && echo 3 > value"),
              "");
  }
  ~WorktreesOf() override { unsetenv("TMPDIR"); }

  /// What a script in the repository prints.
  [[nodiscard]] std::string shell(const std::string& text) {
    ChildOptions options = script(text + " 2>&1");
    options.directory = repository();
    return run_child(options, signals).output;
  }
  [[nodiscard]] std::string repository() const { return folder.path() / "repository"; }
  [[nodiscard]] Worktrees::Options options(std::string range, std::string build = "") const {
    return {.repository = repository(), .range = std::move(range), .build = std::move(build)};
  }
  [[nodiscard]] std::string fault_of(const std::string& range, const std::string& build = "") {
    try {
      const Worktrees worktrees(options(range, build), signals);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  }
  void expect_nothing_left() {
    EXPECT_TRUE(fs::is_empty(folder.path() / "temporary"));
    const fs::path known = fs::path(repository()) / ".git/worktrees";
    EXPECT_TRUE(!fs::exists(known) || fs::is_empty(known));
  }

  const TemporaryDirectory folder;
  Signals signals;
};

TEST_F(WorktreesOf, TwoCommitsHoldWhatTheyHeldAndAreBuilt) {
  {
    const Worktrees worktrees(options("v1..main", "cat value value > built"), signals);
    EXPECT_EQ(worktrees.old_side().name, "v1");
    EXPECT_EQ(worktrees.new_side().name, "main");
    EXPECT_EQ(worktrees.old_side().hash + "\n", shell("git rev-parse v1"));
    EXPECT_EQ(read_file(worktrees.old_side().directory + "/built"), "1\n1\n");
    EXPECT_EQ(read_file(worktrees.new_side().directory + "/built"), "2\n2\n");
  }
  expect_nothing_left();
  EXPECT_EQ(read_file(repository() + "/value"), "3\n");
  EXPECT_EQ(shell("git status --short"), " M value\n");
}

TEST_F(WorktreesOf, OneCommitIsComparedWithHead) {
  const Worktrees worktrees(options("v1.."), signals);
  EXPECT_EQ(worktrees.new_side().name, "HEAD");
  EXPECT_EQ(read_file(worktrees.new_side().directory + "/value"), "2\n");
}

TEST_F(WorktreesOf, TheSameCommitTwiceIsAFairComparison) {
  const Worktrees worktrees(options("HEAD..HEAD"), signals);
  EXPECT_NE(worktrees.old_side().directory, worktrees.new_side().directory);
}

TEST_F(WorktreesOf, ARangeThatIsNoneIsRefused) {
  for (const char* range : {"", "v1", "..v1", ".."}) {
    EXPECT_TRUE(contains(fault_of(range), "--git needs two commits: OLD..NEW")) << range;
  }
}

TEST_F(WorktreesOf, ACommitThatIsMissingIsNamed) {
  for (const char* name : {"nope", "it's", "$(touch x)", "--help", "v1^{tree}", "a b"}) {
    EXPECT_TRUE(contains(fault_of("v1.." + std::string(name)),
                         "finding the commit " + std::string(name) + ": exit status 128"));
  }
  EXPECT_FALSE(fs::exists(repository() + "/x"));
  expect_nothing_left();
}

TEST_F(WorktreesOf, AFolderThatIsNoRepositoryIsToldAsGitDoes) {
  try {
    const Worktrees none({.repository = folder.path(), .range = "a..b", .build = ""}, signals);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_TRUE(contains(error.what(), "not a git repository"));
  }
}

TEST_F(WorktreesOf, ABuildThatFailsIsToldWithWhatItSaid) {
  EXPECT_EQ(fault_of("v1..main", "grep -q 1 value || { echo broken >&2; exit 4; }"),
            "building main: exit status 4; it said:\nbroken");
  expect_nothing_left();
}

TEST_F(WorktreesOf, ABuildThatIsInterruptedLeavesNothing) {
  EXPECT_EQ(fault_of("v1..main", "kill -TERM $PPID; sleep 1000"), "building v1: interrupted");
  expect_nothing_left();
}

}  // namespace
}  // namespace benchdiff::harness
