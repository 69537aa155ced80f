#pragma once

#include <span>

namespace benchdiff::stats {

/// The median of values in ascending order: the middle one, or halfway between the middle two.
///
/// Empty gives NaN. Two huge values do not overflow, and between -infinity and infinity lies NaN.
/// O(1). For an even count this is quantile type 8 of Hyndman & Fan (1996) to the last bit, which
/// is what benchstat prints.
[[nodiscard]] double median(std::span<const double> sorted);

/// The same of finite values in any order, and of one at least, which it puts into another order.
///
/// Halfway between the middle two may differ from median() in the last bit. O(n).
[[nodiscard]] double median_in_place(std::span<double> values);

}  // namespace benchdiff::stats
