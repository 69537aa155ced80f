#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// Values that are equal: how many there are on each side.
struct TieGroup {
  std::size_t x, y;
};

/// The groups of equal values of two samples of any order, in ascending order of value.
///
/// -0.0 equals 0.0, an infinity is a value like others; a NaN on a side gives no groups at all.
/// O((n1 + n2) log(n1 + n2)), and linear for samples in ascending order.
[[nodiscard]] std::vector<TieGroup> tie_groups(std::span<const double> x,
                                               std::span<const double> y);

/// Sums over the dominance matrix d_ij = sign(y_j - x_i), Cliff (1993), with n1 rows and n2
/// columns.
struct Dominance {
  double n1 = 0, n2 = 0;   ///< The sizes of x and y.
  double greater = 0;      ///< #{y_j > x_i}
  double less = 0;         ///< #{y_j < x_i}
  double row_squares = 0;  ///< Squared deviations of the n1 row sums from their mean.
  double column_squares = 0;

  /// The sum of all d_ij.
  [[nodiscard]] double sum() const { return greater - less; }
  /// P(x < y) + P(x = y) / 2 of a pair; NaN without one.
  [[nodiscard]] double probability() const { return 0.5 + sum() / (2 * n1 * n2); }
};

/// What the groups of tie_groups() say about dominance. O(groups).
[[nodiscard]] Dominance dominance(std::span<const TieGroup> groups);

}  // namespace benchdiff::stats
