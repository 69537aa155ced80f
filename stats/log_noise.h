#pragma once

#include <span>

namespace benchdiff::stats {

/// The standard deviation of log values, as the differences within each side have it: the median of
/// all |log x_i - log x_j| and |log y_i - log y_j|, i < j, times 1.0484, after Shamos (1976).
///
/// Any order, any unit; outliers of less than 29 % count little. NaN where neither side has two
/// values, or one is not finite or not > 0; 0 where more than half of the pairs are tied.
/// O(n log n), and O(n) for each of 64 halvings.
[[nodiscard]] double log_noise(std::span<const double> x, std::span<const double> y);

}  // namespace benchdiff::stats
