#include <benchdiff/report/markdown_head.h>

#include <algorithm>
#include <array>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/markdown_writer.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/text_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

using Place = MarkdownWriter::Place;

constexpr std::size_t most_worst_rows = 5;
// For the sentence that there are more of them.
constexpr std::size_t room_for_more_rows = 40;

/// Two blanks at its end break a line, within a paragraph.
constexpr MarkdownMarkup line_break = "  \n";

std::string first_line(std::string_view id) {
  constexpr std::size_t longest_id = 64;
  std::string line = "<!-- benchdiff:report:";
  std::size_t kept = 0;
  for (const char c : id) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    if (fits && kept < longest_id) {
      line += c;
      ++kept;
    }
  }
  return line + " -->\n";
}

MarkdownMarkup sign_of(const Report& report) {
  const Counts& counts = report.counts;
  const GateResult result = report.gate ? report.gate->result : GateResult::passed;
  // All else fails what is gated, also a gate that nothing was held against.
  if (result != GateResult::passed && result != GateResult::inconclusive) {
    return "❌";
  }
  if (counts.total() == 0 || result == GateResult::inconclusive) {
    return "❔";
  }
  const bool gated = report.gate && !report.gate->rules.empty();
  if (counts.worse > 0) {
    return gated ? MarkdownMarkup("⚠️") : MarkdownMarkup("❌");
  }
  if (counts.leaning_worse + counts.changed > 0) {
    return "⚠️";
  }
  return counts.better + counts.same == 0 ? MarkdownMarkup("❔") : MarkdownMarkup("✅");
}

/// How much of the verdict there is room for, the most first.
struct VerdictForm {
  std::size_t longest_name = 0;  ///< of what was compared; 0 for none of it
  bool counts = true;
  bool worse = true;
};
constexpr std::array verdict_forms{VerdictForm{60}, VerdictForm{24}, VerdictForm{},
                                   VerdictForm{0, false}, VerdictForm{0, false, false}};

std::string verdict_line(const Report& report, const VerdictForm& form) {
  const TextWords words(Charset::utf8);
  std::string line;
  MarkdownWriter writer(line, Place::line);
  writer.markup(sign_of(report));
  if (!form.worse) {
    return line;
  }
  writer.markup(" ");
  const std::string counts = count_verdicts(report.counts);
  const std::string worse = counts.substr(0, counts.find(','));
  if (report.counts.total() == 0) {
    writer.markup("**nothing compared**");
  } else {
    const bool bold = report.counts.worse > 0;
    writer.markup(bold ? MarkdownMarkup("**") : MarkdownMarkup("")).words(worse, worse.size());
    writer.markup(bold ? MarkdownMarkup("**") : MarkdownMarkup(""));
    if (form.counts) {
      writer.markup(", ").words(std::string_view(counts).substr(worse.size() + 2), counts.size());
    }
  }
  constexpr std::size_t longest_own_word = 40;
  const auto add = [&](const std::string& text, std::size_t longest_word) {
    if (!text.empty()) {
      constexpr std::size_t most_bytes = 600;
      writer.markup(" · ").words(text, most_bytes, longest_word);
    }
  };
  if (form.longest_name > 0) {
    add(sides(report, words), form.longest_name);
    add(runs_compared(report), longest_own_word);
  }
  add(report.gate ? gate_line(*report.gate) : "", longest_own_word);
  return line;
}

/// How much of what differs, and of the next step, there is room for.
struct AdviceForm {
  std::size_t differences;
  std::size_t difference_bytes;
  std::size_t step_bytes;
  std::size_t longest_word;
  std::size_t part_of_room;  ///< that it may take, one in so many
};
constexpr std::array advice_forms{
    AdviceForm{12, 160, 600, 80, 2}, AdviceForm{5, 80, 300, 40, 2}, AdviceForm{2, 48, 160, 24, 1},
    AdviceForm{1, 32, 90, 16, 1},    AdviceForm{0, 0, 60, 16, 1},
};

