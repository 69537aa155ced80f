#include <benchdiff/report/text_group.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/report/footnotes.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/text_table.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

using Align = TextTable::Align;
using Style = TextTable::Style;

// What is left out where a line is too narrow, the first one first.
constexpr int ranges = 1;
constexpr int tests = 2;
constexpr int intervals = 3;

// A name is not shortened further than this, however narrow the terminal is.
constexpr std::size_t narrowest_name = 16;

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return Style::good;
    case Verdict::worse:
      return Style::bad;
    case Verdict::changed:
      return Style::bold;
    case Verdict::same:
    case Verdict::unclear:
      break;
  }
  return Style::faint;
}

/// A level in percent, as it was given: 0.57 is 57, and not what the product is.
std::string percent_of(double level) { return shortest(std::round(level * 1e6) / 1e4); }

/// The text columns of one column of a table.
struct ColumnPlaces {
  std::size_t center = 0;
  std::size_t range = 0;
  std::size_t marks = 0;
  std::size_t change = 0;
  std::size_t interval = 0;
  std::size_t p = 0;
  std::size_t runs = 0;
  std::size_t verdict = 0;
  std::size_t comparison_marks = 0;
};

/// Some tables over the same rows as one text.
class SideBySide {
 public:
  SideBySide(std::span<const Table> tables, std::span<const std::string> headings,
             double confidence, const TextOptions& options)
      : tables_(tables),
        headings_(headings),
        options_(options),
        words_(options.charset),
        interval_heading_("[" + percent_of(confidence) + "%]"),
        text_(options.charset),
        footnotes_(options.charset == Charset::utf8 ? Footnotes::Marks::superscript
                                                    : Footnotes::Marks::brackets) {
    (void)text_.add_column("", Align::left, "");
    for (const Table& table : tables) {
      add_columns(table);
    }
    add_rows();
    add_geomean();
  }

  [[nodiscard]] std::size_t width(int left_out) const { return text_.width(left_out); }

  [[nodiscard]] std::size_t name_width() const { return text_.column_width(0); }

  void render(int left_out, std::size_t name_width, std::string& out) const {
    text_.render({.left_out = left_out,
                  .color = options_.color,
                  .first_column_width = name_width,
                  .ellipsis = words_.ellipsis()},
                 out);
    footnotes_.render(out);
  }

