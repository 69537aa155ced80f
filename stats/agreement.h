#pragma once

#include <cstddef>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::stats {

/// A change whose interval says what the test of the same samples says at the level 1 - confidence.
///
/// `direction` is what the test found: 1 where the values went up, -1 down, 0 neither. Without ties
/// a test and its interval are one statement. With ties the interval is still that of the untied
/// null and covers more, but p is exact: where p is significant and the interval reaches past no
/// change, the interval ends there, as the test has excluded what lies beyond; where p isn't and
/// the interval leaves no change out, it is made to touch it. A change or a p that is NaN leaves
/// all as it is. O(1).
[[nodiscard]] Change agree_with_test(Change change, double p, int direction, double confidence);

/// The same for a Mann-Whitney test of n1 and n2 values.
[[nodiscard]] Change agree_with_test(Change change, const MannWhitneyResult& test, std::size_t n1,
                                     std::size_t n2, double confidence);

/// Which way y differs from x by a Mann-Whitney test of n1 and n2 values: 1 up, -1 down, 0 where
/// neither side is ahead.
[[nodiscard]] int direction_of(const MannWhitneyResult& test, std::size_t n1, std::size_t n2);

}  // namespace benchdiff::stats
