#include <benchdiff/report/text_group.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/formats/cores.h>
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

constexpr int order_of(LeftOut left_out) { return static_cast<int>(left_out); }

constexpr auto any_width = std::numeric_limits<std::size_t>::max();
// A name of this width still tells what it is the name of.
constexpr std::size_t readable_name = 24;
// And it is not shortened further than this, however narrow the terminal is.
constexpr std::size_t narrowest_name = 16;

// No unit of a table takes less room, whatever is in it.
constexpr std::size_t narrowest_unit = 4;

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

/// The text columns of one column of a table.
struct ColumnPlaces {
  std::size_t center = 0;
  std::size_t range = 0;
  std::size_t marks = 0;
  std::size_t change = 0;
  std::size_t interval = 0;
  std::size_t p = 0;
  std::size_t adjusted_p = 0;
  std::size_t runs = 0;
  std::size_t detectable = 0;
  std::size_t verdict = 0;
  std::size_t to_settle = 0;
  std::size_t comparison_marks = 0;
};

/// Some tables over the same rows as one text. Once it can't fit into `most_width` with `least`
/// left out, it is left unfinished: rows only ever make it wider.
class SideBySide {
 public:
  SideBySide(std::span<const Table> tables, std::span<const std::string> headings,
             const Report& report, const TextOptions& options, LeftOut least,
             std::size_t most_width)
      : tables_(tables),
        headings_(headings),
        options_(options),
        words_(options.charset),
        interval_heading_("[" + percent_of(1 - report.alpha) + "%]"),
        corrected_(shows_adjusted_p(report)),
        text_(options.charset),
        footnotes_(options.charset == Charset::utf8 ? Footnotes::Marks::superscript
                                                    : Footnotes::Marks::brackets) {
    (void)text_.add_column("", Align::left, "");
    for (const Table& table : tables) {
      add_columns(table);
    }
    add_rows(least, most_width);
    add_geomean();
  }

  /// How wide names may be for a line to fit.
  [[nodiscard]] std::size_t room_for_names(LeftOut left_out) const {
    const std::size_t others = text_.width(order_of(left_out)) - text_.column_width(0);
    return options_.width - std::min(options_.width, others);
  }
  [[nodiscard]] bool fits(LeftOut left_out, std::size_t name_width) const {
    return std::min(name_width, text_.column_width(0)) <= room_for_names(left_out);
  }
  /// How wide the longest name is.
  [[nodiscard]] std::size_t name_width() const { return text_.column_width(0); }
  [[nodiscard]] bool names_differ(std::size_t name_width) const {
    return text_.first_column_differs(name_width, words_.ellipsis());
  }

