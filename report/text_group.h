#pragma once

#include <span>
#include <string>

#include <benchdiff/report/render_text.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends the tables of one group, which differ only in their unit: side by side if the width of a
/// line allows, and else one below the other. How far the summaries' intervals reach is left out
/// before that. On a terminal that is too narrow even so, p and n are left out, then the intervals
/// of changes, and then names are shortened. `headings` are those of `Report::columns`.
void render_group(std::span<const Table> tables, std::span<const std::string> headings,
                  double confidence, const TextOptions& options, std::string& out);

}  // namespace benchdiff::report
