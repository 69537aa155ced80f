#pragma once

#include <span>

#include <benchdiff/stats/interval.h>

namespace benchdiff::stats {

/// How far y lies above x, from -1 (below in every pair) over 0 to 1 (above in every pair).
struct CliffsDelta {
  double delta;       ///< P(y > x) - P(y < x) over all pairs.
  double a12;         ///< P(y > x) + P(y = x) / 2, Vargha & Delaney (2000): (delta + 1) / 2.
  double variance;    ///< Of delta: the unbiased estimate, and its floor where that is larger.
  Interval interval;  ///< Of delta; everything is [-1, 1].
};

/// Cliff's delta of two samples of any order and unit, Cliff (1993), with the asymmetric interval
/// of Cliff (1996, eq. 5.12).
///
/// The floor of the variance is (1 - delta^2) / (n1 n2 - 1). Where no pair of values goes against
/// the others (|delta| = 1) the variance is 0 and the interval is that of the largest variance
/// there can be, 1 to (n - z^2) / (n + z^2) with n the smaller size, Feng & Cliff (2004).
/// An effect size and no test: where noise is low it is 1 for a change of no importance.
///
/// An empty side or a NaN gives NaN within everything; one value on a side has no variance (NaN)
/// and gives everything. -0.0 equals 0.0, infinities are ordered, and all values equal gives 0. A
/// confidence >= 1 (or NaN) gives everything, 0 or less the estimate alone. Swapping the sides
/// gives -delta. O((n1 + n2) log(n1 + n2)).
[[nodiscard]] CliffsDelta cliffs_delta(std::span<const double> x, std::span<const double> y,
                                       double confidence = 0.95);

}  // namespace benchdiff::stats
