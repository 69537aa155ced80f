#include <benchdiff/report/markdown_notes.h>

#include <functional>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/markdown_writer.h>
#include <benchdiff/report/one_sided.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

using Place = MarkdownWriter::Place;

constexpr std::size_t longest_name = 60;
// `, … and 18446744073709551615 more`, and what ends a line or what is folded.
constexpr std::size_t room_for_more = 64;

std::string more(std::size_t count) { return "… and " + std::to_string(count) + " more"; }

void add_names(MarkdownMarkup what, std::span<const std::string_view> names, std::size_t most_bytes,
               std::string& out) {
  if (names.empty()) {
    return;
  }
  std::string line;
  MarkdownWriter writer(line, Place::line);
  writer.markup(what);
  std::size_t shown = 0;
  for (const std::string_view name : names) {
    const std::size_t before = line.size();
    writer.markup(shown > 0 ? MarkdownMarkup(", ") : MarkdownMarkup("")).code(name, longest_name);
    if (line.size() + room_for_more > most_bytes) {
      line.resize(before);
      break;
    }
    ++shown;
  }
  if (line.size() + room_for_more > most_bytes) {
    return;
  }
  if (shown < names.size()) {
    line.append(shown > 0 ? ", " : "").append(more(names.size() - shown));
  }
  out.append("\n").append(line).append("\n");
}

/// Leaves out the names that both sides have, which are those of benchmarks that are kept apart.
void drop_common(OneSided& sides) {
  const std::unordered_set<std::string_view> added(sides.added.begin(), sides.added.end());
  const std::unordered_set<std::string_view> removed(sides.removed.begin(), sides.removed.end());
  std::erase_if(sides.added, [&](std::string_view name) { return removed.contains(name); });
  std::erase_if(sides.removed, [&](std::string_view name) { return added.contains(name); });
}

/// Lines of a list, of which only so many bytes are kept.
class Notes {
 public:
  explicit Notes(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Adds a line, or counts it where there is no room.
  void add(const std::function<void(MarkdownWriter&)>& write) {
    if (left_out_ > 0) {
      ++left_out_;
      return;
    }
    std::string line;
    MarkdownWriter writer(line, Place::line);
    writer.markup("- ");
    write(writer);
    line += '\n';
    if (out_.size() + line.size() + room_for_more > most_bytes_) {
      ++left_out_;
      return;
    }
    out_ += line;
  }
  void sentence(std::string_view text) {
    constexpr std::size_t longest_sentence = 400;
    if (!text.empty()) {
      add([&](MarkdownWriter& writer) { writer.words(text, longest_sentence); });
    }
  }

  [[nodiscard]] std::string text() const {
    if (out_.empty() || left_out_ == 0) {
      return out_;
    }
    return out_ + "- " + more(left_out_) + "\n";
  }

 private:
  std::size_t most_bytes_;
  std::string out_;
  std::size_t left_out_ = 0;
};

void add_gate(const Report& report, Notes& notes) {
  const GateOutcome& gate = *report.gate;
  for (const std::string& rule : gate.rules) {
    notes.add(
        [&](MarkdownWriter& writer) { writer.markup("gate rule: ").code(rule, 2 * longest_name); });
  }
  for (const std::string& remark : gate.remarks) {
    notes.sentence(remark);
  }
}

/// The comparisons of a state, with why they are in it.
void add_marked(const Report& report, Gated state, Notes& notes) {
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        if (!cell.comparison || cell.comparison->gate.state != state) {
          continue;
        }
        const std::string& why = cell.comparison->gate.why;
        notes.add([&](MarkdownWriter& writer) {
          writer.words(gate_word(state), longest_name).markup(": ").code(row.label, longest_name);
          writer.markup(" ").words(table.unit, longest_name, longest_name);
          if (report.columns.size() > 2) {
            const std::string& column = report.columns[table.column_places[cell.column]];
            writer.markup(" in ").code(column, longest_name);
          }
          if (!why.empty()) {
            writer.markup(": ").words(why, 4 * longest_name);
          }
        });
      }
    }
  }
}

/// The settings that all tables have, as far as any are named: `all of goos: linux, pkg: a`.
std::string common_settings(const Report& report) {
  std::string text;
  const std::vector<bool> varying = varying_settings(report);
  for (std::size_t i = 0; i < varying.size(); ++i) {
    const auto& [key, value] = (*report.tables.front().settings)[i];
    if (!varying[i] && !value.empty()) {
      text.append(text.empty() ? "all of " : ", ").append(key).append(": ").append(value);
    }
  }
  return text;
}

}  // namespace

std::string markdown_one_sided(const Report& report, std::size_t most_bytes) {
  std::string out;
  OneSided sides = find_one_sided(report);
  if (!report.keeping_apart.empty()) {
    drop_common(sides);
  }
  add_names("**added:** ", sides.added, most_bytes / 2, out);
  add_names("**removed:** ", sides.removed, most_bytes - out.size(), out);
  return out;
}

std::string markdown_notes(const Report& report, std::size_t most_bytes) {
  constexpr std::string_view begin = "\n<details><summary>Notes</summary>\n\n";
  constexpr std::string_view end = "\n</details>\n";
  if (most_bytes < begin.size() + end.size()) {
    return {};
  }
  Notes notes(most_bytes - begin.size() - end.size());
  if (report.gate) {
    add_gate(report, notes);
    add_marked(report, Gated::waived, notes);
    add_marked(report, Gated::muted, notes);
  }
  if (report.test != stats::Test::mann_whitney) {
    notes.sentence("test: " + test_words(report.test, report.statistic));
  }
  notes.sentence(false_alarms(report));
  for (const std::string& text : left_alone(report)) {
    notes.sentence(text);
  }
  notes.sentence(common_settings(report));
  const std::string text = notes.text();
  return text.empty() ? "" : std::string(begin) + text + std::string(end);
}

}  // namespace benchdiff::report
