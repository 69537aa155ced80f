#include <benchdiff/stats/cliffs_delta.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/dominance.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval everything{.low = -1, .high = 1, .level = 1};

double variance_of(const Dominance& pairs, double delta) {
  const double count = pairs.n1 * pairs.n2;
  if (pairs.n1 < 2 || pairs.n2 < 2) return nan;
  // The squared deviations of all d_ij from delta.
  const double squares = pairs.greater + pairs.less - pairs.sum() * delta;
  const double unbiased = (pairs.row_squares + pairs.column_squares - squares) /
                          (count * (pairs.n1 - 1) * (pairs.n2 - 1));
  return std::max(unbiased, (1 - delta * delta) / (count - 1));
}

Interval interval_of(const Dominance& pairs, double delta, double variance, double confidence) {
  if (!(confidence < 1) || std::isnan(variance)) return everything;
  confidence = std::max(confidence, 0.0);
  const double z = -normal_quantile((1 - confidence) / 2);
  if (std::abs(delta) == 1) {
    const double smaller = std::min(pairs.n1, pairs.n2);
    const double bound = (smaller - z * z) / (smaller + z * z);
    return {.low = delta > 0 ? bound : -1, .high = delta > 0 ? 1 : -bound, .level = confidence};
  }
  const double squared = delta * delta;
  const double spread = z * z * variance;
  const double half = std::sqrt(spread) * std::sqrt((1 - squared) * (1 - squared) + spread) /
                      (1 - squared + spread);
  const double center = delta * (1 - squared) / (1 - squared + spread);
  return {.low = std::max(-1.0, center - half),
          .high = std::min(1.0, center + half),
          .level = confidence};
}

}  // namespace

CliffsDelta cliffs_delta(std::span<const double> x, std::span<const double> y, double confidence) {
  const auto pairs = dominance(tie_groups(x, y));
  if (pairs.n1 == 0 || pairs.n2 == 0) {
    return {.delta = nan, .a12 = nan, .variance = nan, .interval = everything};
  }
  const double delta = pairs.sum() / (pairs.n1 * pairs.n2);
  const double variance = variance_of(pairs, delta);
  return {.delta = delta,
          .a12 = pairs.probability(),
          .variance = variance,
          .interval = interval_of(pairs, delta, variance, confidence)};
}

}  // namespace benchdiff::stats
