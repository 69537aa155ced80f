#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report in the layout of Go's benchstat: a table for each unit, with the center of each
/// sample, how far its interval reaches in percent, and against the first column the change of the
/// centers, p and n. Warnings are footnotes of their table.
void render_classic_text(const Report& report, std::string& out);

/// Appends a report as benchstat's CSV (RFC 4180): a record a row, numbers in full precision.
/// Warnings go to `warnings`, a line each, with the name that a spreadsheet has for the cell.
void render_classic_csv(const Report& report, std::string& out, std::string& warnings);

}  // namespace benchdiff::report
