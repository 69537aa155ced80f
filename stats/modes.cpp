#include <benchdiff/stats/modes.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::stats {

Modes two_modes(std::span<const double> sorted) {
  Modes modes{.below = 0, .low = std::numeric_limits<double>::quiet_NaN(), .high = median(sorted)};
  const bool finite = all_finite(sorted);
  if (sorted.empty() || !finite) return modes;

  // In [0, 1], and by quarters where the range doesn't fit a double.
  const double scale = std::isfinite(sorted.back() - sorted.front()) ? 1 : 0.25;
  const double low = scale * sorted.front();
  const double range = scale * sorted.back() - low;
  const auto at = [&](std::size_t i) { return (scale * sorted[i] - low) / range; };
  const std::size_t n = sorted.size();
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) total += at(i);

  double most = 0;  // what is explained by the means of the parts
  double sum = 0;
  for (std::size_t below = 1; below < n; ++below) {
    sum += at(below - 1);
    if (sorted[below - 1] == sorted[below]) continue;
    const auto n1 = static_cast<double>(below);
    const auto n2 = static_cast<double>(n - below);
    const double apart = (total - sum) / n2 - sum / n1;
    if (const double between = n1 * n2 * apart * apart; between > most) {
      most = between;
      modes.below = below;
    }
  }
  if (modes.below == 0) return modes;
  modes.low = median(sorted.first(modes.below));
  modes.high = median(sorted.subspan(modes.below));
  return modes;
}

}  // namespace benchdiff::stats
