#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report as GitLab reads it for code quality: a JSON array of what got worse or leans to
/// it, the worst first; `[]` where nothing does. What the gate failed is `critical`, what is worse
/// `major`, what leans to it `minor`, and what is waived or muted `info`.
///
/// GitLab tells by an issue's fingerprint whether the target branch has it, too: it is made of the
/// benchmark, the unit, the settings of its table and, of several, the column, and not of values or
/// lines. The place is the first result of the new side. O(n log n) in the cells.
void render_codequality(const Report& report, std::string& out);

}  // namespace benchdiff::report
