#include <benchdiff/stats/sign_test.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median_interval.h>
#include <benchdiff/stats/paired_changes.h>
#include <benchdiff/stats/pairwise_change.h>

namespace benchdiff::stats {

SignTestResult sign_test(std::span<const double> differences) {
  SignTestResult result{.positive = 0,
                        .negative = 0,
                        .zeros = 0,
                        .p = 1,
                        .p_less = 1,
                        .p_greater = 1,
                        .smallest_p = 1};
  for (const double d : differences) {
    if (d > 0) ++result.positive;
    if (d < 0) ++result.negative;
    if (d == 0) ++result.zeros;
  }
  if (has_nan(differences)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    result.p = result.p_less = result.p_greater = result.smallest_p = nan;
    return result;
  }

  // The coin is fair, so as many heads at least is as many tails at most.
  const std::size_t n = result.positive + result.negative;
  result.p_less = fair_coin_cdf(result.positive, n);
  result.p_greater = fair_coin_cdf(result.negative, n);
  result.p = std::min(1.0, 2 * std::min(result.p_less, result.p_greater));
  result.smallest_p = std::min(1.0, 2 * fair_coin_cdf(0, n));
  return result;
}

SignTestResult paired_sign_test(std::span<const double> x, std::span<const double> y) {
  return sign_test(paired_changes(x, y).signed_sizes);
}

Change median_change(std::span<const double> changes, Change::Kind kind, double confidence) {
  const bool usable = !changes.empty() && all_finite(changes) &&
                      (kind == Shift::kind || std::ranges::min(changes) > 0);
  if (!usable) return no_change_known();

  std::vector<double> sorted(changes.begin(), changes.end());
  std::ranges::sort(sorted);
  const bool ratio = kind == Ratio::kind;
  const double lower = sorted[(sorted.size() - 1) / 2];
  const double upper = sorted[sorted.size() / 2];
  const auto [low, high, level] = median_interval(sorted, confidence);
  return {.estimate = ratio ? Ratio::between(lower, upper) : Shift::between(lower, upper),
          .low = ratio ? std::max(low, Ratio::lowest) : low,
          .high = high,
          .level = level,
          .kind = kind};
}

Change paired_median_change(std::span<const double> x, std::span<const double> y,
                            double confidence) {
  const auto pairs = paired_changes(x, y);
  return median_change(pairs.changes, pairs.kind, confidence);
}

}  // namespace benchdiff::stats
