#pragma once

#include <cstddef>
#include <span>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// How far the signed-rank test and its interval are exact.
struct SignedRankLimits {
  double work = 4e6;  ///< Additions for one p: 250 values without ties. A few milliseconds.
};

struct SignedRankResult {
  double v;               ///< The sum of the midranks of |d| over all d > 0.
  std::size_t n_nonzero;  ///< The differences that are ranked.
  std::size_t zeros;      ///< The differences that are dropped.
  double p;               ///< Two-sided, min(1, 2 min(p_less, p_greater)).
  double p_less;          ///< P(V <= v): small where differences tend to be below 0.
  double p_greater;       ///< P(V >= v): small where they tend to be above 0.
  double smallest_p;      ///< min(1, 2^(1 - n_nonzero)): no two-sided p is smaller, tied or not.
  bool exact;             ///< From the permutation distribution, not the normal approximation.
  bool ties;              ///< Some |d| > 0 are equal.
};

/// Wilcoxon's (1945) signed-rank test of differences symmetric about 0, of any unit.
///
/// Zeros are dropped, equal |d| share their midrank. p is exact under the 2^n equally likely signs
/// of the observed midranks, counted by sums of ranks in one array, up to n = 1023 and the limit;
/// beyond, the normal approximation with corrections for ties and, 1/2 toward the middle, for
/// continuity. Nothing but zeros, or nothing at all, gives v = 0 and p = 1; NaN gives NaN for v and
/// every p; infinities are the largest differences, tied. Turning all signs swaps p_less and
/// p_greater. O(n log n) and the additions.
[[nodiscard]] SignedRankResult signed_rank(std::span<const double> differences,
                                           SignedRankLimits limits = {});

/// The same of pairs (x_i, y_i), x and y of one size and one unit: on log y_i - log x_i where all
/// values are > 0 and finite, otherwise on y_i - x_i. p_less is small where y tends to be below x.
[[nodiscard]] SignedRankResult paired_signed_rank(std::span<const double> x,
                                                  std::span<const double> y,
                                                  SignedRankLimits limits = {});

/// The pseudomedian of changes, the one-sample Hodges-Lehmann estimate (1963).
///
/// It is the median of all n (n + 1) / 2 means of two changes or of one with itself (Walsh
/// averages; geometric means of ratios), within [W_(k), W_(n (n + 1) / 2 + 1 - k)], Tukey (1949):
/// k is the largest integer with P(V <= k - 1) <= (1 - confidence) / 2 under the untied null, and
/// k = 0 gives everything. Changes of 0 (or ratios of 1) are values like others. k is exact while
/// its table takes no more than 4e6 additions (n = 250), then from the normal approximation. The
/// interval needs changes that are symmetric about their center, ratios on their logarithms; that
/// of the sign test does not.
/// Nothing, a NaN, an infinity or a ratio <= 0 gives NaN within everything. A confidence >= 1 (or
/// NaN) gives everything as the interval, 0 or less the shortest one.
/// O(n log n) and O(n) for each of 256 steps; the averages are never listed.
[[nodiscard]] Change pseudomedian(std::span<const double> changes, Change::Kind kind,
                                  double confidence);

/// The pseudomedian change of pairs: a ratio where all values are > 0, otherwise a shift.
[[nodiscard]] Change paired_pseudomedian(std::span<const double> x, std::span<const double> y,
                                         double confidence);

}  // namespace benchdiff::stats
