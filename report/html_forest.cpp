#include <benchdiff/report/html_forest.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include <benchdiff/formats/unit.h>
#include <benchdiff/report/html_rows.h>
#include <benchdiff/report/html_value_table.h>
#include <benchdiff/report/html_words.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/text_group.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

bool has_comparison(const Cell& cell) { return cell.comparison != nullptr; }

/// One column of a table against the baseline.
class Forest {
 public:
  struct Context {
    const Report& report;
    const HtmlBenchmarks& benchmarks;
    const ChangeAxis& axis;
    std::size_t number;  ///< of the plot in the page
  };
  Forest(const Table& table, std::uint32_t column, const Context& context, HtmlWriter& html)
      : table_(table),
        words_(Charset::utf8),
        html_(html),
        rows_(table, context.benchmarks, html),
        report_(context.report),
        axis_(context.axis),
        number_(context.number),
        column_(column) {
    for (const Row& row : table.rows) {
      const Cell* cell = cell_in(table, row, column);
      if (cell == nullptr || !cell->comparison) continue;
      tested_ = tested_ || cell->comparison->tested;
      if (!band_ && cell->comparison->change.kind == stats::Change::Kind::ratio) {
        band_ = cell->comparison->band;
      }
    }
    corrected_ = tested_ && shows_adjusted_p(report_);
  }

  void render(std::string_view old_heading, std::string_view new_heading) {
    html_.markup(tested_ ? "<table class=f><caption><b>"_html
                         : "<table class=\"f x\"><caption><b>"_html);
    html_.text(table_.unit).markup("</b> ");
    html_.text(old_heading).markup(" → ").text(new_heading);
    rows_.direction();
    html_.markup("</caption>\n<thead><tr><th scope=col>benchmark<th scope=col>");
    html_.markup("<span>").text(old_heading).markup("</span><th scope=col><span>");
    html_.text(new_heading).markup("</span><th scope=col>change<th scope=col>");
    html_.text(interval_heading()).markup("<th scope=col>");
    axis_.render_head(number_, band_, html_);
    html_.markup("<th scope=col>verdict");
    if (tested_) html_.markup("<th scope=col>p");
    if (corrected_) html_.markup("<th scope=col>adj p");
    if (tested_) html_.markup("<th scope=col>n");
    html_.markup("<tbody>");
    for (const Row& row : table_.rows) {
      render_row(row);
    }
    geomean();
    rows_.end();
  }

 private:
  [[nodiscard]] std::string interval_heading() const {
    return shortest(std::round((1 - report_.alpha) * 1e6) / 1e4) + "% interval";
  }

  void render_row(const Row& row) {
    const Cell* baseline = table_.baseline_of(row);
    const Cell* cell = cell_in(table_, row, column_);
    if (baseline == nullptr && cell == nullptr) {
      return;
    }
    const Scale scale = row_scale(table_, row);
    if (cell == nullptr || !cell->comparison) {
      rows_.begin("n", row);
      rows_.value(baseline, scale);
      rows_.value(cell, scale);
      html_.markup("<td><td><td>").markup(cell == nullptr ? "<td>− gone"_html : "<td>+ new"_html);
      of_test(nullptr, nullptr);
      return;
    }
    const Comparison& comparison = *cell->comparison;
    rows_.begin(look_of(comparison.verdict, comparison.leaning).css_class, row);
    rows_.value(baseline, scale);
    rows_.value(cell, scale);
    html_.markup("<td>").text(words_.change(*baseline, *cell, scale, table_.unit));
    html_.markup("<td>").text(words_.interval(comparison.change, scale, table_.unit));
    chart(comparison.change, &comparison.band);
    verdict(comparison.verdict, comparison.leaning);
    rows_.marks(comparison.warnings);
    planning(comparison, scale);
    render_gate_mark(comparison.gate, html_);
    of_test(&comparison, comparison.tested ? cell : nullptr);
  }

  void verdict(Verdict verdict, Verdict leaning) {
    html_.markup("<td>").markup(look_of(verdict).glyph).markup(" ");
    html_.text(verdict_word(verdict, leaning));
  }

  /// What an unclear row could have seen, and how many runs would settle it.
  void planning(const Comparison& comparison, const Scale& scale) {
    if (comparison.verdict != Verdict::unclear) {
      return;
    }
    const std::string detects = words_.detectable(comparison, scale, table_.unit);
    const std::string settles = words_.to_settle(comparison);
    if (detects.empty() && settles.empty()) {
      return;
    }
    html_.markup("<small>");
    if (!detects.empty()) html_.markup("detects ").text(detects);
    if (!settles.empty()) {
      html_.markup(detects.empty() ? "settled by "_html : ", settled by "_html).text(settles);
    }
    html_.markup("</small>");
  }

  void of_test(const Comparison* comparison, const Cell* cell) {
    if (!tested_) {
      return;
    }
    const bool has_p = comparison != nullptr && comparison->tested;
    html_.markup("<td>").text(has_p ? TextWords::p(*comparison) : "");
    if (corrected_) html_.markup("<td>").text(has_p ? TextWords::adjusted_p(*comparison) : "");
    html_.markup("<td>");
    if (cell != nullptr && comparison != nullptr) {
      html_.number(comparison->old_runs);
      if (comparison->new_runs != comparison->old_runs) {
        html_.markup("+").number(comparison->new_runs);
      }
    }
  }