  void render(LeftOut left_out, std::size_t name_width, std::string& out) const {
    text_.render({.left_out = order_of(left_out),
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
      place.range = text_.add_column("", Align::left, " ", order_of(LeftOut::ranges));
      place.marks = text_.add_column("", Align::left, " ");
      if (i == 0) {
        // Without a comparison, the runs stand beside the summary.
        if (table.columns.size() == 1) {
          place.runs = text_.add_column("n", Align::right, "  ");
        }
        place.verdict = text_.add_column("", Align::left, "  ");
        continue;
      }
      place.change = text_.add_column("change", Align::right, "  ");
      place.interval =
          text_.add_column(interval_heading_, Align::left, " ", order_of(LeftOut::intervals));
      place.p = text_.add_column("p", Align::left, "  ", order_of(LeftOut::tests));
      place.adjusted_p = text_.add_column(corrected_ ? "adj p" : "", Align::left,
                                          corrected_ ? "  " : "", order_of(LeftOut::planning));
      place.runs = text_.add_column("n", Align::left, "  ", order_of(LeftOut::tests));
      place.detectable =
          text_.add_column("detects", Align::right, "  ", order_of(LeftOut::planning));
      place.verdict = text_.add_column("", Align::left, "  ");
      place.to_settle =
          text_.add_column("settled by", Align::left, "  ", order_of(LeftOut::planning));
      place.comparison_marks = text_.add_column("", Align::left, " ");
    }
    text_.add_group(first, table.unit);
  }

  /// Rows are those of all tables, in their common order.
  void add_rows(LeftOut least, std::size_t most_width) {
    constexpr std::size_t parts_at_a_time = 256;
    struct Part {
      const Row* row;
      std::size_t table;
    };
    std::vector<Part> parts;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      for (const Row& row : tables_[t].rows) {
        parts.push_back({&row, t});
      }
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
      return a.row->place != b.row->place ? a.row->place < b.row->place : a.table < b.table;
    });
    const Row* begun = nullptr;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part& part = parts[i];
      if (i % parts_at_a_time == 0 && text_.width(order_of(least)) > most_width) {
        return;
      }
      if (begun == nullptr || begun->place != part.row->place) {
        begun = part.row;
        text_.begin_row();
        text_.set(0, begun->label.empty() ? "(none)" : begun->label);
      }
      add_cells(tables_[part.table], *part.row, places_[part.table]);
    }
  }

  void add_cells(const Table& table, const Row& row, const std::vector<ColumnPlaces>& places) {
    const Scale scale = row_scale(table, row);
    const Cell* baseline = table.baseline_of(row);
    std::uint32_t next_column = 0;
    for (const Cell& cell : table.cells_of(row)) {
      mark_gone(baseline, next_column, cell.column, places);
      next_column = cell.column + 1;
      const ColumnPlaces& place = places[cell.column];
      text_.set(place.center, words_.value(cell.center, own_scale(cell, scale, table), table.unit));
      if (cell.low != cell.high) {
        text_.set(place.range, words_.range(cell));
      }
      if (!cell.warnings.empty()) {
        text_.set(place.marks, footnotes_.marks(cell.warnings));
      }
      if (cell.comparison) {
        add_comparison(table, *baseline, cell, scale, place);
        continue;
      }
      if (places.size() == 1) {
        text_.set(place.runs, TextWords::runs(nullptr, cell));
      }
      if (headings_.size() > 1 && &cell != baseline) {
        text_.set(place.verdict, "new", Style::faint);
      } else if (headings_.size() > 1 && places.size() == 1) {
        text_.set(place.verdict, "gone", Style::faint);
      }
    }
    mark_gone(baseline, next_column, static_cast<std::uint32_t>(places.size()), places);
  }

  /// Says of the columns between two cells of a row that they no longer have what the baseline has.
  void mark_gone(const Cell* baseline, std::uint32_t first, std::uint32_t end,
                 const std::vector<ColumnPlaces>& places) {
    for (std::uint32_t i = std::max<std::uint32_t>(first, 1); i < end && baseline != nullptr; ++i) {
      text_.set(places[i].verdict, "gone", Style::faint);
    }
  }

  void add_comparison(const Table& table, const Cell& baseline, const Cell& cell,
                      const Scale& scale, const ColumnPlaces& place) {
    const Comparison& comparison = *cell.comparison;
    const Style style = style_of(comparison.verdict);
    text_.set(place.change, words_.change(baseline, cell, scale, table.unit), style);
    text_.set(place.interval, words_.interval(comparison.change, scale, table.unit), style);
    // Of what can't have been otherwise, neither p nor n says anything.
    if (comparison.tested) {
      text_.set(place.p, TextWords::p(comparison));
      if (corrected_) {
        text_.set(place.adjusted_p, TextWords::adjusted_p(comparison));
      }
      text_.set(place.runs, TextWords::runs(&baseline, cell));
      text_.set(place.detectable, words_.detectable(comparison, scale, table.unit));
    }
    text_.set(place.verdict, verdict_word(comparison.verdict, comparison.leaning), style);
    text_.set(place.to_settle, words_.to_settle(comparison));
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
        if (summary.change) {
          const Style style = style_of(summary.decision.verdict);
          text_.set(place.change, words_.change(*summary.change, {}, table.unit), style);
          text_.set(place.interval, words_.interval(*summary.change, {}, table.unit), style);
          text_.set(place.verdict, verdict_word(summary.decision.verdict, summary.decision.leaning),
                    style);
        }
        add_geomean_marks(summary, i, place);
      }
    }
  }

  void add_geomean_marks(const ColumnSummary& summary, std::size_t column,
                         const ColumnPlaces& place) {
    if (!summary.warnings.empty()) {
      text_.set(column == 0 ? place.marks : place.comparison_marks,
                footnotes_.marks(summary.warnings));
    }
  }

  std::span<const Table> tables_;
  std::span<const std::string> headings_;
  const TextOptions& options_;
  TextWords words_;
  std::string interval_heading_;
  bool corrected_;
  TextTable text_;
  Footnotes footnotes_;
  std::vector<std::vector<ColumnPlaces>> places_;  // by table and column
};

