#pragma once

#include <string>

#include <benchdiff/report/report.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// Whether a change has a finite estimate and an interval: there is none where runs are infinite or
/// no numbers.
[[nodiscard]] bool is_known(const Comparison& comparison);

/// Why the verdict on a comparison is what it is, as a sentence: `the whole interval lies beyond
/// that, upwards, and lower is better: worse`.
[[nodiscard]] std::string explain_verdict(const Report& report, const Table& table,
                                          const Comparison& comparison, const TextWords& words,
                                          const Scale& scale);

}  // namespace benchdiff::report
