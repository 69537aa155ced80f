#pragma once

#include <memory>
#include <string>
#include <vector>

#include <benchdiff/report/judge.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/sorted_sample.h>
#include <benchdiff/stats/compare.h>

namespace benchdiff::report {

/// Compares the sides of a row, as facts where they are and by a test where they are samples; the
/// verdicts of tests are open until p is corrected for all rows, see `correct()`. One a thread.
class RowComparer {
 public:
  explicit RowComparer(const JudgeOptions& options);

  [[nodiscard]] std::unique_ptr<Comparison> operator()(const Table& table,
                                                       const SortedSample& old_side,
                                                       const SortedSample& new_side);

  /// Warns of what the runs of a cell give away that is compared with none.
  void diagnose(const SortedSample& sample, Cell& cell);

 private:
  [[nodiscard]] stats::Comparison test(const Table& table, const SortedSample& old_side,
                                       const SortedSample& new_side);
  void warn(Comparison& comparison) const;

  const JudgeOptions& options_;
  stats::Comparer comparer_;
  std::size_t runs_to_bound_ = 0;  // of the quantile that is asked for
  std::vector<double> old_tidy_, new_tidy_;
};

/// What the library is asked for a table.
[[nodiscard]] stats::CompareOptions compare_options(const Table& table,
                                                    const JudgeOptions& options);

}  // namespace benchdiff::report
