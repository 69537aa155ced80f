#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchdiff/stats/inversions.h>
#include <benchdiff/stats/ranking.h>

namespace benchdiff::stats {

/// How many values p is exact for.
struct MannKendallLimits {
  std::size_t untied = 49;  ///< At most some thousands: the table has n^2 / 4 numbers.
  std::size_t tied = 20;    ///< More than Inversions::most_tied is taken as that.
};

/// Whether the values of a sample tend to grow or fall in the order they were measured.
struct Trend {
  std::int64_t s;   ///< #{i < j: x_i < x_j} - #{i < j: x_i > x_j}: above 0 they grow.
  double variance;  ///< Of s when every order is equally likely, given the ties.
  double z;         ///< s less 1 toward 0 in standard deviations.
  double p;         ///< Two-sided, at most 1.
  bool exact;       ///< p is from the permutation distribution, not from z.
};

/// The Mann-Kendall trend test, Mann (1945), Kendall (1975); keeps tables and scratch, one a
/// thread.
///
/// p = min(1, 2 P(S >= |s|)) over all orders of the values, which with ties are those of the values
/// observed; beyond the limits from the normal approximation, corrected for ties and continuity.
class MannKendall {
 public:
  explicit MannKendall(MannKendallLimits limits = {}) : limits_(limits) {}

  /// Tests values in run order, of any unit; infinities are values like others.
  ///
  /// Fewer than two values and values that are all the same have s = z = 0 and p = 1; with a NaN,
  /// z and p are NaN. O(n log n).
  [[nodiscard]] Trend operator()(std::span<const double> values);
  [[nodiscard]] Trend operator()(const Ranking& ranking);

 private:
  std::uint64_t count_inversions(std::span<const double> ranks);

  MannKendallLimits limits_;
  Inversions inversions_;
  Ranking ranking_;
  std::vector<double> merged_, merging_;
};

/// How fast the values of a sample grow.
struct Slope {
  double per_run;   ///< In the unit of the values.
  double relative;  ///< The same as a part of the median's size: 0.01 is 1 % a run.
};

/// The slope of Theil (1950) and Sen (1968), the median of (x_j - x_i) / (j - i); keeps scratch.
class TheilSen {
 public:
  /// Up to so many values all pairs are looked at.
  static constexpr std::size_t most_complete = 1500;

  /// The slope of values in run order.
  ///
  /// Fewer than two values, a NaN or an infinity give NaN; `relative` is NaN as well where the
  /// median is 0. O(n^2) up to most_complete values. Beyond, O(n): only the pairs of a value in the
  /// first third with that two thirds of the runs later, which for normal noise are the best of
  /// those that are a fixed number of runs apart.
  [[nodiscard]] Slope operator()(std::span<const double> values);

 private:
  std::vector<double> slopes_;
};

}  // namespace benchdiff::stats
