#pragma once

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// The smallest change that matters. It matters when it is more than both: 2 % and 10 ns.
struct MinEffect {
  double relative = 0;  ///< 0.02 is 2 %: times 1.02 one way, and by 1.02 divided the other
  double absolute = 0;  ///< in the unit of the values

  constexpr MinEffect() = default;
  // So that `.min_effect = 0.01` says what it seems to.
  constexpr MinEffect(double relative_part, double absolute_part = 0)  // NOLINT(*-explicit-*)
      : relative(relative_part), absolute(absolute_part) {}
};

/// The changes that don't matter, of the kind that the change is of: those from low to high.
struct Band {
  double low, high;
};

/// What a smallest change comes to for values of the size of `baseline`, which is a median or the
/// like. A part that is negative or NaN counts as 0. Ratios down to 0 don't matter where the
/// absolute part is as large as the baseline. For shifts the relative part is of |baseline|, and
/// nothing where that isn't finite. A band holds no change, always.
[[nodiscard]] Band band_of(const MinEffect& effect, Change::Kind kind, double baseline);

}  // namespace benchdiff::stats
