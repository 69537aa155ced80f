#include <span>
#include <string_view>

#include <benchdiff/report/classic_layout.h>
#include <benchdiff/report/classic_words.h>
#include <benchdiff/report/csv_record.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/relative_range.h>
#include <benchdiff/report/render_classic.h>

namespace benchdiff::report {
namespace {

constexpr std::size_t center_fields = 2;  // center, range
constexpr std::size_t delta_fields = 2;   // change, p and n

/// The first field of a column of the table. The baseline has no change.
std::size_t begin_of(std::size_t column) {
  return 1 + column * (center_fields + delta_fields) - (column > 0 ? delta_fields : 0);
}

class CsvTable {
 public:
  CsvTable(const Table& table, double alpha, CsvRecord& record, std::string& warnings)
      : table_(table), alpha_(alpha), record_(record), warnings_(warnings) {}

  void render() {
    heading();
    for (const Row& row : table_.rows) {
      body(row);
    }
    geomean();
  }

 private:
  void heading() {
    for (std::size_t level = 0; level < table_.columns.front().size(); ++level) {
      for (std::size_t column = 0; column < table_.columns.size(); ++column) {
        record_.fill(begin_of(column));
        record_.field(table_.columns[column][level]);
      }
      record_.fill(begin_of(table_.columns.size()));
      record_.end();
    }
    for (std::size_t column = 0; column < table_.columns.size(); ++column) {
      record_.fill(begin_of(column));
      record_.field(table_.unit);
      record_.field("CI");
      if (column > 0) {
        record_.field("vs base");
        record_.field("P");
      }
    }
    record_.end();
  }

  void body(const Row& row) {
    record_.field(row.label);
    const Cell* baseline = table_.baseline_of(row);
    for (const Cell& cell : table_.cells_of(row)) {
      record_.fill(begin_of(cell.column));
      warn(cell.warnings);
      record_.field(shortest(cell.center));
      record_.field(relative_range(cell));
      if (cell.comparison) {
        warn(cell.comparison->warnings);
        record_.field(classic_delta(*baseline, cell, alpha_));
        record_.field(classic_note(*baseline, cell));
      }
    }
    record_.end();
  }

  void geomean() {
    record_.field("geomean");
    for (std::size_t column = 0; column < table_.summaries.size(); ++column) {
      const ColumnSummary& summary = table_.summaries[column];
      record_.fill(begin_of(column));
      warn(summary.warnings);
      if (summary.geomean) {
        record_.field(shortest(*summary.geomean));
      }
      if (column > 0) {
        record_.fill(begin_of(column) + center_fields);
        record_.field(summary.geomean_ratio ? classic_ratio(*summary.geomean_ratio) : "?");
      }
    }
    record_.fill(begin_of(table_.columns.size()));
    record_.end();
  }

  /// Tells of warnings by the name of the field that is written next.
  void warn(std::span<const Warning> warnings) {
    for (const Warning& warning : warnings) {
      warnings_.append(spreadsheet_column(record_.fields()))
          .append(std::to_string(record_.number()))
          .append(": ")
          .append(warning.text)
          .append("\n");
    }
  }

  const Table& table_;
  double alpha_;
  CsvRecord& record_;
  std::string& warnings_;
};

}  // namespace

void render_classic_csv(const Report& report, std::string& out, std::string& warnings) {
  CsvRecord record(out);
  for (std::size_t i = 0; i < report.tables.size(); ++i) {
    for (const std::string& line : classic_heading(report, i)) {
      record.field(line);
      record.end();
    }
    CsvTable(report.tables[i], report.alpha, record, warnings).render();
  }
}

}  // namespace benchdiff::report
