#pragma once

#include <span>

namespace benchdiff::stats {

/// The lower and the upper quartile.
struct Quartiles {
  double low, high;
};

/// The quartiles of values in ascending order, type 7 of Hyndman & Fan (1996), that of R and NumPy.
///
/// Empty gives NaN, one value that value twice. Between infinities of two signs lies NaN. O(1).
[[nodiscard]] Quartiles quartiles(std::span<const double> sorted);

}  // namespace benchdiff::stats
