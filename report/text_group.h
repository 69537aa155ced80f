#pragma once

#include <algorithm>
#include <span>
#include <string>

#include <benchdiff/report/render_text.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What of a table didn't fit on a terminal, each with what stands before it.
enum class LeftOut { nothing, planning, ranges, tests, intervals };

/// How tables were made to fit.
struct Narrowed {
  LeftOut left_out = LeftOut::nothing;
  bool names = false;  ///< some are shortened
  /// What is true of some tables of two texts.
  friend Narrowed either(const Narrowed& a, const Narrowed& b) {
    return {std::max(a.left_out, b.left_out), a.names || b.names};
  }
};

/// Whether corrected p differ from p, and have a column of their own.
[[nodiscard]] bool shows_adjusted_p(const Report& report);

/// Appends the tables of one group, which differ only in their unit: side by side if the width of a
/// line allows, and else one below the other. `headings` are those of `Report::columns`.
///
/// With `TextOptions::fit`, what is too wide loses the corrected p and what could have been
/// seen, then how far the summaries' intervals reach, then p and n, and then the intervals of
/// changes. Names are shortened before p and n go, as long as much of them is left, and at last as
/// far as it takes; never so far that two read the same, for which a line may be too wide. Without
/// it, all of a table is there, however wide it is. O(n log n) in the cells.
Narrowed render_group(std::span<const Table> tables, std::span<const std::string> headings,
                      const Report& report, const TextOptions& options, std::string& out);

}  // namespace benchdiff::report
