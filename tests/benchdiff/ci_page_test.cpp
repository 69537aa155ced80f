// Runs the shell steps of the workflows in docs/ci.md, so that they stay true: in a repository with
// two commits of a small benchmark program, with a `gh` and a `curl` that keep what they are told.
// gate_itself_test.cpp tries the gate on such cases without a workflow.
//
// A step is a block scalar (`run: |`, or `- |` under `script:` and `after_script:`) in a ```yaml
// block, named by the `name:` above it or by the list that it is in.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/json_tree.h>

#include "program.h"

namespace benchdiff {
namespace {

namespace fs = std::filesystem;

/// The shell steps of a workflow, by name in their order.
using Steps = std::vector<std::pair<std::string, std::string>>;

std::size_t indentation(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The shell steps in a block of YAML, as far as such blocks go here.
Steps steps_of(const std::vector<std::string>& lines) {
  Steps steps;
  std::string name;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_match(lines[i], match, std::regex(R"( *- name: (.*))")) ||
        std::regex_match(lines[i], match, std::regex(R"( *((?:before_|after_)?script):)"))) {
      name = match[1];
    }
    if (!std::regex_match(lines[i], std::regex(R"( *(run: |- )\|)"))) continue;
    const std::size_t inside = indentation(lines[i + 1]);
    std::string script;
    for (; i + 1 < lines.size() && indentation(lines[i + 1]) >= inside; ++i) {
      script += lines[i + 1].substr(inside) + "\n";
    }
    steps.emplace_back(name, script);
  }
  return steps;
}

/// The blocks of the page that are in a language.
std::vector<std::vector<std::string>> blocks_of(const std::string& language) {
  std::istringstream page(read_file(fs::path(BENCHDIFF_SOURCE) / "docs/ci.md"));
  std::vector<std::vector<std::string>> blocks;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back().push_back(line);
    } else if (line == "```" + language) {
      blocks.emplace_back();
      inside = true;
    }
  }
  return blocks;
}

/// The steps of each workflow of the page: of GitHub and of GitLab.
std::vector<Steps> workflows() {
  std::vector<Steps> workflows;
  for (const auto& block : blocks_of("yaml")) workflows.push_back(steps_of(block));
  return workflows;
}

/// What a benchmark program prints before and after a change, by a line of shell each.
struct Case {
  std::string name;
  std::string before;
  std::string after;
  std::string rule = "worse:5%";
  int runs = 8;
  int status = 0;       ///< of the comparison
  std::string verdict;  ///< in the summary
};

std::string prints(std::string_view name, int time, int allocations = 0) {
  // Some noise, which no two runs share.
  return "echo \"Benchmark" + std::string(name) + " 100 $((" + std::to_string(time) +
         " + $$ % 7)) ns/op " + std::to_string(allocations) + " allocs/op\"\n";
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
      {.name = "garbage", .before = before, .after = "echo garbage\n", .status = 2, .verdict = ""},
      {.name = "nothing but garbage",
       .before = "echo garbage\n",
       .after = "echo garbage\n",
       .status = 2,
       .verdict = "No benchmarks were compared"},
      {.name = "nothing in common",
       .before = before,
       .after = prints("Decode", 1000),
       .status = 2,
       .verdict = "nothing"},
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

constexpr std::string_view stub_of_gh = R"(#!/bin/sh
# Keeps comments in $STUB/comments.json.
echo "$*" >> "$STUB/calls"
[ ! -e "$STUB/read-only" ] || { echo 'HTTP 403' >&2; exit 1; }
comments=$STUB/comments.json
case "$*" in
  *'--method PATCH'*)
    id=${4##*/}
    jq --argjson id "$id" --rawfile body "${6#body=@}" \
      'map(if .id == $id then .body = $body else . end)' "$comments" > "$comments.new" ;;
  *'--method POST'*)
    jq --rawfile body "${6#body=@}" \
      '. + [{id: (length + 1), user: {login: "github-actions[bot]"}, body: $body}]' \
      "$comments" > "$comments.new" ;;
  *--paginate*) exec jq -r "$5" "$comments" ;;
esac
mv "$comments.new" "$comments"
)";

constexpr std::string_view stub_of_curl = R"(#!/bin/sh
# Keeps the notes of a merge request in $STUB/comments.json, 100 a page.
echo "$*" >> "$STUB/calls"
comments=$STUB/comments.json
method=GET
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2; shift ;;
    --data-urlencode) body=${2#body@}; shift ;;
    --header) shift ;;
    --*) ;;
    *) url=$1 ;;
  esac
  shift
done
case $method$url in
  GET*/user) echo '{"id": 7}'; exit ;;
  GET*) exec jq --argjson page "${url##*page=}" '.[($page - 1) * 100:$page * 100]' "$comments" ;;
  PUT*)
    jq --argjson id "${url##*/}" --rawfile body "$body" \
      'map(if .id == $id then .body = $body else . end)' "$comments" > "$comments.new" ;;
  POST*)
    jq --rawfile body "$body" '. + [{id: (length + 1), author: {id: 7}, body: $body}]' \
      "$comments" > "$comments.new" ;;
esac
mv "$comments.new" "$comments"
)";

