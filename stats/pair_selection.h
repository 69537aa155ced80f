#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// Order statistics of all ratios y_j / x_i, or of all differences y_j - x_i, without listing them.
///
/// The pairs make a matrix that is sorted in both directions, in which the pairs up to a value are
/// counted in one pass (Johnson & Mizoguchi 1978). The value is searched by interpolation between
/// counts, with halvings in between lest it stalls, until few pairs are left to look at. Holds
/// scratch between calls; one a thread.
class PairSelection {
 public:
  /// The pair of the 1-based `rank` out of low..high, two values that it lies between.
  ///
  /// Both samples are finite and ascending, and > 0 for ratios; neither is empty. The answer is a
  /// pair to the last bit. O(n1 + n2) for each of some ten passes, and 128 at worst.
  [[nodiscard]] double at(Change::Kind kind, std::span<const double> sorted_x,
                          std::span<const double> sorted_y, std::size_t rank, double low,
                          double high);

 private:
  template <class Pair>
  double select(std::span<const double> x, std::span<const double> y, std::size_t rank, double low,
                double high);

  std::vector<double> left_;
};

}  // namespace benchdiff::stats
