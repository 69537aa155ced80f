#include <string_view>
#include <vector>

#include <benchdiff/report/classic_layout.h>
#include <benchdiff/report/classic_words.h>
#include <benchdiff/report/footnotes.h>
#include <benchdiff/report/grid.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/relative_range.h>
#include <benchdiff/report/render_classic.h>
#include <benchdiff/report/scale.h>

namespace benchdiff::report {
namespace {

using Align = Grid::Align;

constexpr std::string_view rule = " │ ";
constexpr std::string_view right_rule = " │";
constexpr std::size_t center_columns = 3;  // center, range, footnotes
constexpr std::size_t delta_columns = 3;   // change, p and n, footnotes

/// The first grid column of a column of the table. The baseline has no change.
std::size_t begin_of(std::size_t column) {
  return 1 + column * (center_columns + delta_columns) - (column > 0 ? delta_columns : 0);
}

/// One table on its way into a grid.
class TextTable {
 public:
  explicit TextTable(const Table& table, double alpha)
      : table_(table), alpha_(alpha), unit_class_(formats::unit_class(table.unit)) {}

  void render(std::string& out) {
    heading();
    units();
    for (const Row& row : table_.rows) {
      body(row);
    }
    if (table_.rows.size() > 1) {
      geomean();
    }
    grid_.render(out);
    footnotes_.render(out);
  }

 private:
  /// The values of the columns, a line a field; equal neighbours under the same heading are one.
  void heading() {
    const std::size_t levels = table_.columns.front().size();
    std::vector<bool> begins(table_.columns.size(), false);
    for (std::size_t level = 0; level < levels; ++level) {
      grid_.row();
      for (std::size_t first = 0; first < table_.columns.size();) {
        const std::string& value = table_.columns[first][level];
        begins[first] = true;
        std::size_t last = first + 1;
        while (last < table_.columns.size() && !begins[last] &&
               table_.columns[last][level] == value) {
          ++last;
        }
        grid_.to(begin_of(first))
            .span(begin_of(last) - begin_of(first), value, Align::center, rule);
        first = last;
      }
      close_line();
    }
  }

  void units() {
    grid_.row();
    for (std::size_t column = 0; column < table_.columns.size(); ++column) {
      grid_.to(begin_of(column)).span(center_columns, table_.unit, Align::center, rule);
      if (column > 0) {
        grid_.span(delta_columns, "vs base", Align::left, "  ");
      }
      for (std::size_t inner = begin_of(column) + 1; inner < grid_.column(); ++inner) {
        grid_.fix(inner);
      }
    }
    close_line();
  }

  void close_line() {
    grid_.to(begin_of(table_.columns.size() + 1)).cell("", Align::left, right_rule);
  }

  void body(const Row& row) {
    grid_.row().cell(row.label);
    const Cell* baseline = table_.baseline_of(row);
    const Scale scale = scale_of(row);
    for (const Cell& cell : table_.cells_of(row)) {
      grid_.to(begin_of(cell.column)).cell(scale.format(cell.center), Align::right);
      // In the margin the signs line up, and are not there for the geometric mean.
      grid_.cell(relative_range(cell), Align::right, " ± ");
      grid_.cell(footnotes_.marks(cell.warnings));
      if (cell.comparison) {
        grid_.cell(classic_delta(*baseline, cell, alpha_), Align::right);
        grid_.cell("(" + classic_note(*baseline, cell) + ")");
        grid_.cell(footnotes_.marks(cell.comparison->warnings));
      }
    }
  }

  [[nodiscard]] Scale scale_of(const Row& row) {
    centers_.clear();
    for (const Cell& cell : table_.cells_of(row)) {
      centers_.push_back(cell.center);
    }
    return common_scale(centers_, unit_class_);
  }

  void geomean() {
    grid_.row().cell("geomean");
    for (std::size_t column = 0; column < table_.summaries.size(); ++column) {
      const ColumnSummary& summary = table_.summaries[column];
      if (summary.geomean) {
        const Scale scale = common_scale({&*summary.geomean, 1}, unit_class_);
        grid_.to(begin_of(column)).cell(scale.format(*summary.geomean), Align::right);
      }
      if (column > 0) {
        grid_.to(begin_of(column) + center_columns);
        if (summary.geomean_ratio) {
          grid_.cell(classic_ratio(*summary.geomean_ratio), Align::right);
        } else {
          grid_.cell("?");
        }
      }
      grid_.to(begin_of(column + 1) - 1).cell(footnotes_.marks(summary.warnings));
    }
  }

  const Table& table_;
  double alpha_;
  formats::UnitClass unit_class_;
  Grid grid_;
  Footnotes footnotes_;
  std::vector<double> centers_;
};

}  // namespace

void render_classic_text(const Report& report, std::string& out) {
  for (std::size_t i = 0; i < report.tables.size(); ++i) {
    for (const std::string& line : classic_heading(report, i)) {
      out.append(printable(line)).append("\n");
    }
    TextTable(report.tables[i], report.alpha).render(out);
  }
}

}  // namespace benchdiff::report
