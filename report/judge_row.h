#pragma once

#include <map>
#include <vector>

#include <benchdiff/report/judge.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/tabulate.h>
#include <benchdiff/stats/hodges_lehmann.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/median_interval.h>

namespace benchdiff::report {

/// Judges one row of a table at a time: summarises its cells, and compares them with the first.
/// Holds the tables and buffers of the tests, which is why each thread has one of its own.
class RowJudge {
 public:
  RowJudge(const Samples& samples, const Projection& residue, const JudgeOptions& options);

  void operator()(const SampleTable& from, Table& table, const Row& row);

 private:
  /// A sample in ascending order: as written, and in the table's unit.
  struct Sorted {
    std::vector<double> written;
    std::vector<double> tidy;
    double factor = 1;
    [[nodiscard]] bool constant() const { return tidy.empty() || tidy.front() == tidy.back(); }
  };

  [[nodiscard]] static bool is_fact(const Sorted& sample, const std::string& unit);
  void sort(const SampleCell& cell, Sorted& into) const;
  void summarise(const Sorted& sample, bool exact, Cell& cell);
  void warn_of_samples(const SampleCell& from, Cell& cell) const;
  [[nodiscard]] Comparison compare(const Table& table, const Sorted& old_side,
                                   const Sorted& new_side);
  [[nodiscard]] Comparison compare_exactly(const Table& table, const Sorted& old_side,
                                           const Sorted& new_side) const;
  [[nodiscard]] Comparison test(const Table& table, const Sorted& old_side, const Sorted& new_side);
  void warn_of_runs(const stats::MannWhitneyResult& result, std::size_t old_runs,
                    std::size_t new_runs, Comparison& comparison) const;
  [[nodiscard]] const stats::OrderStatistics& interval_orders(std::size_t runs);

  const Samples& samples_;
  const Projection& residue_;
  const JudgeOptions& options_;
  stats::IntervalRule interval_rule_;
  stats::MannWhitney mann_whitney_;
  stats::HodgesLehmann hodges_lehmann_;
  std::map<std::size_t, stats::OrderStatistics> orders_;  // by number of runs
  std::string few_runs_to_estimate_;
  std::string few_runs_to_detect_;
  std::size_t enough_to_detect_;
  Sorted old_;
  Sorted new_;
};

}  // namespace benchdiff::report