 private:
  void add_columns(const Table& table) {
    auto& places = places_.emplace_back();
    std::size_t first = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const bool begins_table = i == 0;
      const bool begins_first = begins_table && places_.size() == 1;
      const std::string margin(begins_first ? "   " : begins_table ? words_.rule() : "   ");
      ColumnPlaces& place = places.emplace_back();
      place.center = text_.add_column(headings_[table.column_places[i]], Align::right, margin);
      first = begins_table ? place.center : first;
      place.range = text_.add_column("", Align::left, " ", ranges);
      place.marks = text_.add_column("", Align::left, " ");
      if (i == 0) {
        // Without a comparison, the runs stand beside the summary.
        place.runs = table.columns.size() == 1 ? text_.add_column("n", Align::right, "  ") : 0;
        continue;
      }
      place.change = text_.add_column("change", Align::right, "  ");
      place.interval = text_.add_column(interval_heading_, Align::left, " ", intervals);
      place.p = text_.add_column("p", Align::left, "  ", tests);
      place.runs = text_.add_column("n", Align::left, "  ", tests);
      place.verdict = text_.add_column("", Align::left, "  ");
      place.comparison_marks = text_.add_column("", Align::left, " ");
    }
    text_.add_group(first, table.unit);
  }

  /// Rows are those of all tables, in their common order.
  void add_rows() {
    std::vector<std::size_t> next(tables_.size(), 0);
    while (true) {
      const Row* lowest = nullptr;
      for (std::size_t t = 0; t < tables_.size(); ++t) {
        if (next[t] < tables_[t].rows.size() &&
            (lowest == nullptr || tables_[t].rows[next[t]].place < lowest->place)) {
          lowest = &tables_[t].rows[next[t]];
        }
      }
      if (lowest == nullptr) {
        return;
      }
      text_.begin_row();
      text_.set(0, lowest->label.empty() ? "(none)" : lowest->label);
      for (std::size_t t = 0; t < tables_.size(); ++t) {
        if (next[t] < tables_[t].rows.size() && tables_[t].rows[next[t]].place == lowest->place) {
          add_cells(tables_[t], tables_[t].rows[next[t]++], places_[t]);
        }
      }
    }
  }

  void add_cells(const Table& table, const Row& row, const std::vector<ColumnPlaces>& places) {
    const Scale scale = scale_of(table, row);
    const Cell* baseline = table.baseline_of(row);
    for (const Cell& cell : table.cells_of(row)) {
      const ColumnPlaces& place = places[cell.column];
      text_.set(place.center, words_.value(cell.center, scale, table.unit));
      if (cell.low != cell.high) {
        text_.set(place.range, words_.range(cell));
      }
      if (!cell.warnings.empty()) {
        text_.set(place.marks, footnotes_.marks(cell.warnings));
      }
      if (cell.comparison) {
        add_comparison(table, *baseline, cell, scale, place);
      } else if (places.size() == 1) {
        text_.set(place.runs, TextWords::runs(nullptr, cell));
      }
    }
    if (places.size() == 2 && row.cell_count == 1) {
      text_.set(places[1].verdict, baseline != nullptr ? "gone" : "new", Style::faint);
    }
  }

  /// The scale of a row; counts that are whole numbers are written as such.
  [[nodiscard]] Scale scale_of(const Table& table, const Row& row) {
    centers_.clear();
    for (const Cell& cell : table.cells_of(row)) {
      centers_.push_back(cell.center);
    }
    Scale scale = common_scale(centers_, formats::unit_class(table.unit));
    const bool whole = std::ranges::all_of(centers_, [](double center) {
      return std::isfinite(center) && center == std::floor(center);
    });
    if (whole && scale.factor == 1 && formats::is_count(table.unit)) {
      scale.decimals = 0;
    }
    return scale;
  }

  void add_comparison(const Table& table, const Cell& baseline, const Cell& cell,
                      const Scale& scale, const ColumnPlaces& place) {
    const Comparison& comparison = *cell.comparison;
    const Style style = style_of(comparison.verdict);
    std::string change = words_.change(comparison.change, scale, table.unit);
    if (!comparison.tested && (change == "+0.00%" || change == "-0.00%")) {
      change = TextWords::exact_difference(baseline.center, cell.center, table.unit);
    }
    text_.set(place.change, change, style);
    text_.set(place.interval, words_.interval(comparison.change, scale, table.unit), style);
    // Of what can't have been otherwise, neither p nor n says anything.
    if (comparison.tested) {
      text_.set(place.p, TextWords::p(comparison));
      text_.set(place.runs, TextWords::runs(&baseline, cell));
    }
    text_.set(place.verdict, verdict_word(comparison.verdict), style);
    if (!comparison.warnings.empty()) {
      text_.set(place.comparison_marks, footnotes_.marks(comparison.warnings));
    }
  }

  void add_geomean() {
    const bool worth_it = std::ranges::any_of(tables_, [](const Table& table) {
      return table.rows.size() > 1 &&
             std::ranges::any_of(table.summaries, [](const ColumnSummary& summary) {
               return summary.geomean || summary.geomean_ratio;
             });
    });
    if (!worth_it) {
      return;
    }
    text_.begin_row();
    text_.set(0, "geomean", Style::faint);
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      const Table& table = tables_[t];
      for (std::size_t i = 0; i < table.summaries.size(); ++i) {
        const ColumnSummary& summary = table.summaries[i];
        const ColumnPlaces& place = places_[t][i];
        if (summary.geomean) {
          const Scale scale = common_scale({&*summary.geomean, 1}, formats::unit_class(table.unit));
          text_.set(place.center, words_.value(*summary.geomean, scale, table.unit), Style::faint);
        }
        if (summary.geomean_ratio) {
          const double ratio = *summary.geomean_ratio;
          const stats::Change change{ratio, ratio, ratio, 0, stats::Change::Kind::ratio};
          text_.set(place.change, words_.change(change, {}, table.unit), Style::faint);
        }
        add_geomean_marks(summary, i, place);
      }
    }
  }

  void add_geomean_marks(const ColumnSummary& summary, std::size_t column,
                         const ColumnPlaces& place) {
    // That there is no mean where something is zero is seen; that the rows differ is not.
    for (const Warning& warning : summary.warnings) {
      if (warning.kind == Warning::Kind::geomean_set_differs) {
        text_.set(column == 0 ? place.marks : place.comparison_marks,
                  footnotes_.marks({&warning, 1}));
      }
    }
  }

  std::span<const Table> tables_;
  std::span<const std::string> headings_;
  const TextOptions& options_;
  TextWords words_;
  std::string interval_heading_;
  TextTable text_;
  Footnotes footnotes_;
  std::vector<std::vector<ColumnPlaces>> places_;  // by table and column
  std::vector<double> centers_;
};

/// Renders in the first of its forms that fits; the last one is taken as it comes. For a pipe,
/// nothing but ranges is left out, and names are whole.
void render_alone(const SideBySide& text, const TextOptions& options, std::string& out) {
  const int expendable = options.shorten_names ? intervals : ranges;
  int left_out = 0;
  while (left_out < expendable && text.width(left_out) > options.width) {
    ++left_out;
  }
  const std::size_t width = text.width(left_out);
  std::size_t name_width = std::numeric_limits<std::size_t>::max();
  if (options.shorten_names && width > options.width) {
    const std::size_t others = width - text.name_width();
    name_width = std::max(narrowest_name, options.width - std::min(options.width, others));
  }
  text.render(left_out, name_width, out);
}

}  // namespace

void render_group(std::span<const Table> tables, std::span<const std::string> headings,
                  double confidence, const TextOptions& options, std::string& out) {
  if (tables.size() > 1) {
    const SideBySide all(tables, headings, confidence, options);
    for (const int left_out : {0, ranges}) {
      if (all.width(left_out) <= options.width) {
        all.render(left_out, std::numeric_limits<std::size_t>::max(), out);
        return;
      }
    }
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    out += i > 0 ? "\n" : "";
    render_alone(SideBySide(tables.subspan(i, 1), headings, confidence, options), options, out);
  }
}

}  // namespace benchdiff::report
