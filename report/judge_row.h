#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <benchdiff/report/judge.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/row_comparer.h>
#include <benchdiff/report/sorted_sample.h>
#include <benchdiff/report/tabulate.h>
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
  void summarise(const SortedSample& sample, bool exact, Cell& cell);
  void warn_of_samples(const SampleCell& from, Cell& cell) const;
  [[nodiscard]] std::unique_ptr<Comparison> compare_classically(const Table& table);
  [[nodiscard]] const stats::OrderStatistics& interval_orders(std::size_t runs);

  const Samples& samples_;
  const Projection& residue_;
  const JudgeOptions& options_;
  stats::IntervalRule interval_rule_;
  stats::MannWhitney mann_whitney_;
  RowComparer compare_;
  std::map<std::size_t, stats::OrderStatistics> orders_;  // by number of runs
  std::string few_runs_to_estimate_;
  std::size_t enough_to_detect_;
  SortedSample old_;
  SortedSample new_;
};

}  // namespace benchdiff::report
