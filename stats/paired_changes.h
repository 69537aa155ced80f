#pragma once

#include <span>
#include <vector>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// What the pairs (x_i, y_i) say, one by one and in their order.
struct PairedChanges {
  /// y_i / x_i where all values are > 0 and finite, otherwise y_i - x_i.
  std::vector<double> changes;
  /// How far each is from no change, for tests: > 0 where y_i > x_i, 0 where they are equal, and
  /// as far for a change as for its reverse. Of a ratio it is max / min, signed: only its order
  /// among the others means anything, and that is the order of |log y_i - log x_i|.
  std::vector<double> signed_sizes;
  Change::Kind kind;
};

/// Reduces pairs to their changes; x and y are of one size and one unit.
///
/// NaN in a pair gives NaN for it. A ratio or difference that does not fit a double is infinite.
/// Swapping the sides turns every sign and no size. Sizes are equal as they are computed: ratios
/// that are equal on paper are, differences of values that aren't whole numbers may not be. O(n).
[[nodiscard]] PairedChanges paired_changes(std::span<const double> x, std::span<const double> y);

}  // namespace benchdiff::stats
