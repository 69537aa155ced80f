#pragma once

#include <string>
#include <string_view>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What a verdict is called: `better`, `worse`, `same`, `unclear` or `changed`.
[[nodiscard]] std::string_view verdict_word(Verdict verdict);

/// The same of an unclear one that leans: `leans better`, `leans worse` or `leans changed`.
[[nodiscard]] std::string_view verdict_word(Verdict verdict, Verdict leaning);

/// What is compared and how: `Mann-Whitney`, `bootstrap of p90`.
[[nodiscard]] std::string test_words(stats::Test test, const stats::Statistic& statistic);

/// Whose correction p is: `Benjamini-Hochberg`; empty for none.
[[nodiscard]] std::string_view correction_name(stats::Correction correction);

}  // namespace benchdiff::report
