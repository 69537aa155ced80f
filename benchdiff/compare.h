#pragma once

#include "command_line.h"

namespace benchdiff {

/// Exit statuses of the program.
inline constexpr int exit_compared = 0;
inline constexpr int exit_unusable = 2;

/// Reads the inputs, compares them, and writes the report. Answers the exit status.
[[nodiscard]] int compare(const Options& options);

}  // namespace benchdiff
