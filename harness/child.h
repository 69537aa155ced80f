#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <benchdiff/harness/signals.h>

namespace benchdiff::harness {

/// How a program is run once.
struct ChildOptions {
  std::vector<std::string> words;        ///< the program, looked up in PATH, and its arguments
  std::vector<std::string> environment;  ///< `NAME=value`, beside our own
  std::string directory;                 ///< ours if empty
  std::optional<int> cpu;                ///< the only one that it may run on
  double timeout = 0;                    ///< in seconds; 0 for none
  bool keeps_output = true;              ///< or standard output goes to /dev/null
  double grace = 0;  ///< seconds from SIGTERM to SIGKILL where it is stopped; what it started afar
                     ///< is for it to end
  std::size_t most_output = std::size_t{64} << 20U;  ///< in bytes; who prints more is stopped
  bool outlasts_signals = false;                     ///< isn't stopped when we are asked to end
  bool counts_events = false;  ///< instructions and cycles, where the system lets us
};

/// What became of it.
struct ChildResult {
  enum class End {
    exited,  ///< with `status`
    killed,  ///< by the signal `status`
    timed_out,
    flooded,      ///< it printed more than it may
    interrupted,  ///< we were asked to end
    not_started,  ///< `status` is the error
  };
  End end = End::not_started;
  int status = 0;
  std::string output;
  std::string errors;  ///< the end of what it wrote on standard error
  double seconds = 0;  ///< from before it was let go until it had ended
  rusage usage{};      ///< of it and the children it waited for
  std::optional<std::uint64_t> instructions, cycles;

  [[nodiscard]] bool is_good() const { return end == End::exited && status == 0; }
};

/// Runs a program to its end, in a process group of its own, without standard input. When it ends,
/// in whatever way, so does all that it started, also what it put into other groups or sessions.
/// Never throws for what the program does; std::system_error where the system has no pipe or
/// process to give.
[[nodiscard]] ChildResult run_child(const ChildOptions& options, Signals& signals);

/// `exit status 3`, `killed by signal 11 (Segmentation fault)`, `took longer than 10 s`, ...
[[nodiscard]] std::string describe_end(const ChildResult& result, const ChildOptions& options);

}  // namespace benchdiff::harness
