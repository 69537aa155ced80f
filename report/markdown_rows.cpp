#include <benchdiff/report/markdown_rows.h>

#include <algorithm>

#include <benchdiff/report/column_headings.h>
#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/markdown_head.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/text_group.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

constexpr std::size_t longest_name = 120;
constexpr std::size_t longest_heading = 60;
constexpr std::size_t longest_setting = 160;

}  // namespace

/// A line of a table, cell by cell.
class MarkdownRows::Line {
 public:
  Line() : writer_(text_, MarkdownWriter::Place::cell) {}

  Line& markup(MarkdownMarkup markup) {
    return put([&] { writer_.markup(markup); });
  }
  Line& code(std::string_view text, std::size_t most_bytes) {
    return put([&] { writer_.code(text, most_bytes); });
  }
  /// A word or a number of the report's own.
  Line& words(std::string_view text) {
    return put([&] { writer_.words(text, text.size()); });
  }
  Line& verdict(Verdict verdict, Verdict leaning) {
    return put([&] {
      text_.append(verdict_sign(verdict, leaning));
      text_.append(text_.ends_with(' ') ? "" : " ");
      const std::string_view word = verdict_word(verdict, leaning);
      writer_.words(word, word.size());
    });
  }
  Line& empty(std::size_t cells) {
    for (std::size_t i = 0; i < cells; ++i) {
      text_ += "| ";
    }
    return *this;
  }
  [[nodiscard]] std::string text() { return std::move(text_); }

 private:
  template <class Put>
  Line& put(Put put) {
    text_ += "| ";
    put();
    text_ += text_.ends_with(' ') ? "" : " ";
    return *this;
  }

  std::string text_;
  MarkdownWriter writer_;
};

MarkdownRows::MarkdownRows(const Report& report)
    : report_(report),
      words_(Charset::utf8),
      headings_(column_headings(report.columns)),
      varying_(varying_settings(report)),
      corrected_(shows_adjusted_p(report)),
      gated_(report.gate.has_value()) {}

bool MarkdownRows::compares(const Table& table) {
  return std::ranges::any_of(table.cells,
                             [](const Cell& cell) { return cell.comparison != nullptr; });
}

std::string MarkdownRows::heading(const Table& table) const {
  std::string text;
  MarkdownWriter writer(text, MarkdownWriter::Place::line);
  writer.markup("\n**").words(table.unit, longest_heading, longest_heading).markup("**");
  for (std::size_t i = 0; i < varying_.size(); ++i) {
    const auto& [key, value] = (*table.settings)[i];
    if (varying_[i]) {
      writer.markup(" · ").words(key + ": " + (value.empty() ? "(not set)" : value),
                                 longest_setting);
    }
  }
  return text + "\n\n";
}

std::string MarkdownRows::opening(const Table& table) const {
  const bool several = report_.columns.size() > 2;
  const auto column = [&](std::size_t i) { return headings_[table.column_places[i]]; };
  Line names;
  std::string ruler;
  const auto add = [&](MarkdownMarkup alignment) { ruler.append("|").append(alignment.text()); };
  if (!compares(table)) {
    names.markup("benchmark");
    add(":--");
    if (report_.columns.size() > 1) {
      names.markup("column");
      add(":--");
    }
    names.markup("value").markup("±").markup("n").empty(1);
    ruler += "|--:|--:|--:|:--|\n";
    return heading(table) + names.text() + "|\n" + ruler;
  }
  names.markup("").markup("benchmark");
  ruler += "|:--|:--";
  if (several) {
    names.markup("column");
    add(":--");
  }
  names.code(column(0), longest_heading);
  if (several || table.columns.size() < 2) {
    names.markup("new");
  } else {
    names.code(column(1), longest_heading);
  }
  names.markup("change").words(percent_of(1 - report_.alpha) + "% interval").markup("p");
  ruler += "|--:|--:|--:|:--|--:";
  if (corrected_) {
    names.markup("adj p");
    add("--:");
  }
  names.markup("n").markup("detects");
  ruler += "|--:|--:";
  if (gated_) {
    names.markup("gate");
    add(":--");
  }
  names.empty(1);
  return heading(table) + names.text() + "|\n" + ruler + "|:--|\n";
}

void MarkdownRows::column_cell(const Table& table, std::size_t column, Line& line) const {
  line.code(headings_[table.column_places[column]], longest_heading);
}

