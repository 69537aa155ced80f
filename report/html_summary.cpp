#include <benchdiff/report/html_summary.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/html_words.h>
#include <benchdiff/report/one_sided.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/standouts.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

class Summary {
 public:
  Summary(const Report& report, const HtmlBenchmarks& benchmarks, HtmlWriter& html)
      : report_(report), benchmarks_(benchmarks), words_(Charset::utf8), html_(html) {}

  void render() {
    html_.markup("<h1>");
    verdicts();
    html_.markup("</h1>\n");
    compared();
    differences();
    gate();
    html_.markup("<p class=next>").text(next_step(report_, words_)).markup("\n");
    standouts();
    remarks();
  }

 private:
  void count(std::size_t comparisons, Verdict verdict) {
    const VerdictLook look = look_of(verdict);
    html_.markup("<span class=").markup(comparisons > 0 ? look.css_class : "o").markup("><i>");
    html_.markup(look.glyph).markup("</i> ").number(comparisons).markup(" ");
    html_.text(verdict_word(verdict));
    if (verdict == Verdict::unclear) leanings();
    html_.markup("</span> ");
  }

  void verdicts() {
    const Counts& counts = report_.counts;
    if (counts.total() == 0) {
      html_.markup("nothing compared");
      return;
    }
    count(counts.worse, Verdict::worse);
    count(counts.better, Verdict::better);
    count(counts.same, Verdict::same);
    count(counts.unclear, Verdict::unclear);
    if (counts.changed > 0) count(counts.changed, Verdict::changed);
  }

  /// Which way the unclear ones lean.
  void leanings() {
    const Counts& counts = report_.counts;
    if (counts.leaning_worse + counts.leaning_better == 0) {
      return;
    }
    html_.markup(" <small>(");
    if (counts.leaning_worse > 0) html_.number(counts.leaning_worse).markup(" leaning worse");
    if (counts.leaning_worse > 0 && counts.leaning_better > 0) html_.markup(", ");
    if (counts.leaning_better > 0) html_.number(counts.leaning_better).markup(" leaning better");
    html_.markup(")</small>");
  }

  void compared() {
    const std::string compared = sides(report_, words_);
    const std::string runs = runs_compared(report_);
    if (compared.empty() && runs.empty()) {
      return;
    }
    html_.markup("<p>").text(compared);
    if (!compared.empty() && !runs.empty()) html_.markup(" · ");
    html_.text(runs);
    if (report_.test != stats::Test::mann_whitney) {
      html_.markup(" · test: ").text(test_words(report_.test, report_.statistic));
    }
    html_.markup("\n");
  }

  void differences() {
    constexpr std::size_t most = 12;
    const auto& all = report_.differences;
    if (all.empty()) {
      return;
    }
    html_.markup("<ul class=d>");
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
      html_.markup("<li>").text(describe(all[i], words_.arrow()));
    }
    if (all.size() > most) {
      html_.markup("<li>differs: and ").number(all.size() - most).markup(" more settings");
    }
    html_.markup("</ul>\n");
  }

  void gate() {
    if (!report_.gate) {
      return;
    }
    const GateOutcome& outcome = *report_.gate;
    const std::string line = gate_line(outcome);
    if (!line.empty()) {
      html_.markup(outcome.result == GateResult::passed         ? "<p class=\"g b\"><b>✓ "_html
                   : outcome.result == GateResult::inconclusive ? "<p class=\"g c\"><b>? "_html
                                                                : "<p class=\"g w\"><b>✕ "_html);
      html_.text(line).markup("</b>");
      for (std::size_t i = 0; i < outcome.rules.size(); ++i) {
        html_.markup(i == 0 ? " by <code>"_html : ", <code>"_html)
            .text(outcome.rules[i])
            .markup("</code>");
      }
      html_.markup("\n");
    }
    list(outcome.remarks);
  }

  void standouts() {
    constexpr std::size_t most = 5;
    const std::vector<Standout> all = find_standouts(report_);
    if (all.empty() || report_.counts.total() <= 1) {
      return;
    }
    html_.markup("<ol>");
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
      const Comparison& comparison = all[i].comparison();
      const VerdictLook look = look_of(comparison.verdict, comparison.leaning);
      html_.markup("<li class=").markup(look.css_class).markup("><i>").markup(look.glyph);
      html_.markup("</i> <a href=#b").number(benchmarks_.find(*all[i].table, *all[i].row));
      html_.markup(">").text(shown_name(all[i].row->label)).markup("</a> ");
      const ChangeWords words = change_words(all[i], words_);
      html_.text(all[i].table->unit).markup(" ").text(words.old_value).text(words_.arrow());
      html_.text(words.new_value).markup(" <b>").text(words.change).markup("</b> ");
      html_.text(words.interval);
      if (report_.columns.size() > 2) html_.markup(" in ").text(all[i].column(report_));
      if (comparison.verdict == Verdict::unclear) {
        html_.markup(", ").text(verdict_word(comparison.verdict, comparison.leaning));
      }
      render_gate_mark(comparison.gate, html_);
    }
    html_.markup("</ol>");
    if (all.size() > most) {
      html_.markup("<p class=n>and ").number(all.size() - most);
      html_.markup(" more that ask to be looked at, marked below");
    }
    html_.markup("\n");
  }

  void remarks() {
    std::vector<std::string> sentences = left_alone(report_);
    if (std::string sentence = false_alarms(report_); !sentence.empty()) {
      sentences.push_back(std::move(sentence));
    }
    list(sentences);
    if (!report_.keeping_apart.empty()) {
      return;  // their names are on both sides
    }
    const OneSided sides = find_one_sided(report_);
    names("added: "_html, sides.added);
    names("removed: "_html, sides.removed);
  }

  void names(Markup what, std::span<const std::string_view> labels) {
    constexpr std::size_t most = 10;
    if (labels.empty()) {
      return;
    }
    html_.markup("<ul class=n><li><b>").markup(what).markup("</b>");
    for (std::size_t i = 0; i < std::min(most, labels.size()); ++i) {
      html_.markup(i > 0 ? ", <code>"_html : "<code>"_html).text(shown_name(labels[i]));
      html_.markup("</code>");
    }
    if (labels.size() > most) {
      html_.markup(" and ").number(labels.size() - most).markup(" more");
    }
    html_.markup("</ul>\n");
  }

  void list(const std::vector<std::string>& sentences) {
    if (sentences.empty()) {
      return;
    }
    html_.markup("<ul class=n>");
    for (const std::string& sentence : sentences) {
      html_.markup("<li>").text(sentence);
    }
    html_.markup("</ul>\n");
  }

  const Report& report_;
  const HtmlBenchmarks& benchmarks_;
  TextWords words_;
  HtmlWriter& html_;
};

}  // namespace

void render_summary(const Report& report, const HtmlBenchmarks& benchmarks, HtmlWriter& html) {
  Summary(report, benchmarks, html).render();
}

}  // namespace benchdiff::report
