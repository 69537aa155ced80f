#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report as JUnit's XML, as Jenkins and GitLab read it: a suite a table and a test case
/// a benchmark, its class being the package (or what else tables differ in) and the unit, so that
/// they are shown under these. What the gate failed is a failure, and nothing else is; where
/// it fails and no comparison did, as nothing was held against it, the failure is a test case of
/// its own, `gate`. What is unclear, and what has nothing to compare with, is skipped, as it is no
/// success; what is waived or muted has passed and says so. The numbers stand in `system-out`.
/// There are no times.
///
/// Of several columns, a test case names the one that it is about. O(n) in the cells.
void render_junit(const Report& report, std::string& out);

}  // namespace benchdiff::report
