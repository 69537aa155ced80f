#include <benchdiff/report/html_value_table.h>

#include <benchdiff/report/html_rows.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

void render_values(const Table& table, std::uint32_t column, const ValueHeading& heading,
                   const HtmlBenchmarks& benchmarks, HtmlWriter& html) {
  const TextWords words(Charset::utf8);
  HtmlRows rows(table, benchmarks, html);
  html.markup("<table class=l><caption><b>").text(table.unit).markup("</b>");
  rows.direction();
  html.markup("</caption>\n<thead><tr><th scope=col>benchmark<th scope=col><span>");
  html.text(heading.standing ? heading.name : "median");
  html.markup("</span><th scope=col>±<th scope=col>n");
  html.markup(heading.standing ? "<th scope=col>side<tbody>"_html : "<tbody>"_html);
  for (const Row& row : table.rows) {
    const Cell* cell = cell_in(table, row, column);
    if (cell == nullptr) {
      continue;
    }
    rows.begin(heading.standing ? "n"_html : "a"_html, row);
    rows.value(cell, row_scale(table, row));
    html.markup("<td>").text(cell->low != cell->high ? words.range(*cell) : "");
    html.markup("<td>").text(TextWords::runs(nullptr, *cell));
    if (heading.standing) html.markup("<td>").markup(*heading.standing);
  }
  rows.end();
}

}  // namespace benchdiff::report
