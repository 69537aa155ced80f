#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// Two pooled samples, reduced to all that the null distribution of U depends on.
struct TiePattern {
  std::span<const std::size_t> groups;  ///< How many values are equal, in ascending order of value.
  std::size_t n1, n2;                   ///< Sizes of x and y; the groups add up to n1 + n2.
};

/// Merges x and y, both in ascending order and without NaN: visit(in_x, in_y) gets how many values
/// of each side are equal, from the smallest on; -0.0 equals 0.0. O(n1 + n2).
template <class Visit>
void each_tie_group(std::span<const double> x, std::span<const double> y, Visit visit) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < x.size() || j < y.size()) {
    const double value = j == y.size() || (i < x.size() && x[i] < y[j]) ? x[i] : y[j];
    const std::size_t first_i = i;
    const std::size_t first_j = j;
    while (i < x.size() && x[i] == value) ++i;
    while (j < y.size() && y[j] == value) ++j;
    visit(i - first_i, j - first_j);
  }
}

/// Pools x and y, both in ascending order and without NaN: gives 2U, and their groups of equal
/// values.
///
/// U = #{x_i > y_j} + 1/2 #{x_i == y_j}. O(n1 + n2).
[[nodiscard]] std::uint64_t pool(std::span<const double> x, std::span<const double> y,
                                 std::vector<std::size_t>& groups);

/// The variance of U over all arrangements of the pooled values, Lehmann (1975, eq. 1.34). At least
/// two values. O(groups).
[[nodiscard]] double rank_sum_variance(const TiePattern& ties);

/// How likely the pooled values are dealt so that no pair goes against the others.
struct ExtremeChances {
  double lowest;   ///< That x gets values as small as can be.
  double highest;  ///< That it gets values as large as can be.
};

/// Both, by logarithms where the number of arrangements fits no double. O(groups + n1 + n2).
[[nodiscard]] ExtremeChances extreme_chances(const TiePattern& ties);

}  // namespace benchdiff::stats
