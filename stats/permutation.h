#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

struct PermutationOptions {
  enum class Statistic { mean, median };
  Statistic statistic = Statistic::mean;
  double most_arrangements = 1e9;  ///< Beyond that many they are sampled: 16 values a side.
  std::size_t resamples = 10'000;  ///< How many are drawn then.
};

struct PermutationResult {
  double difference;    ///< mean(y) - mean(x), or of medians, in the unit of the values.
  double p;             ///< Two-sided: twice the smaller one-sided p, at most 1.
  double p_less;        ///< That of x < y: small where x tends to be smaller.
  double p_greater;     ///< That of x > y.
  double smallest_p;    ///< The smallest p any arrangement of these values has.
  bool exact;           ///< From all arrangements, not from a sample of them.
  double arrangements;  ///< How many p is made of: all C(n1 + n2, n1), or the resamples.
};

/// The two-sample permutation test of a difference of means or medians, Fisher (1935), Pitman
/// (1937): all ways to deal the pooled values to sides of these sizes are equally likely.
///
/// Exact up to most_arrangements, as long as these are counted, not listed, in 4e6 steps; for
/// medians also beyond, where it takes no longer than sampling, to some 60 values a side, or 500 of
/// odd sizes. Otherwise p = (1 + #) / (1 + resamples) with resamples drawn with a seed from the
/// data, Phipson & Smyth (2010). An arrangement that ties with the observed one counts to both
/// tails; values of more than 50 bits, like 0.1, tie within the rounding they were read with, see
/// fixed_point().
///
/// Swapping the sides swaps the one-sided p and negates the difference; any order of the values of
/// a side and any unit a power of two times as large give the same p. An empty side gives p = 1 and
/// a difference of NaN; a NaN or an infinity makes everything NaN; all values equal give p = 1.
/// Exact means take 2^(n/2) steps of n values in all, 0.02 ms for 10 a side and 4 ms for 16; exact
/// medians at most O(n^4), 0.05 ms for 30 a side. Sampling takes O(resamples min(n1, n2)) for means
/// and O(resamples (n1 + n2)) for medians. Sorts copies.
[[nodiscard]] PermutationResult permutation_test(std::span<const double> x,
                                                 std::span<const double> y,
                                                 PermutationOptions options = {});

}  // namespace benchdiff::stats
