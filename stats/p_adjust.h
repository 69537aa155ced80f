#pragma once

#include <span>
#include <vector>

namespace benchdiff::stats {

/// How p-values are corrected for there being many of them.
enum class Correction {
  none,
  /// No false alarm at all in 1 - alpha of all tables, however the tests depend. Holm (1979).
  holm,
  /// At most alpha of all alarms false on average, for tests that are independent or depend on one
  /// another positively, as where a slow machine slows all. Benjamini & Hochberg (1995).
  benjamini_hochberg,
  /// The same however they depend, for a factor of 1 + 1/2 + ... + 1/m. Benjamini & Yekutieli
  /// (2001).
  benjamini_yekutieli,
};

/// The p-values of one table corrected, in their order: significant at any alpha if <= alpha.
///
/// A NaN is no test: it is left out of the count and stays NaN. None gives none. Values are in
/// [0, 1]. O(m log m).
[[nodiscard]] std::vector<double> adjust(std::span<const double> p, Correction correction);

/// The same for tests of few values, which can't be significant at every level; good for this alpha
/// alone.
///
/// `smallest[i]` is the smallest p that row i could have had, given its sizes and ties, NaN or 0
/// where that isn't known; as many as p. It must not depend on which value is on which side, for
/// then leaving rows out by it is no choice made after the fact.
///
/// - holm: the count of rows is Tarone's (1990) K, the smallest k with no more than k rows that can
///   reach alpha / k, at each step that of the rows not yet rejected (Hommel & Krummenauer 1998).
///   The first false alarm is raised with all true rows among those left, hence at alpha / K or
///   less for the K of the true rows, which at most K of these can reach: a chance of alpha at
///   most. Never above Holm's own.
/// - The other two: rows that can't reach alpha are left out of the count. No step of either could
///   ever reject them, so this is the procedure on a subset fixed in advance, at its own level.
///   Gilbert's (2005) subset, Tarone's rows, is smaller, but shuts out rows that reach alpha and
///   not alpha / K: all of a table whose rows have four runs a side.
///
/// What is left out keeps a p > alpha. O(m log m).
[[nodiscard]] std::vector<double> adjust(std::span<const double> p,
                                         std::span<const double> smallest, double alpha,
                                         Correction correction);

/// The number of rows with an uncorrected p <= alpha to expect had nothing changed at all.
///
/// `size[i]` is the chance that row i then has: the largest p <= alpha it can have, 0 if none, NaN
/// where it isn't known and alpha is taken; none at all if nothing is known, otherwise as many as
/// p. A NaN p is not counted. O(m).
[[nodiscard]] double expected_false_alarms(std::span<const double> p, std::span<const double> size,
                                           double alpha);

}  // namespace benchdiff::stats
