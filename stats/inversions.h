#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// How many inversions there are when every order is equally likely, kept between calls.
///
/// An inversion is a pair of which the larger value comes first. Counts are the coefficients of a
/// q-factorial, MacMahon (1913), with ties those of a q-multinomial.
class Inversions {
 public:
  /// P(D <= d) of n distinct values. The relative error is below 1e-14. O(n^3) for the first n of
  /// its kind, O(1) then; n is for the table of n^2 / 4 numbers to fit the memory.
  [[nodiscard]] double lower_tail(std::size_t n, std::uint64_t d);

  /// The most values for which the orders of tied values are counted, as they fit 64 bits.
  static constexpr std::size_t most_tied = 20;

  /// P(D <= d) of most_tied values at most, of which so many are equal; equal ones are no
  /// inversion. Exact but for the last rounding. O(n^3) at worst, some n^2 for few ties.
  [[nodiscard]] double lower_tail(std::span<const std::size_t> groups, std::uint64_t d);

 private:
  std::vector<std::vector<double>> tails_;  // of each n up to the middle, empty when never asked
  std::array<std::vector<std::uint64_t>, most_tied + 1> counts_;
  std::vector<std::uint64_t> tied_;
};

}  // namespace benchdiff::stats
