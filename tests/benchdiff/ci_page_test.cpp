// Runs the shell steps of the workflows in docs/ci.md, so that they stay true: in a repository with
// two commits of a small benchmark program, with a `gh` and a `curl` that keep what they are told.
// gate_itself_test.cpp tries the gate on such cases without a workflow.

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "ci_job.h"
#include "program.h"
#include "workflows.h"

namespace benchdiff {
namespace {

std::string prints(std::string_view name, int time, int allocations = 0) {
  // Some noise, which no two runs share.
  return "echo \"Benchmark" + std::string(name) + " 100 $((" + std::to_string(time) +
         " + $$ % 7)) ns/op " + std::to_string(allocations) + " allocs/op\"\n";
}

/// A program that prints until it crashes in its `n`-th run.
std::string crashes_in_run(int n, const std::string& program) {
  return "count=$(($(cat \"$STUB/count\" 2>/dev/null || echo 0) + 1))\n"
         "echo $count > \"$STUB/count\"\n"
         "[ $count -lt " +
         std::to_string(n) + " ] || exit 1\n" + program;
}

/// A program that writes what looks like reports of benchdiff, where those will stand.
std::string forges_reports(const std::string& program) {
  return "for name in report.md report.json report.xml report.html metrics.txt codequality.json\n"
         "do echo '" +
         std::string(Job::marker) + " forged' > \"$GITHUB_WORKSPACE/$name\"; done\n" + program;
}

std::vector<Case> cases() {
  const std::string before = prints("Encode", 1000);
  return {
      {.name = "slower",
       .before = before,
       .after = prints("Encode", 1100),
       .status = 1,
       .verdict = "1 worse"},
      {.name = "the same", .before = before, .after = before, .status = 0, .verdict = "0 worse"},
      {.name = "garbage",
       .before = before,
       .after = "echo garbage\n",
       .status = 2,
       .verdict = "",
       .is_measured = false},
      {.name = "nothing but garbage",
       .before = "echo garbage\n",
       .after = "echo garbage\n",
       .status = 2,
       .verdict = "No benchmarks were compared",
       .is_measured = false,
       .is_reported = false},
      {.name = "a forged report",
       .before = forges_reports("echo garbage\n"),
       .after = forges_reports("echo garbage\n"),
       .status = 2,
       .verdict = "No benchmarks were compared",
       .is_measured = false,
       .is_reported = false},
      {.name = "a forged report beside benchmarks",
       .before = before,
       .after = forges_reports(before),
       .status = 0,
       .verdict = "0 worse"},
      {.name = "a crash in the fifth run",
       .before = before,
       .after = crashes_in_run(5, before),
       .status = 2,
       .verdict = "gate: passed",
       .is_measured = false},
      {.name = "slower, and a crash in the seventh run",
       .before = before,
       .after = crashes_in_run(7, prints("Encode", 1100)),
       .status = 1,
       .verdict = "1 worse",
       .is_measured = false},
      {.name = "nothing in common",
       .before = before,
       .after = prints("Decode", 1000),
       .status = 2,
       .verdict = "nothing",
       .is_measured = false},
      {.name = "an allocation",
       .before = before,
       .after = prints("Encode", 1000, 1),
       .status = 1,
       .verdict = "1 worse"},
      {.name = "too few runs",
       .before = before,
       .after = prints("Encode", 1100),
       .rule = "unclear",
       .runs = 2,
       .status = 3,
       .verdict = "1 unclear"},
  };
}

bool has_tools() { return run("/bin/sh", {"-c", "jq --version && git --version"}).status == 0; }

TEST(CiPage, HasAWorkflowForGitHubAndOneForGitLab) {
  const auto all = workflows();
  ASSERT_EQ(all.size(), 2U);
  const auto names = [](const Steps& steps) {
    std::vector<std::string> all_names;
    for (const auto& step : steps) all_names.push_back(step.first);
    return all_names;
  };
  EXPECT_EQ(names(all[0]), (std::vector<std::string>{"measure", "compare", "comment"}));
  EXPECT_EQ(names(all[1]), (std::vector<std::string>{"script", "script", "after_script"}));
}

TEST(CiPage, TheScriptThatInstallsIsOneAndNamesThePackagesThatDevDoes) {
  const auto blocks = blocks_of_ci_page("sh");
  ASSERT_EQ(blocks.size(), 1U);
  std::string script;
  for (const std::string& line : blocks[0]) script += line + "\n";
  const Outcome checked = run("/bin/sh", {"-n", "-c", script});
  EXPECT_EQ(checked.status, 0) << checked.err;
  // All that ./dev builds with, but for what only tests need.
  const std::string dev = read_file(std::string(BENCHDIFF_SOURCE) + "/dev");
  const std::size_t begin = dev.find("to_build='") + 10;
  std::istringstream packages(dev.substr(begin, dev.find('\'', begin) - begin));
  for (std::string package; packages >> package;) {
    const bool is_for_tests =
        package == "libgtest-dev" || package == "relacy-dev" || package == "libtbb-dev";
    EXPECT_EQ(contains(script, " " + package), !is_for_tests) << package;
  }
  for (const auto tool : {" git ", " make", " curl ", " jq "}) EXPECT_TRUE(contains(script, tool));
}

TEST(CiPage, TheSettingsThatItShowsAreUnderstood) {
  const auto blocks = blocks_of_ci_page("toml");
  EXPECT_EQ(blocks.size(), 3U);
  for (const auto& block : blocks) {
    const TemporaryDirectory folder;
    std::string settings;
    for (const std::string& line : block) settings += line + "\n";
    folder.write("benchdiff.toml", settings);
    folder.write("old.txt", results("Encode", {"1", "2", "3"}));
    const Outcome outcome = folder.run({"old=old.txt", "new=old.txt"});
    EXPECT_EQ(outcome.status, 0) << settings << outcome.err;
  }
}

constexpr std::string_view measuring_failed =
    "**Measuring failed**; what follows is of the runs until then.\n\n";

/// Runs the steps of GitHub's workflow, each whatever became of those before it, and answers the
/// status that the job ends with.
int run_github(Job& job, const Steps& steps) {
  const Outcome measured = job.step(steps[0].second);
  const Outcome compared = job.step(steps[1].second, measured.status == 0 ? "success" : "failure");
  const Outcome commented = job.step(steps[2].second);
  EXPECT_EQ(commented.status, 0) << commented.err;
  return compared.status;
}

TEST(CiPage, TheStepsOnGitHubGatePublishAndComment) {
  if (!has_tools()) GTEST_SKIP() << "there is no jq or no git";
  const Steps steps = workflows().at(0);
  for (const Case& the_case : cases()) {
    SCOPED_TRACE(the_case.name);
    Job job(the_case);
    EXPECT_EQ(run_github(job, steps), the_case.status);
    const std::string summary = job.file("stub/summary.md");
    EXPECT_TRUE(contains(summary, the_case.verdict));
    const std::string first = std::string(Job::marker) + "\n";
    EXPECT_TRUE(summary.starts_with(first)) << summary;
    ASSERT_EQ(job.comments().size(), 1U) << job.file("stub/calls");
    const std::string comment = job.comments()[0];
    EXPECT_EQ(comment, job.file("repository/report.md"));
    EXPECT_TRUE(contains(comment, the_case.verdict));
    // Of one side there is a report, and of none there isn't.
    const bool is_cut_short = the_case.is_reported && !the_case.is_measured;
    for (const std::string& text : {summary, comment}) {
      EXPECT_EQ(text.starts_with(first + std::string(measuring_failed)), is_cut_short) << text;
      EXPECT_EQ(contains(text, "Measuring failed"), is_cut_short) << text;
    }
    for (const auto name : {"report.html", "report.json", "report.xml"}) {
      EXPECT_EQ(job.has(name), the_case.is_reported) << name;
      EXPECT_TRUE(lacks(job.file(std::string("repository/") + name), "forged"));
    }
    EXPECT_TRUE(lacks(job.file("stub/calls"), "secret"));
  }
}

TEST(CiPage, TheCommentOnGitHubIsBroughtUpToDate) {
  if (!has_tools()) GTEST_SKIP() << "there is no jq or no git";
  const Steps steps = workflows().at(0);
  Job job(cases().front());
  (void)run_github(job, steps);
  ASSERT_EQ(job.comments().size(), 1U);
  const std::string script = "printf '%s\\n' '" + std::string(Job::marker) +
                             "' 'another report' > report.md\n" + steps[2].second;
  EXPECT_EQ(job.step(script).status, 0);
  ASSERT_EQ(job.comments().size(), 1U);
  EXPECT_EQ(job.comments()[0], std::string(Job::marker) + "\nanother report\n");
  EXPECT_TRUE(contains(job.file("stub/calls"), "--method PATCH"));
}

TEST(CiPage, AForkOnGitHubGetsItsSummaryWithoutAComment) {
  if (!has_tools()) GTEST_SKIP() << "there is no jq or no git";
  const Steps steps = workflows().at(0);
  Job job(cases().front());
  job.forbid_to_write();
  EXPECT_EQ(run_github(job, steps), 1);
  EXPECT_TRUE(job.comments().empty());
  EXPECT_TRUE(contains(job.file("stub/summary.md"), "1 worse"));
}

/// Runs the steps of GitLab's job: those of `script` up to the first that fails.
int run_gitlab(Job& job, const Steps& steps) {
  Outcome outcome = job.step(steps[0].second);
  if (outcome.status == 0) outcome = job.step(steps[1].second);
  const Outcome after = job.step(steps[2].second);
  EXPECT_EQ(after.status, 0) << after.err;
  return outcome.status;
}

TEST(CiPage, TheStepsOnGitLabGatePublishAndComment) {
  if (!has_tools()) GTEST_SKIP() << "there is no jq or no git";
  const Steps steps = workflows().at(1);
  for (const Case& the_case : cases()) {
    SCOPED_TRACE(the_case.name);
    Job job(the_case);
    EXPECT_EQ(run_gitlab(job, steps), the_case.is_measured ? the_case.status : 2);
    ASSERT_EQ(job.comments().size(), 1U) << job.file("stub/calls");
    // Nothing is compared where measuring breaks off.
    const bool compared = the_case.is_measured && the_case.status != 2;
    EXPECT_TRUE(contains(
        job.comments()[0],
        compared ? the_case.verdict : "No benchmarks were compared**, even if some were measured"));
    for (const auto name :
         {"report.html", "report.json", "report.xml", "metrics.txt", "codequality.json"}) {
      EXPECT_EQ(job.has(name), compared) << name;
      EXPECT_TRUE(lacks(job.file(std::string("repository/") + name), "forged"));
    }
    // The second time around it is the same comment.
    EXPECT_EQ(job.step(steps[2].second).status, 0);
    EXPECT_EQ(job.comments().size(), 1U);
    EXPECT_TRUE(contains(job.file("stub/calls"), "--request PUT"));
  }
}

TEST(CiPage, AForkOnGitLabHasNoComment) {
  if (!has_tools()) GTEST_SKIP() << "there is no jq or no git";
  const Steps steps = workflows().at(1);
  Job job(cases().front());
  job.forbid_to_write();
  EXPECT_EQ(run_gitlab(job, steps), 1);
  EXPECT_TRUE(job.comments().empty());
  EXPECT_EQ(job.file("stub/calls"), "");
}

}  // namespace
}  // namespace benchdiff
