#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/cut.h>
#include <benchdiff/stats/pair_selection.h>
#include <benchdiff/stats/rank_sum.h>
#include <benchdiff/stats/selection.h>

namespace benchdiff::stats {

/// The two-sample Hodges-Lehmann estimate; keeps scratch and tables between calls, one a thread.
///
/// When all values of both sides are > 0 it is the median of all n1 n2 ratios y_j / x_i, for an
/// even count the geometric mean of the middle two; otherwise that of all differences y_j - x_i.
/// The interval is [D_(k), D_(n1 n2 + 1 - k)], k the largest integer with
/// P(U <= k - 1) <= (1 - confidence) / 2 under the untied null, Hodges & Lehmann (1963), Moses
/// (1965); k = 0 gives everything. k is exact where the table of the untied null takes no more
/// than 4e6 additions (some 150 values a side, or 60 and 1000), then from the normal approximation.
class HodgesLehmann {
 public:
  /// The change from x to y, both in ascending order and of one unit.
  ///
  /// An empty side, a NaN or an infinity gives NaN within everything. A confidence >= 1 (or NaN)
  /// gives everything as the interval, 0 or less the shortest one. Swapping the sides mirrors the
  /// answer, as far as rounding does.
  /// O(n1 n2) up to 50,000 pairs; beyond, some ten passes over both samples for each of the four
  /// order statistics, in memory for (n1 + n2) / 8 pairs.
  [[nodiscard]] Change operator()(std::span<const double> sorted_x,
                                  std::span<const double> sorted_y, double confidence);

 private:
  Cut cut(std::size_t n1, std::size_t n2, double confidence);
  template <class Pair>
  Change by_pairs(std::span<const double> x, std::span<const double> y, std::size_t k);

  RankSumTables tables_;
  Selection selection_;
  PairSelection pair_selection_;
  std::vector<double> pairs_;
};

/// The same for one call, of values in any order: sorts copies.
[[nodiscard]] Change hodges_lehmann(std::span<const double> x, std::span<const double> y,
                                    double confidence);

}  // namespace benchdiff::stats
