#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include <benchdiff/report/report.h>
#include <benchdiff/stats/change.h>
#include <benchdiff/stats/order_statistics.h>

namespace benchdiff::report {

/// How one decile changed.
struct DecileChange {
  int decile = 0;  ///< 1 to 9: a tenth of the runs lie below the first, half below the fifth
  double old_value = 0, new_value = 0;  ///< in the table's unit
  stats::Change change;
};

/// Where in the distribution of the runs a change is: in the fast ones, the slow ones, or all
/// alike (Doksum 1974).
///
/// The interval of each decile is that of stats::quantile_change(), for itself and not for all of
/// them at once. Remembers ranks by the number of runs, as most cells of a report have the same;
/// one a thread.
class ShiftFunction {
 public:
  /// Fewer runs on a side say next to nothing of a distribution's tails.
  static constexpr std::size_t fewest_runs = 20;

  /// `confidence` as for stats::quantile_change().
  explicit ShiftFunction(double confidence) : confidence_(confidence) {}

  /// The deciles that the runs of two cells of the report can bound: at 95 % the second to the
  /// eighth of 20 runs a side, and all from 42 on. Empty with fewer than 20 runs on a side, and for
  /// a report without values. O(n log n).
  [[nodiscard]] std::vector<DecileChange> operator()(const Report& report, const Cell& old_side,
                                                     const Cell& new_side);

 private:
  using Ranks = std::array<stats::OrderStatistics, 9>;
  const Ranks& ranks_of(std::size_t runs);

  double confidence_;
  std::unordered_map<std::size_t, Ranks> ranks_;
};

}  // namespace benchdiff::report
