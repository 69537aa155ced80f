#include <benchdiff/harness/worktrees.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <benchdiff/harness/child.h>
#include <benchdiff/harness/command.h>

namespace benchdiff::harness {
namespace {

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string run_or_throw(const std::string& script, const std::string& directory,
                         const std::string& what, Signals& signals) {
  ChildOptions options;
  options.words = {"/bin/sh", "-c", script};
  options.directory = directory;
  ChildResult result = run_child(options, signals);
  if (result.is_good()) return std::move(result.output);
  std::string said = trimmed(result.errors.empty() ? result.output : result.errors);
  constexpr std::size_t most = 4000;
  if (said.size() > most) said.erase(0, said.size() - most);
  throw std::runtime_error(what + ": " + describe_end(result, options) +
                           (said.empty() ? "" : "; it said:\n" + said));
}

}  // namespace

std::string Worktrees::git(const std::string& arguments, const std::string& what) {
  return run_or_throw("exec git " + arguments, options_.repository, what, signals_);
}

Worktrees::Worktrees(Options options, Signals& signals)
    : options_(std::move(options)), signals_(signals) {
  const std::size_t dots = options_.range.find("..");
  if (dots == std::string::npos || dots == 0 || options_.range.find("...") != std::string::npos) {
    throw std::runtime_error("--git needs two commits: OLD..NEW, not '" + options_.range + "'");
  }
  commits_[0].name = options_.range.substr(0, dots);
  commits_[1].name = options_.range.substr(dots + 2);
  if (commits_[1].name.empty()) commits_[1].name = "HEAD";
  const char* const temporary = std::getenv("TMPDIR");
  root_ = std::string(temporary ? temporary : "/tmp") + "/benchdiff-XXXXXX";
  if (!mkdtemp(root_.data())) {
    throw std::runtime_error("making " + root_ + ": " + std::strerror(errno));
  }
  try {
    check_out(commits_[0], "old");
    check_out(commits_[1], "new");
    for (const Commit& commit : commits_) {
      if (options_.build.empty()) break;
      if (options_.say) options_.say("building " + commit.name + " in " + commit.directory);
      run_or_throw(options_.build, commit.directory, "building " + commit.name, signals_);
    }
  } catch (...) {
    remove();
    throw;
  }
}

void Worktrees::check_out(Commit& commit, const char* folder) {
  const std::string revision = shell_quoted(commit.name + "^{commit}");
  commit.hash = trimmed(
      git("rev-parse --verify --end-of-options " + revision, "finding the commit " + commit.name));
  commit.directory = root_ + "/" + folder;
  (void)git("worktree add --quiet --detach " + shell_quoted(commit.directory) + " " + commit.hash,
            "checking out " + commit.name);
}

Worktrees::~Worktrees() { remove(); }

void Worktrees::remove() noexcept {
  try {
    std::filesystem::remove_all(root_);
    ChildOptions options;
    options.outlasts_signals = true;
    options.timeout = 60;
    options.words = {"git", "worktree", "prune"};
    options.directory = options_.repository;
    (void)run_child(options, signals_);
  } catch (const std::exception&) {  // it stays in the folder for temporary files
    return;
  }
}

}  // namespace benchdiff::harness
