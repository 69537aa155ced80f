#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program.h"

namespace benchdiff {

/// What a benchmark program prints before and after a change, by lines of shell.
struct Case {
  std::string name;
  std::string before;
  std::string after;
  std::string rule = "worse:5%";
  int runs = 8;
  int status = 0;           ///< that the job ends with
  std::string verdict;      ///< in the summary
  bool is_measured = true;  ///< to the last run
  bool is_reported = true;  ///< of some benchmarks at least
};

/// A repository with two commits, and what a system for CI puts around it: variables, and a `gh`
/// and a `curl` that keep what they are told.
class Job {
 public:
  explicit Job(const Case& the_case);

  static constexpr std::string_view marker = "<!-- benchdiff:report:benchmarks -->";

  /// Runs a step as the shell of a runner does, after a step that measured with this outcome.
  [[nodiscard]] Outcome step(const std::string& script, const std::string& measured = "success");

  /// As of a fork.
  void forbid_to_write();

  /// Whether the repository has a file.
  [[nodiscard]] bool has(const std::string& name) const;
  /// A file as text; an empty one where there is none.
  [[nodiscard]] std::string file(const std::string& name) const;
  /// The bodies of the comments that were written.
  [[nodiscard]] std::vector<std::string> comments() const;

 private:
  void write_stub(const std::string& name, std::string_view text);
  [[nodiscard]] std::string commit(const std::string& program);

  TemporaryDirectory folder_;
  std::string base_;
  std::string head_;
  int runs_ = 0;
  bool has_token_ = true;
};

}  // namespace benchdiff
