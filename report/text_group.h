#pragma once

#include <span>
#include <string>

#include <benchdiff/report/render_text.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What of a table didn't fit on a terminal, each with what stands before it.
enum class LeftOut { nothing, ranges, tests, intervals };

/// Appends the tables of one group, which differ only in their unit: side by side if the width of a
/// line allows, and else one below the other. `headings` are those of `Report::columns`.
///
/// With `TextOptions::fit`, what is too wide loses how far the summaries' intervals reach, then p
/// and n, and then the intervals of changes. Names are shortened before p and n go, as long as much
/// of them is left and they stay different, and at last as far as it takes. Without it, all of a
/// table is there, however wide it is. O(n log n) in the cells.
LeftOut render_group(std::span<const Table> tables, std::span<const std::string> headings,
                     double alpha, const TextOptions& options, std::string& out);

}  // namespace benchdiff::report
