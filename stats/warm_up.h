#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// The beginning of a sample, as far as it differs from the rest.
struct WarmUp {
  std::size_t runs;  ///< At the beginning that are all above the rest, or all below; maybe 0.
  double p;          ///< That there are so many, or more, in a random order; 1 without any.
  bool above;        ///< They are above the rest.
};

/// Looks for runs at the beginning that differ from all others; keeps scratch, one a thread.
///
/// Of n values in random order the first k are the k largest in 1 of C(n, k) cases. So the chance
/// of any number from k to n / 4 of first runs that are all larger or all smaller than the rest is
/// at most p = 2 sum of 1 / C(n, j) over j = k .. n / 4, whatever the distribution of the values:
/// 3 runs are needed of 12 or more and 2 of 23 or more to get below 0.01, and 1 of 203 or more. One
/// slow run of few may as well be an outlier that happened to come first.
class WarmUpTest {
 public:
  /// Tests values in run order: the largest number of first runs that is possible.
  ///
  /// A value at the beginning that equals one of the rest doesn't differ from it. No runs with
  /// fewer than 4 values, constant ones or a NaN. O(n).
  [[nodiscard]] WarmUp operator()(std::span<const double> values);

  /// The same for two samples of one benchmark that both begin with as many runs above the rest,
  /// or below: for one run, 15 values a side get below 0.01.
  [[nodiscard]] WarmUp operator()(std::span<const double> x, std::span<const double> y);

 private:
  WarmUp test(std::span<const std::span<const double>> samples);
  void leave_apart(std::span<const double> values, bool above);

  std::vector<char> apart_;   // whether so many first runs differ from the rest, in each sample
  std::vector<double> rest_;  // the largest value from each of the first runs on
};

}  // namespace benchdiff::stats
