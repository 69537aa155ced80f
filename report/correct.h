#pragma once

#include <benchdiff/report/judge.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Corrects the p of all comparisons for there being many, counts the false alarms to expect, and
/// settles the verdicts. Not for `classic`. O(m log m) for m comparisons.
void correct(Report& report, const JudgeOptions& options);

}  // namespace benchdiff::report
