#pragma once

#include <span>

namespace benchdiff::stats {

/// What values of an exact quantity say: the value, or the range where it was not one after all.
struct ExactValue {
  double mode;       ///< The most frequent value, the smallest of those where several are.
  double low, high;  ///< The smallest and the largest.
  bool varies;       ///< They differ.
};

/// Sums up values in ascending order that are expected to be one and the same, like allocations.
///
/// Empty gives NaN, not varying. Any NaN among them varies. -0.0 equals 0.0. O(n).
[[nodiscard]] ExactValue exact_value(std::span<const double> sorted);

}  // namespace benchdiff::stats
