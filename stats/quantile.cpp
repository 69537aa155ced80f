#include <benchdiff/stats/quantile.h>

#include <cassert>
#include <cmath>
#include <limits>

namespace benchdiff::stats {

QuantileRank quantile_rank(std::size_t n, double q) {
  assert(n > 0 && q >= 0 && q <= 1);
  const double position = static_cast<double>(n - 1) * q;
  // 100 * 0.29 is 28.999999999999996, and on paper a rank.
  const double nearest = std::round(position);
  if (std::abs(position - nearest) <= 4 * std::numeric_limits<double>::epsilon() * nearest) {
    return {.rank = static_cast<std::size_t>(nearest), .fraction = 0};
  }
  const double below = std::floor(position);
  return {.rank = static_cast<std::size_t>(below), .fraction = position - below};
}

double between(double low, double high, double fraction) {
  if (low == high || fraction == 0) return low;
  const double distance = high - low;
  return std::isfinite(distance) ? low + fraction * distance
                                 : (1 - fraction) * low + fraction * high;
}

double quantile(std::span<const double> sorted, double q) {
  if (sorted.empty() || !(q >= 0 && q <= 1)) return std::numeric_limits<double>::quiet_NaN();
  const auto [rank, fraction] = quantile_rank(sorted.size(), q);
  return fraction == 0 ? sorted[rank] : between(sorted[rank], sorted[rank + 1], fraction);
}

}  // namespace benchdiff::stats
