#pragma once

#include <span>
#include <string>

#include <benchdiff/report/fit.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends what a fit comes to: a line for each column with the law and how far it is off, what
/// differs between them, and a small plot of them all, never wider than the line.
void render_fit(const Fit& fit, const Table& table, std::span<const std::string> headings,
                const TextOptions& options, std::string& out);

}  // namespace benchdiff::report
