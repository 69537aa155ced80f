#pragma once

#include <cstddef>
#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

struct MarkdownOptions {
  /// Stands in the first line, so that a program finds the comment it wrote before. Letters,
  /// digits, `.`, `_` and `-`; other characters are left out, and so is what is beyond 64.
  std::string id = "benchdiff";
  std::size_t max_bytes = 65'536;  ///< of all that is appended
};

/// Appends a report as GitHub-flavoured Markdown, for the summary of a job or a comment:
///
///     <!-- benchdiff:report:ID -->
///     the verdict: counts, what was compared, over how many runs, what came of the gate
///     what differs between old and new, and what to do next
///
///     the worst rows, five at most, a line each
///     benchmarks that were added and removed
///     <details> tables </details>
///     <details> notes: the gate's rules and remarks, what is waived and muted, false alarms
///     </details>
///
/// A table is of one unit under one configuration, a row a comparison: what got worse first, the
/// largest change first, then what leans to it. Names and all other texts from outside mean nothing
/// to a reader of Markdown; see `MarkdownWriter`. Fits are left out.
///
/// It is never longer than `max_bytes`. What doesn't fit goes in this order, and the report says so
/// once in words, and below each table how many rows more it has:
///
///  1. of rows that are the same, all but the name, the values, the change and its interval,
///  2. rows of benchmarks that only one side has,
///  3. rows that are the same,
///  4. rows that are better, beyond 20,
///  5. rows that are unclear, those that lean to worse last,
///  6. rows that are worse, beyond 50,
///  7. rows that changed where nobody knows which way is better, those that are better, and those
///     that are worse or failed,
///  8. notes and names of added and removed benchmarks, which from the beginning have a quarter of
///     the room, and what the tables leave,
///  9. the worst rows, which first lose the middle of their names.
///
/// The verdict, what differs and the next step stay, in shorter forms where it must be: names lose
/// their middle, and then the verdict what was compared. From 200 bytes on, with the default id,
/// there is always a first line and a verdict; where there isn't even room for these, nothing is
/// appended. O(n log n) in the cells, and rows that don't fit are never written.
void render_markdown(const Report& report, const MarkdownOptions& options, std::string& out);

}  // namespace benchdiff::report
