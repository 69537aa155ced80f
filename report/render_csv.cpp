#include <benchdiff/report/render_csv.h>

#include <array>
#include <string_view>

#include <benchdiff/report/csv_record.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

/// The values of a column's fields in one, as its heading.
std::string column_label(const std::vector<std::string>& values) {
  std::string label;
  for (const std::string& value : values) {
    label.append(label.empty() ? "" : " ").append(value);
  }
  return label;
}

void write_settings(const Table& table, bool names, CsvRecord& record) {
  for (const auto& [key, value] : table.settings) {
    record.field(names ? key : value);
  }
}

void write_warnings(const Cell& cell, CsvRecord& record) {
  std::string text;
  const auto add = [&](const std::vector<Warning>& warnings) {
    for (const Warning& warning : warnings) {
      text.append(text.empty() ? "" : "; ").append(warning.text);
    }
  };
  add(cell.warnings);
  if (cell.comparison) {
    add(cell.comparison->warnings);
  }
  record.field(text);
}

void write_comparison(const Comparison& comparison, const std::string& baseline,
                      CsvRecord& record) {
  const stats::Change& change = comparison.change;
  record.field(baseline);
  record.field(change.kind == stats::Change::Kind::ratio ? "ratio" : "difference");
  record.field(shortest(change.estimate));
  record.field(shortest(change.low));
  record.field(shortest(change.high));
  record.field(shortest(change.level));
  record.field(comparison.tested ? shortest(comparison.p) : "");
  record.field(verdict_word(comparison.verdict));
}

}  // namespace

void render_csv(const Report& report, std::string& out) {
  constexpr std::array<std::string_view, 17> fields{
      "benchmark",   "unit",         "column",   "n",           "center",  "low",
      "high",        "level",        "baseline", "change_kind", "change",  "change_low",
      "change_high", "change_level", "p",        "verdict",     "warnings"};
  if (report.tables.empty()) {
    return;
  }
  CsvRecord record(out);
  const std::size_t comparison_end = report.tables.front().settings.size() + fields.size() - 1;
  write_settings(report.tables.front(), true, record);
  for (const std::string_view field : fields) {
    record.field(field);
  }
  record.end();
  for (const Table& table : report.tables) {
    const std::string baseline = column_label(table.columns.front());
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        write_settings(table, false, record);
        record.field(row.label);
        record.field(table.unit);
        record.field(column_label(table.columns[cell.column]));
        record.field(std::to_string(cell.runs));
        record.field(shortest(cell.center));
        record.field(shortest(cell.low));
        record.field(shortest(cell.high));
        record.field(shortest(cell.level));
        if (cell.comparison) {
          write_comparison(*cell.comparison, baseline, record);
        }
        record.fill(comparison_end);
        write_warnings(cell, record);
        record.end();
      }
    }
  }
}

}  // namespace benchdiff::report
