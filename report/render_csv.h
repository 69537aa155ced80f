#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Appends a report as CSV (RFC 4180) for programs: one header, then a record for each cell, with
/// all numbers in the unit of the record and in full precision (the shortest text that reads back
/// as the same double). What a cell doesn't have is empty.
void render_csv(const Report& report, std::string& out);

}  // namespace benchdiff::report
