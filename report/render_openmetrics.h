#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends the medians of a report in the text format of OpenMetrics, as GitLab's metrics report
/// takes them: a metric a unit (`benchmark_seconds_per_op`), a line a benchmark, and `# EOF`. They
/// are those of the new side, or of the only one; where there are several, the label `column` tells
/// them apart. Other labels are the package and what tables differ in.
///
/// GitLab compares values as text with those of the target branch. So that noise isn't a change, a
/// median is rounded to a power of ten that isn't below the width of its interval (or, with too few
/// runs for one, of all its runs), but to one significant digit at least; that of a single run has
/// two. What is known exactly isn't rounded. Measured again, two of three medians or more come out
/// as the same text. O(n) in the cells.
void render_openmetrics(const Report& report, std::string& out);

}  // namespace benchdiff::report
