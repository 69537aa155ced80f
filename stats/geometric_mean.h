#pragma once

#include <span>

namespace benchdiff::stats {

/// The geometric mean, exp of the running mean of logarithms, in the unit of the values.
///
/// Empty, or any value that is NaN or <= 0, gives NaN; otherwise an infinity gives infinity. O(n).
[[nodiscard]] double geometric_mean(std::span<const double> values);

}  // namespace benchdiff::stats
