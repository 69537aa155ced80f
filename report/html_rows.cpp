#include <benchdiff/report/html_rows.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <benchdiff/report/html_words.h>

namespace benchdiff::report {

const Cell* cell_in(const Table& table, const Row& row, std::uint32_t column) {
  const auto cells = table.cells_of(row);
  const auto at = std::ranges::find(cells, column, &Cell::column);
  return at == cells.end() ? nullptr : &*at;
}

void HtmlRows::begin(Markup css_class, const Row& row) {
  html_.markup("<tr\nclass=").markup(css_class).markup("><th scope=row><a href=#b");
  html_.number(benchmarks_.find(table_, row)).markup(">").text(shown_name(row.label));
  html_.markup("</a>");
}

void HtmlRows::value(const Cell* cell, const Scale& of_row) {
  html_.markup("<td>");
  if (cell == nullptr) {
    return;
  }
  html_.text(words_.value(cell->center, own_scale(*cell, of_row, table_), table_.unit));
  marks(cell->warnings);
}

void HtmlRows::marks(std::span<const Warning> warnings) {
  if (!warnings.empty()) {
    html_.markup(" ").text(footnotes_.marks(warnings));
  }
}

void HtmlRows::end() {
  html_.markup("</table>");
  if (footnotes_.empty()) {
    return;
  }
  std::string notes;
  footnotes_.render(notes);
  html_.markup("<p class=n>");
  for (std::size_t at = 0; at < notes.size();) {
    const std::size_t line_end = notes.find('\n', at);
    html_.markup(at > 0 ? "<br>"_html : ""_html);
    html_.text(std::string_view(notes).substr(at, line_end - at));
    at = line_end + 1;
  }
}

void HtmlRows::direction() {
  if (table_.better != stats::Better::unknown) {
    html_.markup(table_.better == stats::Better::lower ? ", lower is better"_html
                                                       : ", higher is better"_html);
  }
}

}  // namespace benchdiff::report
