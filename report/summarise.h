#pragma once

#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The geometric means of a table's columns: of the centers, over the rows that all columns have
/// with a center > 0, and of the changes over the rows that a column and the baseline have, with an
/// interval at 1 - alpha and a verdict by `Table::min_effect`, see stats::suite_change(). Rows
/// whose change is no ratio, as to or from 0, are left out, and named in a warning.
[[nodiscard]] std::vector<ColumnSummary> summarise_columns(const Table& table, double alpha);

/// Counts the verdicts of a report, and its rows that can't be compared: a row is one row in all
/// units of a group, and is counted once. `Report::columns` must be filled in.
void count(Report& report);

}  // namespace benchdiff::report
