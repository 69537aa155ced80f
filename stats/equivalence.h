#pragma once

#include <span>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::stats {

/// How small a change has to be for two samples to count as equivalent.
struct Margin {
  double value;       ///< In the unit of the values for a shift, 0.05 for 5 % for a ratio.
  Change::Kind kind;  ///< shift: |y - x| < value; ratio: 1 / (1 + value) < y / x < 1 + value.
};

/// Two one-sided tests. p <= alpha says that the change lies within the margin; p > alpha says
/// nothing, and least of all that it doesn't.
struct Equivalence {
  double p_lower;  ///< Of "y lies below x by the margin or more".
  double p_upper;  ///< Of "y lies above x by the margin or more".
  double p;        ///< The larger of the two.
};

/// TOST by Welch's tests, Schuirmann (1987): of the means, or of the geometric means for a ratio.
///
/// Equivalent at alpha is the same as: the interval of welch() or welch_ratio() with a confidence
/// of 1 - 2 alpha lies within the margin. Where neither side varies p is 0 within the margin and 1
/// outside and on its edges. NaN where the test has no p (see welch.h), and for a margin that is
/// negative or NaN. Swapping the sides exchanges p_lower and p_upper. O(n1 + n2).
[[nodiscard]] Equivalence welch_equivalence(std::span<const double> x, std::span<const double> y,
                                            Margin margin);

/// TOST by Mann-Whitney tests of x against y moved by the margin: of shifts, or ratios, between
/// distributions of the same shape. Exact, given the ties, where `test` is.
///
/// Both samples in ascending order. Values are moved up (y for p_lower, x for p_upper), by one
/// addition or multiplication that rounds: a pair that is apart by just the margin may count as a
/// tie or not. An empty side gives 1; NaN for a NaN, a negative margin, a ratio of a value that is
/// not > 0. All else as in mann_whitney.h. Swapping the sides exchanges p_lower and p_upper. Costs
/// two tests and O(n1 + n2).
[[nodiscard]] Equivalence mann_whitney_equivalence(MannWhitney& test,
                                                   std::span<const double> sorted_x,
                                                   std::span<const double> sorted_y, Margin margin);

/// The same for one call, of values in any order: sorts copies.
[[nodiscard]] Equivalence mann_whitney_equivalence(std::span<const double> x,
                                                   std::span<const double> y, Margin margin,
                                                   MannWhitneyLimits limits = {});

}  // namespace benchdiff::stats
