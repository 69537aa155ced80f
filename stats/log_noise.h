#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// Of more values a side, log_noise() takes this many, evenly spaced by rank.
inline constexpr std::size_t most_values_for_noise = 1024;

/// The standard deviation of log values, as the differences within each side have it: the median of
/// all |log x_i - log x_j| and |log y_i - log y_j|, i < j, times 1.0484, after Shamos (1976).
///
/// Any order, any unit; outliers of less than 29 % count little. NaN where neither side has two
/// values, or one is not finite or not > 0; 0 where more than half of the pairs are tied.
/// Beyond most_values_for_noise values a side it is within some 0.2 %. O(n) of values in ascending
/// order, O(n log n) of others, and up to 128 passes over those taken.
[[nodiscard]] double log_noise(std::span<const double> x, std::span<const double> y);

}  // namespace benchdiff::stats
