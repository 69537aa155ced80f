#pragma once

#include <string>
#include <vector>

#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// What the text view says of the gate, a line each: what came of it, the comparisons that failed,
/// are inconclusive or waived, each with the rule or the reason, and its remarks. Empty where there
/// is no gate. O(n log n) in the cells.
[[nodiscard]] std::vector<std::string> gate_lines(const Report& report, const TextWords& words);

}  // namespace benchdiff::report
