#pragma once

#include <span>
#include <string>
#include <string_view>

#include <benchdiff/harness/child.h>
#include <benchdiff/harness/run_plan.h>

namespace benchdiff::harness {

/// How a side is run once: its command with a filter for the benchmarks that are still of interest
/// (all if empty), in its directory and environment, started by the launcher where there is one.
[[nodiscard]] ChildOptions command_of_block(const RunPlan& plan, const Side& side,
                                            std::span<const std::string> undecided);

/// Whether command_of_block() has a place for a filter in a command.
[[nodiscard]] bool takes_filter(std::string_view command);

/// A regular expression for just these names.
[[nodiscard]] std::string filter_of_names(std::span<const std::string> names);

/// Takes the line with the machine's name away that a launched command prints before all else;
/// answers the name, or nothing if there is no such line.
[[nodiscard]] std::string take_machine(std::string& output);

}  // namespace benchdiff::harness
