#pragma once

#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Writes what an HTML report begins with: how many comparisons came to which verdict and what was
/// compared, what a gate made of it, where the sides differ besides, what to do next, and what most
/// asks to be looked at.
void render_summary(const Report& report, const HtmlBenchmarks& benchmarks, HtmlWriter& html);

}  // namespace benchdiff::report
