#include <benchdiff/report/html_benchmark.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include <benchdiff/report/html_shift.h>
#include <benchdiff/report/html_words.h>
#include <benchdiff/report/standouts.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

/// Whether all cells of a row are known exactly, and are the same.
bool is_one_fact(const Table& table, const Row& row) {
  const auto cells = table.cells_of(row);
  return cells.size() > 1 && std::ranges::all_of(cells, [&](const Cell& cell) {
           return cell.level == 1 && cell.low == cell.high && cell.center == cells.front().center &&
                  cell.runs == cells.front().runs;
         });
}

/// What a benchmark is marked with: what asks to be looked at most, and otherwise what is news.
std::pair<Urgency, int> precedence(const Comparison& comparison) {
  const Verdict verdict = comparison.verdict;
  return {urgency_of(comparison), verdict == Verdict::better    ? 0
                                  : verdict == Verdict::unclear ? 1
                                                                : 2};
}

}  // namespace

void BenchmarkDetails::render(std::size_t benchmark, HtmlWriter& html) {
  const auto parts = benchmarks_.parts_of(benchmark);
  html.markup("\n<details>");
  summary(parts, html);
  html.markup("<div id=b").number(benchmark).markup(">");
  for (const Part& part : parts) {
    strip_.render(*part.table, *part.row, html);
  }
  html.markup(compared_ ? "<table class=\"q p\"><tr><th>unit"_html
                        : "<table class=q><tr><th>unit"_html);
  html.markup(one_side_ ? ""_html : "<th>side"_html);
  html.markup("<th>median").markup(compared_ ? "<th>change"_html : ""_html);
  html.markup("<th>interval<th>n").markup(compared_ ? "<th>detects"_html : ""_html);
  for (const Part& part : parts) {
    numbers(part, html);
  }
  html.markup("</table>");
  for (const Part& part : parts) {
    shifts(part, html);
  }
  warnings(parts, html);
  html.markup("</div></details>");
}

void BenchmarkDetails::summary(std::span<const Part> parts, HtmlWriter& html) const {
  const Comparison* worst = nullptr;
  for (const Part& part : parts) {
    for (const Cell& cell : part.table->cells_of(*part.row)) {
      if (cell.comparison &&
          (worst == nullptr || precedence(*cell.comparison) < precedence(*worst))) {
        worst = cell.comparison.get();
      }
    }
  }
  html.markup("<summary");
  if (worst != nullptr) {
    html.markup(" class=").markup(look_of(worst->verdict, worst->leaning).css_class);
  }
  html.markup(">").text(shown_name(parts.front().row->label)).markup("</summary>");
}

void BenchmarkDetails::numbers(const Part& part, HtmlWriter& html) const {
  const Table& table = *part.table;
  const auto cells = table.cells_of(*part.row);
  const Scale scale = row_scale(table, *part.row);
  const Cell* baseline = table.baseline_of(*part.row);
  if (is_one_fact(table, *part.row)) {
    html.markup("<tr><th>").text(table.unit).markup("<td>all<td>");
    html.text(words_.value(cells.front().center, scale, table.unit));
    html.markup(compared_ ? "<td>0%<td>always<td>"_html : "<td>always<td>"_html);
    html.text(TextWords::runs(nullptr, cells.front())).markup(compared_ ? "<td>"_html : ""_html);
    return;
  }
  for (const Cell& cell : cells) {
    html.markup("<tr><th>").text(&cell == cells.data() ? table.unit : "");
    if (!one_side_) html.markup("<td>").text(headings_[table.column_places[cell.column]]);
    html.markup("<td>");
    const Scale own = own_scale(cell, scale, table);
    html.text(words_.value(cell.center, own, table.unit));
    const bool has_change = cell.comparison && baseline != nullptr;
    if (has_change) {
      change(table, *baseline, cell, scale, html);
    } else if (compared_) {
      html.markup("<td>");
    }
    html.markup("<td>");
    interval(table, cell, own, html);
    html.markup("<td>").text(TextWords::runs(nullptr, cell));
    html.markup(compared_ ? "<td>"_html : ""_html);
    if (has_change && cell.comparison->tested) {
      html.text(words_.detectable(*cell.comparison, scale, table.unit));
    }
  }
}

void BenchmarkDetails::interval(const Table& table, const Cell& cell, const Scale& scale,
                                HtmlWriter& html) const {
  if (cell.level == 1 && cell.low == cell.high) {
    html.markup("always");
  } else if (std::isfinite(cell.low) || std::isfinite(cell.high)) {
    html.markup("[").text(words_.value(cell.low, scale, table.unit)).markup(", ");
    html.text(words_.value(cell.high, scale, table.unit)).markup("]");
  }
}

void BenchmarkDetails::change(const Table& table, const Cell& baseline, const Cell& cell,
                              const Scale& scale, HtmlWriter& html) const {
  html.markup("<td>").text(words_.change(baseline, cell, scale, table.unit));
  const std::string interval = words_.interval(cell.comparison->change, scale, table.unit);
  if (!interval.empty()) html.markup(" ").text(interval);
}

void BenchmarkDetails::shifts(const Part& part, HtmlWriter& html) {
  const Table& table = *part.table;
  const Cell* baseline = table.baseline_of(*part.row);
  for (const Cell& cell : table.cells_of(*part.row)) {
    if (baseline != nullptr && cell.comparison && cell.comparison->tested) {
      render_shift(shift_(report_, *baseline, cell), table, row_scale(table, *part.row), html);
    }
  }
}

void BenchmarkDetails::warnings(std::span<const Part> parts, HtmlWriter& html) {
  bool begun = false;
  const auto add = [&](const Table& table, std::span<const Warning> warnings) {
    for (const Warning& warning : warnings) {
      if (warning.detail.empty()) continue;  // the footnote says all of it
      html.markup(begun ? "<li>"_html : "<ul><li>"_html)
          .text(table.unit)
          .markup(": ")
          .text(warning.text);
      html.markup(" (").text(warning.detail).markup(")");
      begun = true;
    }
  };
  for (const Part& part : parts) {
    for (const Cell& cell : part.table->cells_of(*part.row)) {
      add(*part.table, cell.warnings);
      if (cell.comparison) add(*part.table, cell.comparison->warnings);
    }
  }
  html.markup(begun ? "</ul>"_html : ""_html);
}

}  // namespace benchdiff::report
