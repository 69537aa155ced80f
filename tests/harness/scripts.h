#pragma once

#include <csignal>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include <benchdiff/harness/child.h>
#include <benchdiff/harness/run_plan.h>

namespace benchdiff::harness {

/// A shell that runs a script.
inline ChildOptions script(std::string text) {
  ChildOptions options;
  options.words = {"/bin/sh", "-c", std::move(text)};
  return options;
}

/// A plan with the sides old and new, which run these commands.
inline RunPlan plan_of(std::string old_side, std::string new_side, std::size_t runs = 6) {
  RunPlan plan;
  plan.sides = {{"old", std::move(old_side), {}}, {"new", std::move(new_side), {}}};
  plan.runs = runs;
  plan.gated_units = usually_gated_units();
  return plan;
}

/// While it lives, no file grows beyond so many bytes.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::size_t bytes) {
    (void)std::signal(SIGXFSZ, SIG_IGN);  // as the program does
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit less{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &less);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace benchdiff::harness
