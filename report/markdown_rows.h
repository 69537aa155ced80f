#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/markdown_writer.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// Writes the tables of a report in Markdown, line by line. What stands in a line can't change how
/// many cells it has. A line of a table has no end yet: its last cell is for footnotes' marks.
class MarkdownRows {
 public:
  explicit MarkdownRows(const Report& report);

  /// What stands above the rows: the unit and the settings in which tables differ, and the names
  /// of the columns.
  [[nodiscard]] std::string opening(const Table& table) const;
  /// The row of a comparison, or of a cell that is compared with none. A `narrow` one is without
  /// what tells how sure it is, but for the interval.
  [[nodiscard]] std::string row(const Table& table, const Row& row, const Cell& cell,
                                bool narrow) const;
  /// The geometric means, a complete line for each column; empty where there is nothing to average.
  [[nodiscard]] std::string geomeans(const Table& table) const;

  /// Whether a table has a comparison. One that has none is of values.
  [[nodiscard]] static bool compares(const Table& table);

 private:
  class Line;

  [[nodiscard]] std::string heading(const Table& table) const;
  void column_cell(const Table& table, std::size_t column, Line& line) const;
  [[nodiscard]] std::string value_row(const Table& table, const Row& row, const Cell& cell) const;
  [[nodiscard]] std::string lone_row(const Table& table, const Row& row, const Cell& cell) const;
  [[nodiscard]] std::string geomean(const Table& table, std::size_t column) const;

  const Report& report_;
  TextWords words_;
  std::vector<std::string> headings_;
  std::vector<bool> varying_;  // by setting: tables differ in it
  bool corrected_;
  bool gated_;
};

}  // namespace benchdiff::report
