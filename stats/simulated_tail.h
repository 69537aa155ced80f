#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// The quantiles of a statistic under its null hypothesis for one sample size, from simulation.
template <std::size_t levels>
struct SimulatedQuantiles {
  double n;
  std::array<double, levels> quantiles;  ///< Exceeded with the probabilities of `levels` below.
};

/// P(statistic >= value) for samples of n, between the rows of a table in ascending order of n.
///
/// Interpolated linearly in sqrt(n), and in log p between the descending `levels`. At or below the
/// quantile of the first level it is 1, from that of the last one on it is the last level; an n
/// outside of the table is taken as its nearest row. A NaN gives 1. O(rows).
template <std::size_t levels>
[[nodiscard]] double simulated_tail(std::span<const SimulatedQuantiles<levels>> rows,
                                    const std::array<double, levels>& probabilities, double n,
                                    double value) {
  std::size_t above = 0;
  while (above + 1 < rows.size() && rows[above].n < n) ++above;
  const std::size_t below = above == 0 || rows[above].n <= n ? above : above - 1;
  const double way = above == below ? 0
                                    : (std::sqrt(n) - std::sqrt(rows[below].n)) /
                                          (std::sqrt(rows[above].n) - std::sqrt(rows[below].n));
  const auto quantile = [&](std::size_t level) {
    return std::lerp(rows[below].quantiles[level], rows[above].quantiles[level], way);
  };

  if (!(value > quantile(0))) return 1;
  for (std::size_t level = 1; level < levels; ++level) {
    const double high = quantile(level);
    if (value >= high) continue;
    const double low = quantile(level - 1);
    const double ratio = probabilities[level] / probabilities[level - 1];
    return probabilities[level - 1] * std::pow(ratio, (value - low) / (high - low));
  }
  return probabilities.back();
}

}  // namespace benchdiff::stats
