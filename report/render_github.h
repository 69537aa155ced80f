#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report as workflow commands, which GitHub shows beside a run: a line each, at most 5
/// for comparisons, and a last one that sums up. An error is what the gate failed, a warning what
/// it finds inconclusive, or what is worse where there is no gate. The last one is an error or a
/// warning if the gate says so, and else a notice. Whatever names hold, a line is one command and
/// nothing else. O(n log n) in the cells.
void render_github(const Report& report, std::string& out);

}  // namespace benchdiff::report
