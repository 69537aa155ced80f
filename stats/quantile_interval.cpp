#include <benchdiff/stats/quantile_interval.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median_interval.h>
#include <benchdiff/stats/quantile.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The largest k <= n with P(Bin(n, q) <= k - 1) <= tail.
std::size_t cut_off(std::size_t n, double q, double tail) {
  std::size_t k = 0;
  std::size_t too_many = n + 1;
  while (k + 1 < too_many) {
    const std::size_t middle = k + (too_many - k) / 2;
    if (binomial_cdf(middle - 1, n, q) <= tail) {
      k = middle;
    } else {
      too_many = middle;
    }
  }
  return k;
}

double error_below(std::size_t k, std::size_t n, double q) {
  return k == 0 ? 0 : binomial_cdf(k - 1, n, q);
}

}  // namespace

OrderStatistics quantile_interval_orders(std::size_t n, double q, double confidence) {
  if (n == 0 || !(confidence < 1) || !(q >= 0 && q <= 1)) {
    return {.low = 0, .high = n + 1, .level = 1};
  }
  if (q == 0.5) return median_interval_orders(n, confidence, IntervalRule::symmetric);
  const double tail = tail_of(std::max(confidence, 0.0));
  const std::size_t below = cut_off(n, q, tail);
  const std::size_t above = cut_off(n, 1 - q, tail);
  const double error = error_below(below, n, q) + error_below(above, n, 1 - q);
  return {.low = below, .high = n + 1 - above, .level = std::max(0.0, 1 - error)};
}

Interval quantile_interval(std::span<const double> sorted, double q, double confidence) {
  return interval_between(sorted, quantile_interval_orders(sorted.size(), q, confidence));
}

std::optional<std::size_t> runs_to_bound(double q, double confidence) {
  if (!(q > 0 && q < 1) || !(confidence < 1)) return std::nullopt;
  const double tail = tail_of(std::max(confidence, 0.0));
  // The farther end is the last to be bound: max(q, 1 - q)^n <= tail.
  const double n = std::ceil(std::log(tail) / std::log1p(-std::min(q, 1 - q)));
  if (!(n < 0x1p63)) return std::nullopt;
  return std::max(std::size_t{1}, static_cast<std::size_t>(n));
}

double confidence_of_each_side(double confidence) {
  return 1 - (1 - std::max(confidence, 0.0)) / 2;
}

Change quantile_change(std::span<const double> sorted_x, std::span<const double> sorted_y, double q,
                       double confidence) {
  const double each = confidence_of_each_side(confidence);
  return quantile_change(sorted_x, sorted_y, q, quantile_interval_orders(sorted_x.size(), q, each),
                         quantile_interval_orders(sorted_y.size(), q, each));
}

Change quantile_change(std::span<const double> sorted_x, std::span<const double> sorted_y, double q,
                       OrderStatistics ranks_x, OrderStatistics ranks_y) {
  if (sorted_x.empty() || sorted_y.empty() || !all_finite(sorted_x) || !all_finite(sorted_y) ||
      !(q >= 0 && q <= 1)) {
    return {.estimate = std::numeric_limits<double>::quiet_NaN(),
            .low = -infinity,
            .high = infinity,
            .level = 1,
            .kind = Change::Kind::shift};
  }

  const Interval x = interval_between(sorted_x, ranks_x);
  const Interval y = interval_between(sorted_y, ranks_y);
  const double level = std::max(0.0, 1 - (1 - x.level) - (1 - y.level));
  const double of_x = quantile(sorted_x, q);
  const double of_y = quantile(sorted_y, q);
  if (sorted_x.front() > 0 && sorted_y.front() > 0) {
    const double lowest_x = std::max(x.low, 0.0);  // of positive values even an unknown end is
    const double lowest_y = std::max(y.low, 0.0);
    return {.estimate = of_y / of_x,
            .low = lowest_y / x.high,
            .high = y.high / lowest_x,
            .level = level,
            .kind = Change::Kind::ratio};
  }
  return {.estimate = of_y - of_x,
          .low = y.low - x.high,
          .high = y.high - x.low,
          .level = level,
          .kind = Change::Kind::shift};
}

}  // namespace benchdiff::stats
