#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report as JSON: every number of it, and the samples that it is of. The form is that of
/// docs/report.schema.json, where each member is described; it begins with its version.
///
/// A row takes a line, so that two reports can be compared as text. Numbers are the shortest that
/// read back as the same; one that isn't finite is null, as of an interval that has no end. Empty
/// lists of warnings and the like are left out. An empty report is one with no tables. Linear.
void render_json(const Report& report, std::string& out);

}  // namespace benchdiff::report
