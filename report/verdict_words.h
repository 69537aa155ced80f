#pragma once

#include <string_view>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What a verdict is called: `better`, `worse`, `same`, `unclear` or `changed`.
[[nodiscard]] std::string_view verdict_word(Verdict verdict);

}  // namespace benchdiff::report
