#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace benchdiff::stats {

/// Ways to deal pooled values to two samples, by where a statistic of them lies to a range.
struct ArrangementCounts {
  double below, within, above;  ///< Whole numbers, exact up to 2^53.
  double lowest, highest;       ///< How many have the smallest and the largest statistic of all.
};

/// Counts all ways to take m of the values, by their sum and the range low..high.
///
/// The values lie in two halves; the sums of the subsets of each half are listed by size, and every
/// two lists whose sizes add up to m are matched (Horowitz & Sahni 1974). Exact. 1 <= m < n values
/// in ascending order, and no sum overflows. Takes subset_sums_work() sums, each with a step or two
/// of a binary search; 16 bytes for each.
[[nodiscard]] ArrangementCounts count_subset_sums(std::span<const std::int64_t> sorted,
                                                  std::size_t m, std::int64_t low,
                                                  std::int64_t high);

/// How many sums would be listed; infinity where that does not fit.
[[nodiscard]] double subset_sums_work(std::size_t n, std::size_t m);

/// Counts all ways to deal values in ascending order to x of n1 and y of n2, by twice the median of
/// x less twice that of y.
///
/// Goes through all places the middle values of both can have together; how often each occurs is a
/// product of three binomial coefficients. Both have values, and twice the range of values fits.
/// Takes median_differences_work() steps.
[[nodiscard]] ArrangementCounts count_median_differences(std::span<const std::int64_t> sorted,
                                                         std::size_t n1, std::size_t n2,
                                                         std::int64_t low, std::int64_t high);

/// The places, or cells of Pascal's triangle, that would be gone through: some n^2 / 2 where both
/// sizes are odd, n^4 / 32 where both are even, n a side; never many more than there are ways.
[[nodiscard]] double median_differences_work(std::size_t n1, std::size_t n2);

}  // namespace benchdiff::stats
