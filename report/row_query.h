#pragma once

#include <benchdiff/formats/results.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Asks queries of the rows of a report, as `Filter` asks them of results: `.name`, `.fullname` and
/// `/PART` are of the row's label, `.file` is the column, `.unit` the table's unit in any spelling,
/// and settings are those of the table. Cells of one table should be asked for one after the other.
class RowQuery {
 public:
  explicit RowQuery(const Report& report) : report_(report) {}

  /// Whether a cell of a row is meant. What `Filter::matches` costs.
  [[nodiscard]] bool matches(const Filter& filter, const Table& table, const Row& row,
                             const Cell& cell);

 private:
  void take(const Table& table);

  const Report& report_;
  const Table* table_ = nullptr;
  formats::ResultFile file_;  // as if one had the row of the table that is asked for
  formats::Subject subject_;
  formats::Unit unit_;
};

}  // namespace benchdiff::report
