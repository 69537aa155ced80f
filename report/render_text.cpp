#include <benchdiff/report/render_text.h>

#include <algorithm>
#include <span>
#include <vector>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/column_headings.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/text_fit.h>
#include <benchdiff/report/text_gate.h>
#include <benchdiff/report/text_group.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

class Renderer {
 public:
  Renderer(const Report& report, const TextOptions& options, std::string& out)
      : report_(report), options_(options), words_(options.charset), out_(out) {}

  void render() {
    first_line();
    differences();
    const std::span<const Table> tables = report_.tables;
    const std::vector<std::string> headings = column_headings(report_.columns);
    Narrowed narrowed;
    for (std::size_t first = 0; first < tables.size();) {
      std::size_t last = first + 1;
      while (last < tables.size() && tables[last].group == tables[first].group) {
        ++last;
      }
      out_ += '\n';
      settings(first);
      narrowed = either(narrowed, render_group(tables.subspan(first, last - first), headings,
                                               report_, options_, out_));
      fits(first, last, headings);
      first = last;
    }
    out_ += '\n';
    narrow(narrowed);
    for (const std::string& sentence : left_alone(report_)) {
      line(sentence);
    }
    if (const std::string sentence = false_alarms(report_); !sentence.empty()) {
      line(sentence);
    }
    for (const std::string& sentence : gate_lines(report_, words_)) {
      line(sentence);
    }
    line(next_step(report_, words_));
  }

 private:
  void line(std::string_view text) { out_.append(printable(text, options_.charset)) += '\n'; }

  void first_line() {
    std::string text = report_.counts.total() > 0 ? count_verdicts(report_.counts)
                                                  : std::string("nothing compared");
    const std::string compared = sides(report_, words_);
    text.append(compared.empty() ? "" : words_.dot()).append(compared);
    line(text);
    if (report_.test != stats::Test::mann_whitney) {
      line("test: " + test_words(report_.test, report_.statistic));
    }
  }

  void fits(std::size_t first_table, std::size_t end, std::span<const std::string> headings) {
    for (const Fit& fit : report_.fits) {
      if (fit.table >= first_table && fit.table < end) {
        out_ += '\n';
        render_fit(fit, report_.tables[fit.table], headings, options_, out_);
      }
    }
  }

  void differences() {
    constexpr std::size_t most_differences = 12;
    const std::size_t shown = std::min(most_differences, report_.differences.size());
    for (const Difference& difference : std::span(report_.differences).first(shown)) {
      line(describe(difference, words_.arrow()));
    }
    if (shown < report_.differences.size()) {
      line("differs: and " + std::to_string(report_.differences.size() - shown) + " more settings");
    }
  }

  /// What the tables of a group are of, where it isn't what the group before was of: a line each,
  /// or where they are many as many in a line as it holds.
  void settings(std::size_t first) {
    constexpr std::size_t most_lines = 5;
    const auto& own = *report_.tables[first].settings;
    std::vector<std::string> told;
    for (std::size_t i = 0; i < own.size(); ++i) {
      const bool is_new = first == 0 || (*report_.tables[first - 1].settings)[i] != own[i];
      if (is_new && !(first == 0 && own[i].value.empty())) {
        told.push_back(own[i].key + ": " + (own[i].value.empty() ? "(not set)" : own[i].value));
      }
    }
    const std::size_t room = told.size() > most_lines ? options_.width : 0;
    std::string packed;
    for (const std::string& setting : told) {
      const std::string longer = packed + std::string(words_.dot()) + setting;
      if (!packed.empty() && display_width(printable(longer, options_.charset)) <= room) {
        packed = longer;
        continue;
      }
      if (!packed.empty()) line(packed);
      packed = setting;
    }
    if (!packed.empty()) line(packed);
  }

  /// What isn't there, on a line that fits by itself where that is possible.
  void narrow(const Narrowed& narrowed) {
    std::vector<std::string> parts;
    const auto add = [&](bool is_left_out, std::string_view part) {
      if (is_left_out) {
        parts.emplace_back(part);
      }
    };
    const bool unplanned = narrowed.left_out >= LeftOut::planning;
    add(unplanned && shows_adjusted_p(report_), "adj p");
    add(unplanned, "detects");
    add(narrowed.left_out >= LeftOut::ranges, words_.plus_minus());
    add(narrowed.left_out >= LeftOut::tests, "p");
    add(narrowed.left_out >= LeftOut::tests, "n");
    add(narrowed.left_out >= LeftOut::intervals, "intervals");
    add(narrowed.names, "parts of names");
    if (parts.empty()) {
      return;
    }
    std::string text = "narrow: without ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      text.append(i == 0 ? "" : i + 1 < parts.size() ? ", " : " and ").append(parts[i]);
    }
    line(text + "; `| less -S` has all");
  }

  const Report& report_;
  const TextOptions& options_;
  TextWords words_;
  std::string& out_;
};

}  // namespace

void render_text(const Report& report, const TextOptions& options, std::string& out) {
  Renderer(report, options, out).render();
}

}  // namespace benchdiff::report
