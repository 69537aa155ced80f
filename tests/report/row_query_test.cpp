#include <benchdiff/report/row_query.h>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

/// The rows, units and columns that a query finds, as `A sec/op new.txt`.
std::vector<std::string> found(std::string_view query, const Report& report) {
  RowQuery asked(report);
  const Filter filter(query);
  std::vector<std::string> cells;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        if (!asked.matches(filter, table, row, cell)) continue;
        cells.push_back(std::string(row.label) + " " + table.unit + " " +
                        report.columns[table.column_places[cell.column]]);
      }
    }
  }
  return cells;
}

using Cells = std::vector<std::string>;

TEST(RowQuery, FindsRowsByTheirNames) {
  const auto report = report_of(runs_of("A/size=1-8", {1}) + runs_of("B/size=2-8", {1}));
  EXPECT_EQ(found(".name:A", report), Cells{"A/size=1-8 sec/op results.txt"});
  EXPECT_EQ(found("/size:2", report), Cells{"B/size=2-8 sec/op results.txt"});
  EXPECT_EQ(found(".fullname:/1-8$/", report), Cells{"A/size=1-8 sec/op results.txt"});
  EXPECT_EQ(found("-*", report), Cells{});
}

TEST(RowQuery, FindsTablesByTheirSettingsAndUnits) {
  const auto report = report_of("pkg: x\n" + runs_of("A", {1}) + "pkg: y\n" + runs_of("A", {1}) +
                                runs_of("A", {1}, "MB/s"));
  EXPECT_EQ(found("pkg:x", report), Cells{"A sec/op results.txt"});
  EXPECT_EQ(found(".unit:MB/s", report), Cells{"A B/s results.txt"});
  EXPECT_EQ(found("-.unit:ns/op", report), Cells{"A B/s results.txt"});
}

TEST(RowQuery, FindsCellsByTheirColumns) {
  const auto report = compare_texts(runs_of("A", {1}), runs_of("A", {1}));
  EXPECT_EQ(found(".file:new.txt", report), Cells{"A sec/op new.txt"});
}

}  // namespace
}  // namespace benchdiff::report
