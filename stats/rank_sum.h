#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace benchdiff::stats {

/// The null distribution of the Mann-Whitney U of two samples without ties, kept between calls.
///
/// U = #{x_i > y_j} of samples of n1 and n2, when every order is equally likely. It is symmetric
/// about n1 n2 / 2 and the same for (n2, n1), so half a table is kept for each pair of sizes.
class RankSumTables {
 public:
  /// P(U <= i) for i = 0 .. n1 n2 / 2; valid until the next call. The relative error is below 1e-13
  /// where long double has 64 bits, and 1e-11 where it has no more than double.
  ///
  /// C(n1 + n2, n1) must be finite. Building a table takes work(n1, n2) additions, finding it again
  /// O(log tables). Counts are the coefficients of a Gaussian binomial, Mann & Whitney (1947).
  [[nodiscard]] std::span<const double> lower_tail(std::size_t n1, std::size_t n2);

  /// P(U = i) for i = 0 .. n1 n2, from lower_tail() and with its relative error, times the standard
  /// deviation of U near the middle.
  [[nodiscard]] std::vector<double> distribution(std::size_t n1, std::size_t n2);

  /// The additions needed for a table, infinity where its counts do not fit a double.
  [[nodiscard]] static double work(std::size_t n1, std::size_t n2);

 private:
  std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> tables_;
  std::size_t held_ = 0;
};

}  // namespace benchdiff::stats
