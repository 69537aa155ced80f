#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

struct HtmlOptions {
  std::string title = {};  ///< of the page; empty for what is compared
};

/// Appends a report as one HTML page that needs nothing else: no network, which its
/// Content-Security-Policy forbids, and no script, though a small one lets tables be sorted and
/// filtered.
///
/// The page begins with what came out and what to do next. Then come the tables with a forest plot
/// of all changes, and a part for each benchmark with its runs. O(n log n) in the values.
void render_html(const Report& report, const HtmlOptions& options, std::string& out);

}  // namespace benchdiff::report
