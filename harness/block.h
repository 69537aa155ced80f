#pragma once

#include <span>
#include <string>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/harness/child.h>
#include <benchdiff/harness/run_plan.h>
#include <benchdiff/harness/signals.h>

namespace benchdiff::harness {

/// What one run of a side came to: one process, and so one observation of each benchmark.
struct Block {
  formats::ResultFile results;     ///< one result of each benchmark; empty if the run failed
  std::string machine;             ///< where it ran; empty without a launcher
  std::string failure;             ///< why there are no results; empty if there are
  std::string errors;              ///< the end of what it wrote on standard error
  std::vector<std::string> notes;  ///< benchmarks that failed or were skipped, and why
  bool interrupted = false;
  double seconds = 0;
};

/// Runs a side once. Where a program gives several results of one benchmark, the medians of their
/// values stand for the process: what a process measures again and again is no new observation.
/// `undecided` names the benchmarks that are still of interest; empty for all. A Google Benchmark
/// program is asked for these only, and so is one whose command has `{filter}` in it; what a
/// program gives all the same is kept.
[[nodiscard]] Block run_block(const RunPlan& plan, const Side& side,
                              std::span<const std::string> undecided, Signals& signals);

/// Runs the plan's `prepare`: a block without results, whose failure tells what went wrong.
[[nodiscard]] Block run_prepare(const RunPlan& plan, const Side& side, Signals& signals);

}  // namespace benchdiff::harness
