#include <benchdiff/report/render_html.h>

#include <span>
#include <string_view>
#include <vector>

#include <benchdiff/report/column_headings.h>
#include <benchdiff/report/html_benchmark.h>
#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_forest.h>
#include <benchdiff/report/html_summary.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/samples_json.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/text_fit.h>

#include "html_assets.h"

namespace benchdiff::report {
namespace {

class Page {
 public:
  Page(const Report& report, const HtmlOptions& options, std::string& out)
      : report_(report),
        options_(options),
        headings_(column_headings(report.columns)),
        benchmarks_(report),
        html_(out) {}

  void render() {
    head();
    html_.markup("<body>\n<header>");
    render_summary(report_, benchmarks_, html_);
    html_.markup("</header>\n");
    if (!report_.tables.empty()) {
      html_.markup("<main>");
      changes();
      fits();
      benchmarks();
      html_.markup("</main>\n");
    }
    html_.markup("<script type=application/json id=benchdiff-samples>");
    append_samples_json(report_, html_.out());
    html_.markup("</script>\n<script>").markup(html_script).markup("</script>\n</html>\n");
  }

 private:
  void head() {
    html_.markup("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport ");
    html_.markup("content=\"width=device-width, initial-scale=1\">\n");
    html_.markup(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src ");
    html_.markup("'sha256-").markup(html_style_hash).markup("'; script-src 'sha256-");
    html_.markup(html_script_hash).markup("'; base-uri 'none'; form-action 'none'\">\n");
    html_.markup("<meta name=generator content=benchdiff>\n<meta name=color-scheme ");
    html_.markup("content=\"light dark\">\n<title>").text(title()).markup("</title>\n<style>");
    html_.markup(html_style).markup("</style>\n");
  }

  [[nodiscard]] std::string title() const {
    if (!options_.title.empty()) {
      return options_.title;
    }
    const std::string compared = sides(report_, TextWords(Charset::utf8));
    return compared.empty() ? "benchdiff" : "benchdiff: " + compared;
  }

  void changes() {
    const bool compared = report_.counts.total() > 0;
    html_.markup(compared ? "<section id=changes><h2>Changes</h2>"_html
                          : "<section id=changes><h2>Results</h2>"_html);
    ForestPlot forest(report_, headings_, benchmarks_);
    const Table* before = nullptr;
    for (const Table& table : report_.tables) {
      if (before == nullptr || before->group != table.group) settings(before, table);
      before = &table;
      forest.render(table, html_);
    }
    html_.markup("</section>\n");
  }

  /// What the tables of a group are of, where it isn't what the group before was of.
  void settings(const Table* before, const Table& table) {
    bool begun = false;
    for (std::size_t i = 0; i < table.settings->size(); ++i) {
      const auto& [key, value] = (*table.settings)[i];
      const bool is_new =
          before == nullptr ? !value.empty() : (*before->settings)[i].value != value;
      if (!is_new) continue;
      html_.markup(begun ? " · "_html : "<h3>"_html).text(key).markup(": ");
      html_.text(value.empty() ? "(not set)" : value);
      begun = true;
    }
    html_.markup(begun ? "</h3>"_html : ""_html);
  }

  void fits() {
    if (report_.fits.empty()) {
      return;
    }
    html_.markup("<section><h2>Scaling</h2>");
    constexpr TextOptions narrow{.width = 76};
    for (const Fit& fit : report_.fits) {
      std::string text;
      render_fit(fit, report_.tables[fit.table], headings_, narrow, text);
      html_.markup("<pre>").lines(text).markup("</pre>");
    }
    html_.markup("</section>\n");
  }

  void benchmarks() {
    html_.markup("<section id=benchmarks><h2>Benchmarks</h2>");
    BenchmarkDetails details(report_, headings_, benchmarks_);
    for (std::size_t i = 0; i < benchmarks_.size(); ++i) {
      details.render(i, html_);
    }
    html_.markup("</section>\n");
  }

  const Report& report_;
  const HtmlOptions& options_;
  std::vector<std::string> headings_;
  HtmlBenchmarks benchmarks_;
  HtmlWriter html_;
};

}  // namespace

void render_html(const Report& report, const HtmlOptions& options, std::string& out) {
  Page(report, options, out).render();
}

}  // namespace benchdiff::report
