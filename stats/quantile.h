#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// The quantile q of values in ascending order, in their unit: type 7 of Hyndman & Fan (1996), that
/// of R and NumPy. q = 1/2 is median().
///
/// Empty gives NaN, as does a q outside [0, 1]; one value is every quantile of itself. An infinity
/// takes part where q lies between it and its neighbour; between -infinity and infinity lies NaN.
/// Values with NaN have no order, and give one of them. O(1).
[[nodiscard]] double quantile(std::span<const double> sorted, double q);

/// Where that quantile lies: `fraction` in [0, 1) of the way from the value of a 0-based rank to
/// the next one.
struct QuantileRank {
  std::size_t rank;
  double fraction;
};

/// The rank of quantile q in [0, 1] among n >= 1 values.
[[nodiscard]] QuantileRank quantile_rank(std::size_t n, double q);

/// The value `fraction` of the way from low to high; two huge values do not overflow.
[[nodiscard]] double between(double low, double high, double fraction);

}  // namespace benchdiff::stats
