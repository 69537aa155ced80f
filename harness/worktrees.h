#pragma once

#include <array>
#include <functional>
#include <string>

#include <benchdiff/harness/signals.h>

namespace benchdiff::harness {

/// Two commits of a Git repository, each checked out in a folder of its own beside it and built
/// there. The folders go with this.
class Worktrees {
 public:
  struct Options {
    std::string repository;                            ///< a folder in it; ours if empty
    std::string range;                                 ///< `OLD..NEW`; without a NEW it is HEAD
    std::string build;                                 ///< a command run in each; none if empty
    std::function<void(const std::string&)> say = {};  ///< told what it does
  };
  /// Throws std::runtime_error with what can't be found, checked out or built.
  Worktrees(Options options, Signals& signals);
  Worktrees(const Worktrees&) = delete;
  Worktrees& operator=(const Worktrees&) = delete;
  ~Worktrees();

  struct Commit {
    std::string name;  ///< as it was asked for
    std::string hash;
    std::string directory;
  };
  [[nodiscard]] const Commit& old_side() const { return commits_[0]; }
  [[nodiscard]] const Commit& new_side() const { return commits_[1]; }

 private:
  [[nodiscard]] std::string git(const std::string& arguments, const std::string& what);
  void check_out(Commit& commit, const char* folder);
  void remove() noexcept;

  Options options_;
  Signals& signals_;
  std::array<Commit, 2> commits_;
  std::string root_;
};

}  // namespace benchdiff::harness
