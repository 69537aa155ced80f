#pragma once

#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The geometric means of a table's columns as benchstat has them: of the centers, and of the
/// ratios to the baseline's centers over the rows that have both, where 0 to 0 is a ratio of 1.
/// Means are rounded as there, and rows that only the column has are passed over in silence.
[[nodiscard]] std::vector<ColumnSummary> summarise_classically(const Table& table);

}  // namespace benchdiff::report
