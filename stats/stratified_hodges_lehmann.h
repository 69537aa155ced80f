#pragma once

#include <span>

#include <benchdiff/stats/blocks.h>
#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// How far the interval is exact.
struct StratifiedLimits {
  double work = 1e7;  ///< Multiplications for one interval; these take some ten milliseconds.
};

/// The change from x to y that is common to all blocks, which belongs to van Elteren's test.
///
/// It is the weighted median of all changes y_j / x_i within a block where all values are > 0,
/// otherwise of all y_j - x_i, each with the weight 1 / (N + 1) of its block: with that change the
/// weighted sum of U is its mean. The interval are the changes that the test would not reject: it
/// leaves out at each end those whose weights add up to c at most, c the largest sum with
/// P(T <= c) <= (1 - confidence) / 2 under the untied null; where there is none it is everything. c
/// is exact within the limit, beyond from the normal approximation. A single block gives what
/// HodgesLehmann does. After Hodges & Lehmann (1963), stratified as in Lehmann (1975, 3.3).
///
/// No block with both sides, a NaN or an infinity in any gives NaN within everything; a block with
/// one side only says nothing. A confidence >= 1 (or NaN) gives everything as the interval, 0 or
/// less the shortest one. Swapping the sides mirrors the answer, as far as rounding does.
/// O(N log N), O(N) for each of 256 halvings, and the work.
[[nodiscard]] Change stratified_hodges_lehmann(std::span<const Block> blocks, double confidence,
                                               StratifiedLimits limits = {});

}  // namespace benchdiff::stats
