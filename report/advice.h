#pragma once

#include <string>

#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// The first line of the text view: how many comparisons came to which verdict.
[[nodiscard]] std::string count_verdicts(const Counts& counts);

/// The last line: what to do next.
[[nodiscard]] std::string next_step(const Report& report, const TextWords& words);

}  // namespace benchdiff::report
