#include <cstdlib>
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include <benchdiff/formats/json_tree.h>

#include "ci_job.h"

namespace benchdiff {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

Job::Job(const Case& the_case) {
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

Outcome Job::step(const std::string& script, const std::string& measured) {
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
      {"MEASURED", measured},
      {"GITHUB_WORKSPACE", (folder_.path() / "repository").string()},
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

void Job::forbid_to_write() {
  folder_.write("stub/read-only", "");
  has_token_ = false;
}

bool Job::has(const std::string& name) const {
  return fs::exists(folder_.path() / "repository" / name);
}
std::string Job::file(const std::string& name) const {
  const fs::path path = folder_.path() / name;
  return fs::exists(path) ? read_file(path) : "";
}

std::vector<std::string> Job::comments() const {
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

void Job::write_stub(const std::string& name, std::string_view text) {
  folder_.write("stub/" + name, text);
  fs::permissions(folder_.path() / "stub" / name, fs::perms::owner_all);
}

std::string Job::commit(const std::string& program) {
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

}  // namespace benchdiff
