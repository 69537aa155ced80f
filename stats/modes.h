#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// A sample cut in two.
struct Modes {
  std::size_t below;  ///< How many values are in the lower part, the others are in the upper one.
  double low, high;   ///< The medians of both parts.
};

/// The two parts of values in ascending order with the least sum of squares within them.
///
/// Fisher (1958). It cuts whatever it gets: whether there are two modes is a question for the dip
/// test. Equal values stay together. Constant or empty values have an empty lower part and NaN as
/// its median, and so have those with a NaN or an infinity. O(n).
[[nodiscard]] Modes two_modes(std::span<const double> sorted);

}  // namespace benchdiff::stats
