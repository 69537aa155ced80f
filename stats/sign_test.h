#pragma once

#include <cstddef>
#include <span>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

struct SignTestResult {
  std::size_t positive, negative;
  std::size_t zeros;  ///< The differences that are dropped.
  double p;           ///< Two-sided, min(1, 2 min(p_less, p_greater)).
  double p_less;      ///< P(B <= positive): small where differences tend to be below 0.
  double p_greater;   ///< P(B >= positive): small where they tend to be above 0.
  double smallest_p;  ///< min(1, 2^(1 - positive - negative)): no two-sided p is smaller.
};

/// The sign test that differences have the median 0, of any unit and any shape (Arbuthnott 1710).
///
/// B is the number of heads of a fair coin thrown once for each difference that isn't 0; exact for
/// every size. Nothing but zeros, or nothing at all, gives p = 1; NaN gives NaN for every p, and is
/// not counted; infinities have signs. Turning all signs swaps p_less and p_greater. O(n).
[[nodiscard]] SignTestResult sign_test(std::span<const double> differences);

/// The same of pairs (x_i, y_i), x and y of one size and one unit: p_less is small where y tends to
/// be below x. That ratios and differences have the same signs makes it the test of both.
[[nodiscard]] SignTestResult paired_sign_test(std::span<const double> x, std::span<const double> y);

/// The median of changes, with the interval of median_interval() by its symmetric rule.
///
/// Of an even number of ratios it is the geometric mean of the middle two. Changes of 0 (or ratios
/// of 1) are values like others. Nothing, a NaN, an infinity or a ratio <= 0 gives NaN within
/// everything. A confidence >= 1 (or NaN) gives everything as the interval, 0 or less the shortest
/// one. O(n log n).
[[nodiscard]] Change median_change(std::span<const double> changes, Change::Kind kind,
                                   double confidence);

/// The median change of pairs: a ratio where all values are > 0, otherwise a shift.
[[nodiscard]] Change paired_median_change(std::span<const double> x, std::span<const double> y,
                                          double confidence);

}  // namespace benchdiff::stats
