#include <benchdiff/stats/agreement.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/interval.h>

namespace benchdiff::stats {

Change agree_with_test(Change change, double p, int direction, double confidence) {
  if (std::isnan(change.estimate) || std::isnan(p)) return change;
  const double none = change.none();
  if (p <= error_of(confidence)) {
    if (direction > 0) {
      change.low = std::max(change.low, none);
      change.high = std::max(change.high, none);
    } else if (direction < 0) {
      change.low = std::min(change.low, none);
      change.high = std::min(change.high, none);
    }
  } else {
    change.low = std::min(change.low, none);
    change.high = std::max(change.high, none);
  }
  return change;
}

int direction_of(const MannWhitneyResult& test, std::size_t n1, std::size_t n2) {
  const double half = static_cast<double>(n1) * static_cast<double>(n2) / 2;
  return (test.u < half ? 1 : 0) - (test.u > half ? 1 : 0);
}

Change agree_with_test(Change change, const MannWhitneyResult& test, std::size_t n1, std::size_t n2,
                       double confidence) {
  return agree_with_test(change, test.p, direction_of(test, n1, n2), confidence);
}

}  // namespace benchdiff::stats
