#include <benchdiff/stats/geometric_mean.h>

#include <cmath>
#include <limits>

namespace benchdiff::stats {

double geometric_mean(std::span<const double> values) {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double count = 0;
  bool infinite = false;
  for (const double value : values) {
    if (!(value > 0)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(value)) {
      infinite = true;
      continue;
    }
    // A running mean and not a sum: this is how benchstat adds, and the last digits show.
    mean = count == 0 ? std::log(value) : mean + (std::log(value) - mean) / (count + 1);
    ++count;
  }
  return infinite ? std::numeric_limits<double>::infinity() : std::exp(mean);
}

}  // namespace benchdiff::stats
