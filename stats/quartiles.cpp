#include <benchdiff/stats/quartiles.h>

#include <cmath>
#include <cstddef>
#include <limits>

namespace benchdiff::stats {
namespace {

// The value at a rank of so many quarters, from 0 on.
double at_quarters(std::span<const double> sorted, std::size_t quarters) {
  const double low = sorted[quarters / 4];
  const std::size_t rest = quarters % 4;
  if (rest == 0) return low;
  const double high = sorted[quarters / 4 + 1];
  return low == high ? low : std::lerp(low, high, static_cast<double>(rest) / 4);
}

}  // namespace

Quartiles quartiles(std::span<const double> sorted) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (sorted.empty()) return {.low = nan, .high = nan};
  return {.low = at_quarters(sorted, sorted.size() - 1),
          .high = at_quarters(sorted, 3 * (sorted.size() - 1))};
}

}  // namespace benchdiff::stats
