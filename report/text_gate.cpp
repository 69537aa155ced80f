#include <benchdiff/report/text_gate.h>

#include <algorithm>
#include <utility>

#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/standouts.h>

namespace benchdiff::report {
namespace {

/// `failed: Encode (sec/op) 1.7µs → 1.9µs +10.0% [+9.9%, +10.1%], by worse:5%`.
std::string line_of(const Report& report, const Standout& standout, const TextWords& words) {
  const GateMark& mark = standout.comparison().gate;
  std::string line = "  " + std::string(gate_word(mark.state)) + ": ";
  line.append(standout.row->label).append(" (").append(standout.table->unit).append(")");
  if (report.columns.size() > 2) line.append(" in ").append(standout.column(report));
  line.append(" ").append(change_line(standout, words));
  line.append(mark.state == Gated::waived ? ": " : ", by ").append(mark.why);
  return line;
}

}  // namespace

std::vector<std::string> gate_lines(const Report& report, const TextWords& words) {
  constexpr std::size_t most_named = 10;
  std::vector<std::string> lines;
  if (!report.gate) return lines;
  if (std::string line = gate_line(*report.gate); !line.empty()) lines.push_back(std::move(line));
  std::size_t named = 0;
  std::size_t others = 0;
  for (const Standout& standout : find_standouts(report)) {
    const Gated state = standout.comparison().gate.state;
    if (state != Gated::failed && state != Gated::inconclusive && state != Gated::waived) continue;
    if (named == most_named) {
      ++others;
      continue;
    }
    ++named;
    lines.push_back(line_of(report, standout, words));
  }
  if (others > 0) lines.push_back("  and " + std::to_string(others) + " more");
  for (const std::string& remark : report.gate->remarks) lines.push_back("gate: " + remark);
  return lines;
}

}  // namespace benchdiff::report
