#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace benchdiff::stats {

/// Some value is NaN; no value is not. O(n).
[[nodiscard]] inline bool has_nan(std::span<const double> values) {
  return std::ranges::any_of(values, [](double value) { return std::isnan(value); });
}

/// No value is NaN or infinite; true of nothing. O(n).
[[nodiscard]] inline bool all_finite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

}  // namespace benchdiff::stats
