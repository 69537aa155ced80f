#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/tie_pattern.h>

namespace benchdiff::stats {

/// P(U < u) and P(U = u); what is left is P(U > u).
struct LowerTail {
  double below, at;
};

class TiedWalk;

/// The permutation distribution of the Mann-Whitney U given the observed ties.
///
/// U = #{x_i > y_j} + 1/2 #{x_i == y_j}. Arrangements are counted by walking through the groups of
/// equal values with the area under the path as the state (Streitberg & Roehmel 1986, on areas),
/// leaving out every path that can no longer end at or below u, and setting aside every path that
/// cannot help ending below it. Holds scratch between calls: no allocation once warm; one a thread.
class TiedRankSum {
 public:
  /// Beyond this many values in all a count may not fit a double, and work() is infinite.
  static constexpr std::size_t most_values = 1029;

  /// The tail of U at twice_u / 2, with a relative error of some 1e-16 a group.
  ///
  /// Both samples have values, most_values at most in all. Takes work() steps.
  [[nodiscard]] LowerTail lower_tail(const TiePattern& ties, std::uint64_t twice_u);

  /// The multiplications and cells lower_tail() would take, if it is more than `enough`; otherwise
  /// maybe a cruder bound that is not.
  [[nodiscard]] double work(const TiePattern& ties, std::uint64_t twice_u, double enough);

  /// All of it: P(2U = i) for i = 0 .. 2 n1 n2, each with the relative error of lower_tail().
  ///
  /// Both samples have values, most_values at most in all. Takes some distribution_work() steps.
  [[nodiscard]] std::vector<double> distribution(const TiePattern& ties);

  /// What distribution() takes about, infinite beyond most_values. O(1).
  [[nodiscard]] static double distribution_work(std::size_t n1, std::size_t n2);

 private:
  friend class TiedWalk;

  // The paths that have `c` values of the smaller sample still to come, counted by area so far.
  struct Row {
    std::int64_t low = 0, high = -1;  // the areas that occur, none when low > high
    std::int64_t first = 0;           // the smallest area that is not yet sure to end below u
    std::size_t offset = 0;           // of the cell of area `first`
  };
  // Counts the paths of a walk; those that are sure come back, the others are in cells_.
  double count_paths(TiedWalk& walk, const TiePattern& ties);

  std::vector<Row> rows_;
  std::vector<double> cells_;
  Binomials binomials_;
};

}  // namespace benchdiff::stats
