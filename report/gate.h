#pragma once

#include <optional>
#include <string_view>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What a gate fails on; nothing unless it is said.
struct Gate {
  bool worse = false;    ///< a verdict of worse, or of changed where no direction is better
  bool leaning = false;  ///< an unclear one that leans to worse
  bool unclear = false;  ///< any unclear one, which isn't a failure but no pass either
};

/// Understands `worse`, `leaning` and `unclear`, several with commas between. `leaning` includes
/// `worse`. Nothing for any other word.
[[nodiscard]] std::optional<Gate> parse_gate(std::string_view words);

/// The exit status of a program that tells it: 1 for failed, 3 for inconclusive, 0 for passed.
[[nodiscard]] int exit_status(GateResult result);

/// Holds a report against a gate. O(1).
[[nodiscard]] GateResult check(const Gate& gate, const Report& report);

}  // namespace benchdiff::report
