#pragma once

#include <cstddef>
#include <string_view>

#include <benchdiff/report/report.h>
#include <benchdiff/stats/findings.h>

namespace benchdiff::report {

/// What a reader is told of something that the order or the shape of samples gives away, with what
/// to do about it. The amount is in the detail, so that the text is the same wherever the same is
/// found. `by_turns` where the sides were measured by turns, as pairs are.
[[nodiscard]] Warning warning_of(const stats::Finding& finding, bool by_turns);

/// Why a test has no answer. `runs` is how many would do, where it is about that.
[[nodiscard]] Warning warning_of(stats::Refusal refusal, std::size_t runs, double alpha);

/// With how many runs a result could be significant at all. No search goes further than this:
inline constexpr std::size_t most_runs_to_detect = 10;
[[nodiscard]] Warning warning_of_few_runs(double alpha);

}  // namespace benchdiff::report