/// Renders in the first of its forms that fits; the last one is taken as it comes.
Narrowed render_alone(const SideBySide& text, const TextOptions& options, std::string& out) {
  struct Form {
    LeftOut left_out;
    std::size_t narrowest_name;
  };
  constexpr std::array forms{
      Form{LeftOut::nothing, any_width},   Form{LeftOut::planning, any_width},
      Form{LeftOut::ranges, any_width},    Form{LeftOut::ranges, readable_name},
      Form{LeftOut::tests, any_width},     Form{LeftOut::tests, readable_name},
      Form{LeftOut::intervals, any_width}, Form{LeftOut::intervals, narrowest_name},
  };
  Form form = forms.front();
  std::size_t name_width = any_width;
  for (std::size_t i = 0; options.fit && i < forms.size(); ++i) {
    form = forms[i];
    name_width = text.fits(form.left_out, any_width)
                     ? any_width
                     : std::max(form.narrowest_name, text.room_for_names(form.left_out));
    if (text.fits(form.left_out, form.narrowest_name) && text.names_differ(name_width)) {
      break;
    }
  }
  // A line that is too wide can be read, and rows of one name can't. In growing steps, as looking
  // at all names takes long where they are long and many.
  while (name_width < text.name_width() && !text.names_differ(name_width)) {
    name_width += name_width / 4 + 1;
  }
  text.render(form.left_out, name_width, out);
  return {form.left_out, name_width < text.name_width()};
}

}  // namespace

bool shows_adjusted_p(const Report& report) {
  return report.correction != stats::Correction::none && report.tests > 1;
}

Narrowed render_group(std::span<const Table> tables, std::span<const std::string> headings,
                      const Report& report, const TextOptions& options, std::string& out) {
  if (tables.size() > 1 && tables.size() <= options.width / narrowest_unit) {
    const LeftOut least = options.fit ? LeftOut::ranges : LeftOut::nothing;
    const SideBySide all(tables, headings, report, options, least, options.width);
    for (const LeftOut left_out : {LeftOut::nothing, LeftOut::planning, LeftOut::ranges}) {
      if (left_out <= least && all.fits(left_out, any_width)) {
        all.render(left_out, any_width, out);
        return {left_out, false};
      }
    }
  }
  std::vector<std::string> texts(tables.size());
  std::vector<Narrowed> narrowed(tables.size());
  formats::each_on_cores(tables.size(), [&](std::size_t i) {
    const SideBySide alone(tables.subspan(i, 1), headings, report, options, LeftOut::nothing,
                           any_width);
    narrowed[i] = render_alone(alone, options, texts[i]);
  });
  Narrowed all;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out.append(i > 0 ? "\n" : "").append(texts[i]);
    all = either(all, narrowed[i]);
  }
  return all;
}

}  // namespace benchdiff::report
