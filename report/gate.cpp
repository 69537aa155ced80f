#include <benchdiff/report/gate.h>

#include <algorithm>

namespace benchdiff::report {

std::optional<Gate> parse_gate(std::string_view words) {
  Gate gate;
  for (;;) {
    const std::string_view word = words.substr(0, words.find(','));
    if (word == "worse") {
      gate.worse = true;
    } else if (word == "leaning") {
      gate.worse = gate.leaning = true;
    } else if (word == "unclear") {
      gate.unclear = true;
    } else {
      return std::nullopt;
    }
    if (word.size() == words.size()) return gate;
    words.remove_prefix(word.size() + 1);
  }
}

int exit_status(GateResult result) {
  switch (result) {
    case GateResult::failed:
      return 1;
    case GateResult::inconclusive:
      return 3;
    case GateResult::passed:
      break;
  }
  return 0;
}

GateResult check(const Gate& gate, const Report& report) {
  const Counts& counts = report.counts;
  if ((gate.worse && counts.worse + counts.changed > 0) ||
      (gate.leaning && counts.leaning_worse > 0)) {
    return GateResult::failed;
  }
  return gate.unclear && counts.unclear > 0 ? GateResult::inconclusive : GateResult::passed;
}

}  // namespace benchdiff::report
