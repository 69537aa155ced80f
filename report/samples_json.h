#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends the samples that a report is of as one JSON object, from which formats::read makes
/// results that give the same report; docs/formats.md says what it holds. It may stand in a script
/// element of a page. A benchmark takes a line: its name once, and the runs of each unit and column
/// in their order, as they were written. A report without values has no rows there.
/// O(values + rows log rows).
void append_samples_json(const Report& report, std::string& out);

}  // namespace benchdiff::report
