#pragma once

#include "run_options.h"

namespace benchdiff {

/// Measures as the options say, keeps the results, and writes the comparison. Answers the exit
/// status.
[[nodiscard]] int run(RunOptions options);

}  // namespace benchdiff