std::string MarkdownRows::row(const Table& table, const Row& row, const Cell& cell,
                              bool narrow) const {
  if (!cell.comparison) {
    return compares(table) ? lone_row(table, row, cell) : value_row(table, row, cell);
  }
  const Comparison& comparison = *cell.comparison;
  const Cell& baseline = *table.baseline_of(row);
  const Scale scale = row_scale(table, row);
  Line line;
  line.verdict(comparison.verdict, comparison.leaning).code(row.label, longest_name);
  if (report_.columns.size() > 2) {
    column_cell(table, cell.column, line);
  }
  line.words(words_.value(baseline.center, own_scale(baseline, scale, table), table.unit));
  line.words(words_.value(cell.center, own_scale(cell, scale, table), table.unit));
  line.words(words_.change(baseline, cell, scale, table.unit));
  line.words(words_.interval(comparison.change, scale, table.unit));
  if (comparison.tested && !narrow) {
    line.words(TextWords::p(comparison));
    if (corrected_) {
      line.words(TextWords::adjusted_p(comparison));
    }
    line.words(TextWords::runs(&baseline, cell));
    line.words(words_.detectable(comparison, scale, table.unit));
  } else {
    line.empty(corrected_ ? 4 : 3);
  }
  if (gated_) {
    line.words(gate_word(comparison.gate.state));
  }
  return line.text();
}

/// The row of a benchmark that has nothing to compare with, among those that have.
std::string MarkdownRows::lone_row(const Table& table, const Row& row, const Cell& cell) const {
  const bool is_baseline = cell.column == 0 && table.column_places[0] == 0;
  const std::string value = words_.value(cell.center, row_scale(table, row), table.unit);
  Line line;
  line.markup(is_baseline ? MarkdownMarkup("gone") : MarkdownMarkup("new"))
      .code(row.label, longest_name);
  if (report_.columns.size() > 2) {
    column_cell(table, cell.column, line);
  }
  line.words(is_baseline ? value : "").words(is_baseline ? "" : value);
  line.empty(corrected_ ? 4 : 3).words(TextWords::runs(nullptr, cell)).empty(gated_ ? 2 : 1);
  return line.text();
}

std::string MarkdownRows::value_row(const Table& table, const Row& row, const Cell& cell) const {
  Line line;
  line.code(row.label, longest_name);
  if (report_.columns.size() > 1) {
    column_cell(table, cell.column, line);
  }
  line.words(words_.value(cell.center, own_scale(cell, row_scale(table, row), table), table.unit));
  const std::string range = cell.low == cell.high ? "" : words_.range(cell);
  line.words(range.substr(std::min(range.size(), std::string_view("± ").size())));
  line.words(TextWords::runs(nullptr, cell));
  return line.text();
}

std::string MarkdownRows::geomean(const Table& table, std::size_t column) const {
  const ColumnSummary& summary = table.summaries[column];
  const auto mean = [&](const ColumnSummary& of) {
    return of.geomean
               ? words_.value(*of.geomean,
                              common_scale({&*of.geomean, 1}, formats::unit_class(table.unit)),
                              table.unit)
               : std::string();
  };
  Line line;
  if (!compares(table)) {
    line.markup("geomean");
    if (report_.columns.size() > 1) {
      column_cell(table, column, line);
    }
    return line.words(mean(summary)).empty(3).text() + "|\n";
  }
  if (summary.change) {
    line.verdict(summary.decision.verdict, summary.decision.leaning);
  } else {
    line.empty(1);
  }
  line.markup("geomean");
  if (report_.columns.size() > 2) {
    column_cell(table, column, line);
  }
  line.words(mean(table.summaries[0])).words(mean(summary));
  line.words(summary.change ? words_.change(*summary.change, {}, table.unit) : "");
  line.words(summary.change ? words_.interval(*summary.change, {}, table.unit) : "");
  line.empty(3U + (corrected_ ? 1U : 0U) + (gated_ ? 1U : 0U) + 1U);
  return line.text() + "|\n";
}

std::string MarkdownRows::geomeans(const Table& table) const {
  std::string text;
  if (table.rows.size() < 2) {
    return text;
  }
  for (std::size_t i = compares(table) ? 1 : 0; i < table.summaries.size(); ++i) {
    const ColumnSummary& summary = table.summaries[i];
    if (summary.geomean || summary.change) {
      text += geomean(table, i);
    }
  }
  return text;
}

}  // namespace benchdiff::report
