#pragma once

#include <benchdiff/report/json_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Writes the fits of a report as a list; the form is that of docs/report.schema.json. Linear.
void append_fits(const Report& report, JsonWriter& json);

}  // namespace benchdiff::report
