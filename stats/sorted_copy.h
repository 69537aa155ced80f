#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include <benchdiff/stats/finite.h>

namespace benchdiff::stats {

/// The values in ascending order; as they are with a NaN among them, which has no place in one.
/// O(n log n).
[[nodiscard]] inline std::vector<double> sorted_copy(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  if (!has_nan(values)) std::ranges::sort(sorted);
  return sorted;
}

}  // namespace benchdiff::stats
