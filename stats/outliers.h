#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// How many values are far from the bulk of a sample. They are counted, and never dropped.
struct Outliers {
  std::size_t low_severe, low_mild, high_mild, high_severe;  ///< The mild are not severe as well.
  double low_fence, high_fence;              ///< 1.5 interquartile ranges beyond the quartiles.
  double low_outer_fence, high_outer_fence;  ///< 3 of them.

  [[nodiscard]] std::size_t mild() const { return low_mild + high_mild; }
  [[nodiscard]] std::size_t severe() const { return low_severe + high_severe; }
};

/// Counts values in ascending order beyond Tukey's (1977) fences, with quartiles of type 7.
///
/// A value on a fence isn't beyond it. Constant values have none; where only the quartiles are
/// equal every other value is severe. Empty values, a NaN or an infinity give none, and NaN as
/// fences. Normal noise has a mild one in a third of all samples of 20, and a severe one in 2 %.
/// O(n).
[[nodiscard]] Outliers outliers(std::span<const double> sorted);

/// How often noise alone has a value as far out as the farthest one here, in [0.001, 1].
///
/// Noise is normal, or lognormal for values that are all above 0: their logarithms are what is
/// looked at. The distance is from the nearer quartile, in interquartile ranges; its distribution
/// is from simulation, and a p above 0.1 is given as 1, one below 0.001 as that. `resolution` is
/// what values could be told apart by: rounding them makes no outlier. 1 with fewer than 5 values,
/// with both quartiles the same, a NaN or an infinity. Where noise has heavy tails, this tells of
/// just them. O(n).
[[nodiscard]] double farthest_p(std::span<const double> sorted, double resolution = 0);

}  // namespace benchdiff::stats
