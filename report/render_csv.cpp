#include <benchdiff/report/render_csv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <string_view>

#include <benchdiff/report/csv_record.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<std::string_view, 28> fields{"benchmark",
                                                  "unit",
                                                  "column",
                                                  "n",
                                                  "center",
                                                  "low",
                                                  "high",
                                                  "level",
                                                  "baseline",
                                                  "change_kind",
                                                  "change",
                                                  "change_low",
                                                  "change_high",
                                                  "change_level",
                                                  "p",
                                                  "log10_p",
                                                  "adjusted_p",
                                                  "verdict",
                                                  "leaning",
                                                  "matters_below",
                                                  "matters_above",
                                                  "detectable",
                                                  "detectable_noether",
                                                  "runs_to_settle",
                                                  "cliffs_delta",
                                                  "cliffs_delta_low",
                                                  "cliffs_delta_high",
                                                  "warnings"};
// Where only the verdict of a comparison is known, it stands here.
constexpr std::size_t verdict_field = std::ranges::find(fields, "verdict") - fields.begin();

/// Text that a spreadsheet would take for a formula is kept from it by a `'`, as names come from
/// anywhere.
void write_text(std::string_view text, CsvRecord& record) {
  constexpr std::string_view beginnings = "=+-@\t\r";
  const bool formula = !text.empty() && beginnings.find(text.front()) != std::string_view::npos;
  if (formula) {
    record.field("'" + std::string(text));
  } else {
    record.field(text);
  }
}

/// A setting that has the name of a field gets a `:` behind it, which no setting has by itself.
void write_settings_names(const Table& table, CsvRecord& record) {
  for (const auto& [key, value] : *table.settings) {
    const bool taken = std::ranges::find(fields, key) != fields.end();
    write_text(taken ? key + ":" : key, record);
  }
}

void write_settings(const Table& table, CsvRecord& record) {
  for (const auto& [key, value] : *table.settings) {
    write_text(value, record);
  }
}

void write_warnings(const Cell& cell, CsvRecord& record) {
  std::string text;
  const auto add = [&](const std::vector<Warning>& warnings) {
    for (const Warning& warning : warnings) {
      text.append(text.empty() ? "" : "; ").append(warning.text);
      if (!warning.detail.empty()) {
        text.append(" (").append(warning.detail).append(")");
      }
    }
  };
  add(cell.warnings);
  if (cell.comparison) {
    add(cell.comparison->warnings);
  }
  write_text(text, record);
}

void write_comparison(const Comparison& comparison, const std::string& baseline,
                      CsvRecord& record) {
  const stats::Change& change = comparison.change;
  write_text(baseline, record);
  record.field(change.kind == stats::Change::Kind::ratio ? "ratio" : "difference");
  record.field(shortest(change.estimate));
  record.field(shortest(change.low));
  record.field(shortest(change.high));
  record.field(shortest(change.level));
  const auto number = [&](double value) { record.field(std::isnan(value) ? "" : shortest(value)); };
  const auto of_test = [&](double value) { number(comparison.tested ? value : nan); };
  of_test(comparison.p);
  of_test(comparison.log_p / std::numbers::ln10);
  of_test(comparison.adjusted_p);
  record.field(verdict_word(comparison.verdict));
  const bool leans = comparison.leaning != Verdict::unclear;
  record.field(leans ? verdict_word(comparison.leaning) : "");
  number(comparison.band.low);
  number(comparison.band.high);
  number(comparison.detectable);
  number(comparison.detectable_by_noether);
  record.field(comparison.runs_to_settle ? std::to_string(*comparison.runs_to_settle) : "");
  of_test(comparison.effect.delta);
  of_test(comparison.effect.interval.low);
  of_test(comparison.effect.interval.high);
}

/// Which side alone has a row: `gone` where it is the baseline, `new` where it is another one.
std::string_view one_sided(const Report& report, const Table& table, const Row& row,
                           const Cell& cell) {
  if (report.columns.size() < 2) {
    return {};
  }
  const bool in_baseline = table.column_places[cell.column] == 0;
  if (in_baseline) {
    return row.cell_count == 1 ? "gone" : "";
  }
  return table.baseline_of(row) == nullptr ? "new" : "";
}

}  // namespace

void render_csv(const Report& report, std::string& out) {
  if (report.tables.empty()) {
    return;
  }
  CsvRecord record(out);
  const std::size_t verdict_end = report.tables.front().settings->size() + verdict_field + 1;
  const std::size_t comparison_end = report.tables.front().settings->size() + fields.size() - 1;
  write_settings_names(report.tables.front(), record);
  for (const std::string_view field : fields) {
    record.field(field);
  }
  record.end();
  for (const Table& table : report.tables) {
    const auto column_name = [&](std::size_t column) -> const std::string& {
      return report.columns[table.column_places[column]];
    };
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        write_settings(table, record);
        write_text(row.label, record);
        write_text(table.unit, record);
        write_text(column_name(cell.column), record);
        record.field(std::to_string(cell.runs));
        record.field(shortest(cell.center));
        record.field(shortest(cell.low));
        record.field(shortest(cell.high));
        record.field(shortest(cell.level));
        if (cell.comparison) {
          write_comparison(*cell.comparison, column_name(0), record);
        } else if (const auto word = one_sided(report, table, row, cell); !word.empty()) {
          record.fill(verdict_end - 1);
          record.field(word);
        }
        record.fill(comparison_end);
        write_warnings(cell, record);
        record.end();
      }
    }
  }
}

}  // namespace benchdiff::report
