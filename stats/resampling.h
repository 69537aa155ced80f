#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <benchdiff/stats/random.h>

namespace benchdiff::stats {

/// The means of `count` resamples, each of as many values as there are, drawn with replacement.
///
/// The mean of no values is NaN. Values that overflow when added up give infinities. Nothing is
/// drawn for a count of 0. O(count n), some nanosecond a value.
[[nodiscard]] std::vector<double> resampled_means(std::span<const double> values, std::size_t count,
                                                  Random& random);

/// A distribution on some values: `probabilities` belong to `values`, which are in ascending order.
struct DiscreteDistribution {
  std::vector<double> values, probabilities;
};

/// The distribution of quantile q over all n^n resamples, weighed rather than drawn.
///
/// Which of the sorted values are the order statistics of a resample has a distribution in closed
/// form (Efron 1979; Maritz & Jarrett 1978), so the ideal bootstrap of a quantile needs no random
/// numbers. Outcomes less likely than 1e-18 are left out; equal values may come up more than once.
/// At least one value, finite and ascending, and q in [0, 1]. Some min(n, 20 sqrt n) outcomes where
/// q is an order statistic, for each of which up to 40 next ones where it lies between two.
[[nodiscard]] DiscreteDistribution resampled_quantile(std::span<const double> sorted, double q);

/// The means of all values but one, for each of n >= 2 values. O(n).
[[nodiscard]] std::vector<double> jackknife_means(std::span<const double> values);

/// The same of quantile q of values in ascending order. O(n).
[[nodiscard]] std::vector<double> jackknife_quantiles(std::span<const double> sorted, double q);

/// The acceleration of Efron (1987) of a statistic from its jackknife replicates; of a difference
/// of two statistics from those of both, `less` that of the one subtracted.
///
/// With d the mean of n replicates less each, (n - 1)^3 / n^3 sum d^3 over 6 (sum (n - 1)^2 / n^2
/// d^2)^(3/2), both sums over both sides. No replicates, no spread among them, and infinite ones
/// give 0.
[[nodiscard]] double acceleration(std::span<const double> replicates,
                                  std::span<const double> less = {});

}  // namespace benchdiff::stats