std::string advice_line(const Report& report, std::string_view step, const AdviceForm& form) {
  constexpr std::string_view prefix = "differs: ";
  std::string line;
  MarkdownWriter writer(line, Place::line);
  const std::size_t shown = std::min(form.differences, report.differences.size());
  if (!report.differences.empty()) {
    writer.markup("⚠️ **differs:** ");
    for (std::size_t i = 0; i < shown; ++i) {
      const std::string text = describe(report.differences[i], " → ").substr(prefix.size());
      writer.markup(i > 0 ? MarkdownMarkup(" · ") : MarkdownMarkup(""));
      writer.words(text, form.difference_bytes, form.longest_word);
    }
    if (shown < report.differences.size()) {
      const std::string count = std::to_string(report.differences.size() - shown);
      writer.markup(shown > 0 ? MarkdownMarkup(" · and ") : MarkdownMarkup(""))
          .words(count, count.size());
      writer.markup(shown > 0 ? MarkdownMarkup(" more settings") : MarkdownMarkup(" settings"));
    }
    writer.markup(" · ");
  }
  writer.words(step, form.step_bytes, form.longest_word);
  return line + "\n";
}

std::string worst_row(const Report& report, const Standout& standout, std::size_t longest_name) {
  const TextWords words(Charset::utf8);
  const ChangeWords text = change_words(standout, words);
  const Comparison& comparison = standout.comparison();
  std::string line;
  MarkdownWriter writer(line, Place::line);
  const auto number = [&](std::string_view value) { writer.words(value, value.size()); };
  writer.markup("- ").code(standout.row->label, longest_name);
  writer.markup(" ").words(standout.table->unit, longest_name, longest_name);
  if (report.columns.size() > 2) {
    writer.markup(" in ").code(standout.column(report), longest_name);
  }
  writer.markup(" ");
  number(text.old_value);
  writer.markup(" → ");
  number(text.new_value);
  writer.markup(" **");
  number(text.change);
  writer.markup("**");
  if (!text.interval.empty()) {
    writer.markup(" ");
    number(text.interval);
  }
  if (standout.urgency == Urgency::leaning || standout.urgency == Urgency::inconclusive ||
      standout.urgency == Urgency::changed) {
    writer.markup(" ");
    number(verdict_word(comparison.verdict, comparison.leaning));
  }
  if (const GateMark& gate = comparison.gate; !gate_word(gate.state).empty()) {
    writer.markup(" · ").words(gate_word(gate.state), longest_name);
    if (!gate.why.empty()) {
      writer.markup(": ").words(gate.why, longest_name, longest_name);
    }
  }
  return line + "\n";
}

/// The worst rows that fit, with as much of their names as lets most of them.
std::string worst_rows(const Report& report, std::span<const Standout> standouts,
                       std::size_t most_bytes) {
  constexpr std::array<std::size_t, 3> longest_names{100, 40, 16};
  const auto worst = standouts.first(std::min(most_worst_rows, standouts.size()));
  std::string best;
  std::size_t most_rows = 0;
  for (const std::size_t longest_name : longest_names) {
    std::string rows = "\n";
    std::size_t count = 0;
    for (const Standout& standout : worst) {
      const std::string row = worst_row(report, standout, longest_name);
      if (rows.size() + row.size() > most_bytes) {
        break;
      }
      rows += row;
      ++count;
    }
    if (count > most_rows) {
      most_rows = count;
      best = rows;
    }
  }
  return best;
}

}  // namespace

std::string_view verdict_sign(Verdict verdict, Verdict leaning) {
  switch (verdict == Verdict::unclear && leaning == Verdict::worse ? leaning : verdict) {
    case Verdict::better:
      return "✅";
    case Verdict::worse:
      return verdict == Verdict::worse ? "❌" : "⚠️";
    case Verdict::changed:
      return "⚠️";
    case Verdict::unclear:
      return "❔";
    case Verdict::same:
      break;
  }
  return {};
}

std::string markdown_head(const Report& report, std::span<const Standout> standouts,
                          std::string_view id, std::size_t most_bytes) {
  std::string head = first_line(id);
  const auto verdict = [&] {
    for (const VerdictForm& form : verdict_forms) {
      std::string line = verdict_line(report, form);
      if (head.size() + line.size() + 1 <= most_bytes) {
        return line;
      }
    }
    return std::string();
  }();
  if (verdict.empty()) {
    return {};
  }
  head += verdict;
  const std::string step = next_step(report, TextWords(Charset::utf8));
  const std::size_t broken = head.size() + line_break.text().size();
  const std::size_t room = most_bytes - std::min(most_bytes, broken);
  std::string advice;
  for (const AdviceForm& form : advice_forms) {
    advice = advice_line(report, step, form);
    if (advice.size() <= room / form.part_of_room) {
      break;
    }
    advice.clear();
  }
  head.append(advice.empty() ? std::string_view("\n") : line_break.text()).append(advice);
  const std::size_t left = most_bytes - head.size();
  return head + worst_rows(report, standouts, left - std::min(left, room_for_more_rows));
}

}  // namespace benchdiff::report
