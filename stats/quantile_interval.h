#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/interval.h>
#include <benchdiff/stats/order_statistics.h>

namespace benchdiff::stats {

/// The ranks between which quantile q of the population lies, whatever its distribution.
///
/// Each end alone holds half of the error: [X_(l), X_(u)], l the number of k with
/// P(Bin(n, q) <= k) <= (1 - confidence) / 2 and n + 1 - u the same for 1 - q, Thompson (1936). An
/// end that no value can hold is infinite: see runs_to_bound(). q = 1/2 gives the symmetric
/// interval of the median. Ties make the interval conservative. A confidence >= 1 gives everything,
/// as do n = 0, a NaN and a q outside [0, 1]; a confidence of 0 or less gives the shortest
/// interval. O(log n) values of the incomplete beta function.
[[nodiscard]] OrderStatistics quantile_interval_orders(std::size_t n, double q, double confidence);

/// The interval of quantile q of values in ascending order, in their unit; empty gives everything.
[[nodiscard]] Interval quantile_interval(std::span<const double> sorted, double q,
                                         double confidence);

/// The smallest n whose interval of quantile q is finite on both sides, 36 for 0.9 and 368 for 0.99
/// at 95 %; nothing for a q outside (0, 1), a confidence >= 1, a NaN, or where no size holds it.
[[nodiscard]] std::optional<std::size_t> runs_to_bound(double q, double confidence);

/// How much quantile q changes from x to y, both in ascending order and of one unit.
///
/// The estimate is quantile(y) / quantile(x) where all values are > 0, else the difference. The
/// interval is made of the two sides' own, each at 1 - (1 - confidence) / 2: [low_y / high_x,
/// high_y / low_x], or with differences. It holds for any two distributions, and at about the 95 %
/// asked for covers 99 % and more (Bonferroni); `level` is what is sure, 1 - both sides' errors.
/// With fewer runs than runs_to_bound() at the sides' level an end is 0 or infinite. An empty side,
/// a NaN, an infinity or a q outside [0, 1] gives NaN within everything. Swapping the sides mirrors
/// the answer. O(n1 + n2), as all values are looked at.
[[nodiscard]] Change quantile_change(std::span<const double> sorted_x,
                                     std::span<const double> sorted_y, double q, double confidence);

/// The confidence of each side's own interval in that of their change.
[[nodiscard]] double confidence_of_each_side(double confidence);

/// The same with the ranks of the two sides' intervals given, for whoever asks of many samples of
/// the same sizes: those of quantile_interval_orders() at confidence_of_each_side().
[[nodiscard]] Change quantile_change(std::span<const double> sorted_x,
                                     std::span<const double> sorted_y, double q,
                                     OrderStatistics ranks_x, OrderStatistics ranks_y);

}  // namespace benchdiff::stats
