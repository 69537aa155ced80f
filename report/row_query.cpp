#include <benchdiff/report/row_query.h>

#include <benchdiff/formats/unit.h>
#include <benchdiff/report/item.h>

namespace benchdiff::report {

void RowQuery::take(const Table& table) {
  table_ = &table;
  file_.configurations = {*table.settings};
  // As it may have been written: a query may say it so.
  auto written = formats::written_unit(table.unit, 1e-9);
  if (!written) written = formats::written_unit(table.unit, 1e6);
  unit_ = {.written = written.value_or(table.unit), .tidy = table.unit, .factor = 1};
}

bool RowQuery::matches(const Filter& filter, const Table& table, const Row& row, const Cell& cell) {
  if (table_ != &table) take(table);
  if (subject_.name != row.label) subject_.name = row.label;
  const std::string& column = report_.columns[table.column_places[cell.column]];
  if (file_.label != column) file_.label = column;
  return filter.matches(Item{file_, subject_}, unit_);
}

}  // namespace benchdiff::report
