#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include <benchdiff/stats/interval.h>
#include <benchdiff/stats/order_statistics.h>

namespace benchdiff::stats {

/// How an interval of order statistics is chosen among those that hold the level.
enum class IntervalRule {
  symmetric,    ///< As many values cut off below as above, exact for every n.
  left_biased,  ///< benchstat's choice: one value shorter on the right where the level still holds.
};

/// The ranks between which the median of the population lies, whatever its distribution.
///
/// A confidence >= 1 (or NaN) gives everything, 0 or less the smallest interval the rule has, n = 0
/// everything. Ties make the interval conservative. `symmetric` is [X_(k), X_(n+1-k)] with k the
/// largest integer with P(Bin(n, 1/2) <= k - 1) <= (1 - confidence) / 2, Thompson (1936); O(n) up
/// to n = 1000, O(sqrt n) beyond. `left_biased` grows from the mode of the binomial to n = 30, and
/// is the normal approximation beyond.
[[nodiscard]] OrderStatistics median_interval_orders(std::size_t n, double confidence,
                                                     IntervalRule rule);

/// The interval of the median of values in ascending order, in their unit; empty gives everything.
[[nodiscard]] Interval median_interval(std::span<const double> sorted, double confidence,
                                       IntervalRule rule = IntervalRule::symmetric);

/// The smallest n in 2..50 whose interval is finite on both sides, or nothing.
[[nodiscard]] std::optional<std::size_t> runs_for_median_interval(
    double confidence, IntervalRule rule = IntervalRule::symmetric);

}  // namespace benchdiff::stats
