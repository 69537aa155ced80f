#include <benchdiff/report/render_github.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/shorten.h>
#include <benchdiff/report/standouts.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

enum class Level { notice, warning, error };

std::string_view word_of(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::notice:
      break;
  }
  return "notice";
}

/// A text in which some characters and all that end a line are written as `%` and two digits.
std::string escape(std::string_view text, std::string_view characters) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || characters.find(c) != std::string_view::npos) {
      const auto byte = static_cast<unsigned char>(c);
      escaped.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    } else {
      escaped += c;
    }
  }
  return escaped;
}

/// Appends a command. The runner reads a title to the next `,` or `::`, and the rest as it is.
void command(Level level, std::string_view title, std::string_view message, std::string& out) {
  out.append("::").append(word_of(level)).append(" title=");
  out.append(escape(printable(title), ":,")).append("::");
  out.append(escape(printable(message), "")).append("\n");
}

/// Whether a comparison has a command of its own, and if so of which level.
bool has_command(const Standout& standout, bool gated, Level& level) {
  level = standout.urgency == Urgency::failed ? Level::error : Level::warning;
  return standout.urgency == Urgency::failed ||
         standout.urgency == (gated ? Urgency::inconclusive : Urgency::worse) ||
         standout.comparison().gate.state == Gated::inconclusive;
}

std::string message_of(const Standout& standout, const TextWords& words) {
  constexpr std::size_t longest_rule = 200;
  const Comparison& comparison = standout.comparison();
  std::string message(verdict_word(comparison.verdict, comparison.leaning));
  message.append(": ").append(change_line(standout, words));
  if (comparison.gate.state == Gated::failed || comparison.gate.state == Gated::inconclusive) {
    message.append(words.dot()).append("gate: ").append(gate_word(comparison.gate.state));
    if (!comparison.gate.why.empty()) {
      message.append(" (").append(shorten(comparison.gate.why, longest_rule)).append(")");
    }
  }
  return message;
}

Level level_of(const Report& report) {
  if (!report.gate || report.gate->result == GateResult::passed) {
    return Level::notice;
  }
  // All else fails what is gated, also a gate that nothing was held against.
  return report.gate->result == GateResult::inconclusive ? Level::warning : Level::error;
}

/// The gate's remarks, as far as there is room.
void append_remarks(const Report& report, const TextWords& words, std::string& message) {
  constexpr std::size_t most_remarks = 3;
  constexpr std::size_t longest_remark = 300;
  if (!report.gate) {
    return;
  }
  const std::vector<std::string>& remarks = report.gate->remarks;
  for (const std::string& remark :
       std::span(remarks).first(std::min(most_remarks, remarks.size()))) {
    message.append(words.dot()).append(shorten(printable(remark), longest_remark));
  }
  if (remarks.size() > most_remarks) {
    message.append(words.dot()).append(std::to_string(remarks.size() - most_remarks));
    message.append(" more remarks on the gate");
  }
}

}  // namespace

void render_github(const Report& report, std::string& out) {
  constexpr std::size_t most_commands = 5;
  constexpr std::size_t longest_part = 500;
  const TextWords words(Charset::utf8);
  const bool gated = report.gate && !report.gate->rules.empty();
  std::size_t count = 0;
  for (const Standout& standout : find_standouts(report)) {
    Level level = Level::warning;
    if (has_command(standout, gated, level) && ++count <= most_commands) {
      command(level, name_of(report, standout), message_of(standout, words), out);
    }
  }
  std::string message = roll_up(report, words);
  for (const Difference& difference :
       std::span(report.differences).first(std::min<std::size_t>(3, report.differences.size()))) {
    message.append(words.dot()).append(shorten(describe(difference, words.arrow()), longest_part));
  }
  append_remarks(report, words, message);
  if (count > most_commands) {
    message.append(words.dot()).append("the first ").append(std::to_string(most_commands));
    message.append(" of ").append(std::to_string(count)).append(" are shown");
  }
  message.append(words.dot()).append(shorten(next_step(report, words), longest_part));
  command(level_of(report), "benchdiff", message, out);
}

}  // namespace benchdiff::report
