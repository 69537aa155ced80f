#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// Writes CSV (RFC 4180) field by field. A field that holds a comma, a quote, a line break or a
/// blank at its beginning is quoted.
class CsvRecord {
 public:
  explicit CsvRecord(std::string& out) : out_(out) {}

  void field(std::string_view text);
  /// Adds empty fields until the record has so many.
  void fill(std::size_t fields);
  void end();

  [[nodiscard]] std::size_t fields() const { return fields_; }
  /// The number of the record that is being written, from 1, as a spreadsheet numbers its rows.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  std::string& out_;
  std::size_t fields_ = 0;
  std::size_t number_ = 1;
};

/// The name that a spreadsheet has for a column, counted from 0: A, B, ... Z, AA, AB, ...
[[nodiscard]] std::string spreadsheet_column(std::size_t column);

}  // namespace benchdiff::report
