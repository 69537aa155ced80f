#pragma once

#include <optional>
#include <string>
#include <vector>

#include <benchdiff/harness/run_plan.h>
#include <benchdiff/report/terminal.h>

#include "gate_options.h"

namespace benchdiff {

/// What the command line of `benchdiff run` asks for.
struct RunOptions {
  harness::RunPlan plan;
  std::string output = "benchdiff-run.txt";
  bool resume = false;
  bool force = false;  ///< an output that exists is begun anew
  std::string git;     ///< `OLD..NEW`
  std::string build;
  bool counts_allocations = false;
  std::vector<std::string> min_effects;  ///< as they were given
  GateOptions gate;
  report::ColorChoice color = report::ColorChoice::automatic;
};

/// What became of a command line: options, or a text and the exit status to end with.
struct ParsedRun {
  std::optional<RunOptions> options;
  std::string out;
  std::string error;
  int status = 0;
};

/// Understands the arguments behind `benchdiff run`.
[[nodiscard]] ParsedRun parse_run_options(std::vector<std::string> arguments);

}  // namespace benchdiff
