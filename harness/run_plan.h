#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <benchdiff/report/judge.h>

namespace benchdiff::harness {

/// One of the programs that are compared.
struct Side {
  std::string name;  ///< letters, digits and `._+-`
  std::string command;
  std::string directory = {};  ///< where it runs; the plan's if empty
  std::string commit = {};     ///< that it was built from; empty if unknown
};

/// What `benchdiff run` measures, and how.
struct RunPlan {
  std::vector<Side> sides;  ///< the first is the baseline

  bool times = false;            ///< measures the commands themselves, and reads nothing they print
  std::string name = "Command";  ///< what they are called then
  std::string preload;           ///< the library that counts their allocations then; empty for none
  std::string prepare;           ///< a command before each run, which isn't measured
  std::size_t warm_ups = 0;      ///< runs of each side that are thrown away
  std::size_t runs = 0;          ///< of each side, or at most so many
  double timeout = 0;            ///< of a run, in seconds; 0 for none
  double most_seconds = 0;       ///< of all together; 0 for no limit
  std::string directory;
  std::vector<std::string> environment;  ///< `NAME=value`
  std::optional<int> cpu;
  std::string filter;      ///< a regular expression that `{filter}` in a command stands for
  std::string launcher;    ///< `srun -n1 {}`: starts each run, maybe on another machine
  std::uint64_t seed = 1;  ///< of the order of sides in a round

  bool until_clear = false;              ///< stops when nothing is unclear
  std::vector<std::string> gated_units;  ///< that have to be clear; as they are reported
  bool gates_are_told = false;           ///< by who runs it, and aren't just the usual ones
  /// All that decides on what is measured and judged on the way, as options: a file that was begun
  /// with others isn't gone on with.
  std::string how;
  report::JudgeOptions judge;
};

/// The units that have to be clear where nobody said which: time, bytes and allocations.
[[nodiscard]] std::vector<std::string> usually_gated_units();

}  // namespace benchdiff::harness
