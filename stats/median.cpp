#include <benchdiff/stats/median.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace benchdiff::stats {

double median(std::span<const double> sorted) {
  const std::size_t n = sorted.size();
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  if (n % 2 == 1) return sorted[n / 2];

  const double low = sorted[n / 2 - 1];
  const double high = sorted[n / 2];
  if (low == high) return low;  // two infinities of one sign have no difference
  const double between = high - low;
  return std::isfinite(between) ? low + 0.5 * between : 0.5 * low + 0.5 * high;
}

double median_in_place(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

}  // namespace benchdiff::stats
