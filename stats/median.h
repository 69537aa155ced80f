#pragma once

#include <span>

namespace benchdiff::stats {

/// The median of values in ascending order: the middle one, or halfway between the middle two.
///
/// Empty gives NaN. Two huge values do not overflow, and between -infinity and infinity lies NaN.
/// O(1). For an even count this is quantile type 8 of Hyndman & Fan (1996) to the last bit, which
/// is what benchstat prints.
[[nodiscard]] double median(std::span<const double> sorted);

}  // namespace benchdiff::stats
