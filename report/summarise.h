#pragma once

#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The geometric means of a table's columns: of the centers, and of the ratios to the baseline's
/// centers over the rows that have both, where 0 to 0 is a ratio of 1. The ratio of a row is the
/// change that its comparison estimates, where that is a ratio; in `classic` it is always that of
/// the centers, the means are rounded as the reference implementation does, and rows that only the
/// column has are passed over in silence, as there.
[[nodiscard]] std::vector<ColumnSummary> summarise_columns(const Table& table, bool classic);

/// Counts the verdicts of a report, and its rows that can't be compared: a row is one row in all
/// units of a group, and is counted once. `Report::columns` must be filled in.
void count(Report& report);

}  // namespace benchdiff::report
