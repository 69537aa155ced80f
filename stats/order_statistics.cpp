#include <benchdiff/stats/order_statistics.h>

#include <limits>

namespace benchdiff::stats {

Interval interval_between(std::span<const double> sorted, OrderStatistics ranks) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return {.low = ranks.low == 0 ? -infinity : sorted[ranks.low - 1],
          .high = ranks.high > sorted.size() ? infinity : sorted[ranks.high - 1],
          .level = ranks.level};
}

double tail_of(double confidence) { return (1 - confidence) / 2 * (1 + 1e-12) + 0x1p-54; }

}  // namespace benchdiff::stats