/// A repository with two commits, and what a system for CI puts around it.
class Job {
 public:
  explicit Job(const Case& the_case) {
    fs::create_directories(folder_.path() / "stub");
    fs::create_directories(folder_.path() / "repository");
    write_stub("gh", stub_of_gh);
    write_stub("curl", stub_of_curl);
    // Others' comments, more than a page of them; one pretends to be ours.
    std::string comments;
    for (int i = 1; i <= 130; ++i) {
      comments += (i > 1 ? "," : "[") + std::string("{\"id\":") + std::to_string(i) +
                  R"(,"user":{"login":"mallory"},"author":{"id":6},"body":")" +
                  (i == 3 ? std::string(marker) + " mine" : "hello") + "\"}";
    }
    folder_.write("stub/comments.json", comments + "]");
    base_ = commit(the_case.before);
    head_ = commit(the_case.after);
    folder_.write("repository/benchdiff.toml", "fail-on = [\"" + the_case.rule + "\"]\n");
    // A change may bring what looks like a report.
    for (const auto name : {"report.md", "report.html", "results.txt"}) {
      folder_.write(std::string("repository/") + name, "forged");
    }
    runs_ = the_case.runs;
  }

  static constexpr std::string_view marker = "<!-- benchdiff:report:benchmarks -->";

  /// Runs a step as the shell of a runner does.
  [[nodiscard]] Outcome step(const std::string& script) {
    const char* path = std::getenv("PATH");
    const std::string stub = (folder_.path() / "stub").string();
    std::map<std::string, std::string> environment{
        {"PATH", stub + ":" + fs::path(BENCHDIFF_PROGRAM).parent_path().string() + ":" +
                     (path != nullptr ? path : "/usr/bin:/bin")},
        {"HOME", stub},
        {"STUB", stub},
        {"BASE", base_},
        {"HEAD", head_},
        {"BUILD", "true"},
        {"COMMAND", "sh bench.sh"},
        {"RUNS", std::to_string(runs_)},
        {"PULL_REQUEST", "12"},
        {"GITHUB_REPOSITORY", "someone/something"},
        {"GITHUB_STEP_SUMMARY", stub + "/summary.md"},
        {"GH_TOKEN", "secret"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA", base_},
        {"CI_COMMIT_SHA", head_},
        {"CI_API_V4_URL", "https://gitlab.example/api/v4"},
        {"CI_PROJECT_ID", "5"},
        {"CI_MERGE_REQUEST_IID", "12"},
    };
    if (has_token_) environment["BENCHDIFF_TOKEN"] = "secret";
    return run("/bin/sh", {"-e", "-c", script},
               {.environment = environment, .directory = folder_.path() / "repository"});
  }

  void forbid_to_write() {
    folder_.write("stub/read-only", "");
    has_token_ = false;
  }

  [[nodiscard]] bool has(const std::string& name) const {
    return fs::exists(folder_.path() / "repository" / name);
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    const fs::path path = folder_.path() / name;
    return fs::exists(path) ? read_file(path) : "";
  }
  /// The bodies of the comments that were written.
  [[nodiscard]] std::vector<std::string> comments() const {
    const auto tree = formats::parse_json(file("stub/comments.json"));
    EXPECT_TRUE(tree);
    std::vector<std::string> bodies;
    for (const auto& comment : tree->root().elements()) {
      if (comment.find("id")->number() > 130) bodies.emplace_back(comment.find("body")->text());
      EXPECT_TRUE(lacks(comment.find("body")->text(), "forged"));
    }
    EXPECT_EQ(tree->root().elements()[2].find("body")->text(), std::string(marker) + " mine");
    return bodies;
  }

 private:
  void write_stub(const std::string& name, std::string_view text) {
    folder_.write("stub/" + name, text);
    fs::permissions(folder_.path() / "stub" / name, fs::perms::owner_all);
  }

  std::string commit(const std::string& program) {
    folder_.write("repository/bench.sh", program);
    const Outcome made =
        run("/bin/sh",
            {"-e", "-c",
             "[ -e .git ] || git init -q\ngit add bench.sh\n"
             "git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m change\n"
             "git rev-parse HEAD\n"},
            {.environment = {{"HOME", (folder_.path() / "stub").string()}},
             .directory = folder_.path() / "repository"});
    EXPECT_EQ(made.status, 0) << made.err;
    return made.out.substr(0, made.out.find('\n'));
  }

  TemporaryDirectory folder_;
  std::string base_;
  std::string head_;
  int runs_ = 0;
  bool has_token_ = true;
};

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

TEST(CiPage, TheSettingsThatItShowsAreUnderstood) {
  const auto blocks = blocks_of("toml");
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

/// Runs the steps of GitHub's workflow, each whatever became of those before it but for the first,
/// and answers the status that the job ends with.
int run_github(Job& job, const Steps& steps) {
  (void)job.step(steps[0].second);
  const Outcome compared = job.step(steps[1].second);
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
    EXPECT_TRUE(summary.starts_with(Job::marker)) << summary;
    ASSERT_EQ(job.comments().size(), 1U) << job.file("stub/calls");
    EXPECT_EQ(job.comments()[0], job.file("repository/report.md"));
    EXPECT_TRUE(contains(job.comments()[0], the_case.verdict));
    // Of one side there is a report, and of none there isn't.
    const bool reported = the_case.name != "nothing but garbage";
    for (const auto name : {"report.html", "report.json", "report.xml"}) {
      EXPECT_EQ(job.has(name), reported) << name;
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
    EXPECT_EQ(run_gitlab(job, steps), the_case.status);
    ASSERT_EQ(job.comments().size(), 1U) << job.file("stub/calls");
    // Where nothing could be measured, there is nothing to compare.
    const bool measured = the_case.status != 2;
    EXPECT_TRUE(contains(job.comments()[0], measured ? the_case.verdict : "No benchmarks"));
    for (const auto name :
         {"report.html", "report.json", "report.xml", "metrics.txt", "codequality.json"}) {
      EXPECT_EQ(job.has(name), measured) << name;
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