  /// The interval and the estimate of a change on the common axis. `band` may be null, and is drawn
  /// where it isn't the one behind all rows.
  void chart(const stats::Change& change, const stats::Band* band) {
    if (change.kind != stats::Change::Kind::ratio && change.low == 0 && change.high == 0) {
      chart({1, 1, 1, 1, stats::Change::Kind::ratio}, nullptr);  // 0 is what it was
      return;
    }
    if (change.kind != stats::Change::Kind::ratio || std::isnan(change.estimate)) {
      html_.markup("<td>no ratio");
      return;
    }
    html_.markup("<td><svg><use href=\"#a").number(number_).markup("\"/>");
    if (band != nullptr && band_ && (band->low != band_->low || band->high != band_->high)) {
      axis_.render_band(*band, html_);
    }
    constexpr int middle = ChangeAxis::middle;
    constexpr int arrow = 8;
    // Where the estimate is beyond the axis, its arrow stands for the interval's as well.
    const int beyond = axis_.beyond(change.estimate);
    if (change.low != change.high) {
      html_.markup("<path d=\"");
      SvgPath path(html_.out());
      path.horizontal({axis_.place(change.low), middle}, axis_.place(change.high));
      if (axis_.beyond(change.low) < 0 && beyond >= 0) {
        path.arrow({ChangeAxis::first - arrow, middle}, -1, 0, arrow);
      }
      if (axis_.beyond(change.high) > 0 && beyond <= 0) {
        path.arrow({ChangeAxis::last + arrow, middle}, 1, 0, arrow);
      }
      html_.markup("\"/>");
    }
    html_.markup(beyond == 0 ? "<path class=e d=\""_html : "<path class=v d=\""_html);
    SvgPath path(html_.out());
    if (beyond == 0) {
      path.dot({axis_.place(change.estimate), middle});
    } else {
      path.arrow({(beyond > 0 ? ChangeAxis::last : ChangeAxis::first) + beyond * arrow, middle},
                 beyond, 0, arrow);
    }
    html_.markup("\"/></svg>");
  }

  void geomean() {
    const ColumnSummary* old_side = summary_of(0);
    const ColumnSummary* new_side = summary_of(column_);
    const bool any = new_side != nullptr && (new_side->geomean || new_side->change);
    if (table_.rows.size() < 2 || !any) {
      return;
    }
    const auto mean = [&](const ColumnSummary* summary) {
      html_.markup("<td>");
      if (summary != nullptr && summary->geomean) {
        const Scale scale = common_scale({&*summary->geomean, 1}, formats::unit_class(table_.unit));
        html_.text(words_.value(*summary->geomean, scale, table_.unit));
      }
    };
    const stats::Decision decision = new_side->decision;
    html_.markup("<tfoot><tr\nclass=");
    html_.markup(new_side->change ? look_of(decision.verdict, decision.leaning).css_class : "n");
    html_.markup("><th scope=row>geomean");
    mean(old_side);
    mean(new_side);
    if (new_side->change) {
      html_.markup("<td>").text(words_.change(*new_side->change, {}, table_.unit));
      html_.markup("<td>").text(words_.interval(*new_side->change, {}, table_.unit));
      chart(*new_side->change, nullptr);
      verdict(decision.verdict, decision.leaning);
    } else {
      html_.markup("<td><td><td><td>");
    }
    rows_.marks(new_side->warnings);
    of_test(nullptr, nullptr);
  }

  [[nodiscard]] const ColumnSummary* summary_of(std::size_t column) const {
    return column < table_.summaries.size() ? &table_.summaries[column] : nullptr;
  }

  const Table& table_;
  TextWords words_;
  HtmlWriter& html_;
  HtmlRows rows_;
  const Report& report_;
  const ChangeAxis& axis_;
  std::size_t number_;
  std::uint32_t column_;
  bool tested_ = false;
  bool corrected_ = false;
  std::optional<stats::Band> band_;
};

}  // namespace

void ForestPlot::render(const Table& table, HtmlWriter& html) {
  // A browser needn't lay out a long table before it is seen.
  constexpr std::size_t many_rows = 200;
  const Markup division = table.rows.size() > many_rows ? "\n<div class=big>"_html : "\n<div>"_html;
  const bool compared = std::ranges::any_of(table.cells, has_comparison);
  for (std::uint32_t column = 0; column < table.columns.size(); ++column) {
    const std::string& heading = headings_[table.column_places[column]];
    if (!compared) {
      std::optional<Markup> standing;
      if (report_.columns.size() > 1) {
        standing = table.column_places[column] == 0 ? "− gone"_html : "+ new"_html;
      }
      html.markup(division);
      render_values(table, column, {heading, standing}, benchmarks_, html);
      html.markup("</div>");
    } else if (column > 0) {
      html.markup(division);
      Forest(table, column, {report_, benchmarks_, axis_, plots_++}, html)
          .render(headings_[table.column_places[0]], heading);
      html.markup("</div>");
    }
  }
}

}  // namespace benchdiff::report
