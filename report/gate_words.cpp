#include <benchdiff/report/gate_words.h>

#include <cstddef>

namespace benchdiff::report {

std::string_view gate_word(Gated state) {
  switch (state) {
    case Gated::passed:
      return "passed";
    case Gated::failed:
      return "failed";
    case Gated::inconclusive:
      return "inconclusive";
    case Gated::muted:
      return "muted";
    case Gated::waived:
      return "waived";
    case Gated::not_gated:
      break;
  }
  return {};
}

std::string gate_line(const GateOutcome& outcome) {
  std::string line;
  const auto add = [&](std::string_view text) {
    line.append(line.empty() ? "gate: " : ", ").append(text);
  };
  const auto count = [&](std::size_t comparisons, Gated state) {
    if (comparisons > 0) {
      add(std::to_string(comparisons).append(" ").append(gate_word(state)));
    }
  };
  if (outcome.result == GateResult::failed && outcome.failed + outcome.gone == 0) {
    add(gate_word(Gated::failed));
  } else if (outcome.result == GateResult::inconclusive && outcome.inconclusive == 0) {
    add(gate_word(Gated::inconclusive));
  } else if (outcome.result == GateResult::passed && !outcome.rules.empty()) {
    add(gate_word(Gated::passed));
  } else if (outcome.result == GateResult::nothing) {
    add("nothing to hold against it");
  }
  count(outcome.failed, Gated::failed);
  if (outcome.gone > 0) add(std::to_string(outcome.gone) + " gone");
  count(outcome.inconclusive, Gated::inconclusive);
  count(outcome.waived, Gated::waived);
  count(outcome.muted, Gated::muted);
  return line;
}

}  // namespace benchdiff::report
