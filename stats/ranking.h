#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace benchdiff::stats {

/// The values of a sample in run order together with their ranks; keeps its memory between samples.
class Ranking {
 public:
  /// Takes over values without NaN, in the order they were measured. O(n log n).
  void assign(std::span<const double> values);

  /// Gives up a sample that is large, and its memory.
  void release();

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] std::span<const double> values() const { return values_; }  ///< In run order.
  [[nodiscard]] std::span<const double> sorted() const { return sorted_; }
  /// Of each value in run order: 1 is the smallest, and equal values share the mean of their ranks.
  [[nodiscard]] std::span<const double> ranks() const { return ranks_; }
  /// How many values are equal, in ascending order of value.
  [[nodiscard]] std::span<const std::size_t> groups() const { return groups_; }
  [[nodiscard]] bool ties() const { return groups_.size() < values_.size(); }

 private:
  std::vector<double> values_, sorted_, ranks_;
  std::vector<std::size_t> groups_;
  std::vector<std::pair<double, std::size_t>> order_;  // value and run, in ascending order
};

}  // namespace benchdiff::stats
