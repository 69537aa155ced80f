#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchdiff/stats/tied_rank_sum.h>

namespace benchdiff::stats {

/// The distribution of w_1 X_1 + w_2 X_2 + ... of independent X_h that are whole numbers >= 0.
///
/// X of equal weight are added up at once, by convolution. Sums of different weights seldom meet,
/// so they are walked through for each tail instead of being kept.
class WeightedSum {
 public:
  /// One X: its weight > 0, and how many values 0, 1, ... it has.
  struct Term {
    std::uint64_t weight;
    std::size_t values;
  };
  struct Work {
    double building;  ///< Multiplications for all add().
    double tail;      ///< Steps for one lower_tail().
  };

  /// What a sum of terms takes, before there is any. O(terms^2) at most.
  [[nodiscard]] static Work work(std::span<const Term> terms);

  /// Adds weight * X with P(X = i) = probabilities[i], which isn't empty. weight > 0, and the
  /// largest sum fits 63 bits.
  void add(std::uint64_t weight, std::span<const double> probabilities);

  /// P(S < sum) and P(S = sum), with a relative error of some 1e-16 a term.
  [[nodiscard]] LowerTail lower_tail(std::uint64_t sum) const;

 private:
  struct Group {
    std::uint64_t weight;
    std::vector<double> probabilities;
    std::vector<double> up_to;  // P(X <= i)
  };
  void add_tail(std::size_t index, std::uint64_t rest, double probability, LowerTail& tail) const;

  std::vector<Group> groups_;  // the one with most values last
};

}  // namespace benchdiff::stats
