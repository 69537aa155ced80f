#pragma once

#include <optional>
#include <string>

#include <benchdiff/report/report.h>

#include "command_line.h"
#include "progress.h"

namespace benchdiff {

/// Renders a report to every output that is asked for. Answers what went wrong, when all others
/// are written.
[[nodiscard]] std::optional<std::string> write_report(const Options& options,
                                                      const report::Report& report,
                                                      Progress& progress);

}  // namespace benchdiff
