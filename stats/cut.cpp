#include <benchdiff/stats/cut.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/distributions.h>

namespace benchdiff::stats {

Cut normal_cut(double mean, double deviation, std::uint64_t most, double tail) {
  const double last = mean + deviation * normal_quantile(std::min(tail, 0.5)) + 0.5;
  if (last < 1) return {.k = 0, .level = 1};
  const auto k = std::min(most, static_cast<std::uint64_t>(last));
  const double distance = (static_cast<double>(k) - 0.5 - mean) / deviation;
  return {.k = k, .level = std::max(0.0, 1 - 2 * normal_cdf(distance))};
}

}  // namespace benchdiff::stats
