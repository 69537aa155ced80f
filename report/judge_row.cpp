#include <benchdiff/report/judge_row.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <benchdiff/report/number_text.h>
#include <benchdiff/stats/exact_value.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// How far the search for a sufficient number of runs goes.
constexpr std::size_t most_runs_to_detect = 10;
constexpr std::size_t most_runs_to_estimate = 50;

double order_statistic(const std::vector<double>& sorted, std::size_t rank) {
  if (rank == 0) {
    return -infinity;
  }
  return rank > sorted.size() ? infinity : sorted[rank - 1];
}

double no_change(const stats::Change& change) {
  return change.kind == stats::Change::Kind::ratio ? 1 : 0;
}

/// -1, 0 or 1 as a change goes down, nowhere or up; 0 as well if it is not a number.
int direction(const stats::Change& change) {
  const double none = no_change(change);
  return (change.estimate > none ? 1 : 0) - (change.estimate < none ? 1 : 0);
}

Verdict verdict_of(int direction, formats::Better better) {
  if (direction == 0) {
    return Verdict::same;
  }
  if (better == formats::Better::unknown) {
    return Verdict::changed;
  }
  return (direction > 0) == (better == formats::Better::higher) ? Verdict::better : Verdict::worse;
}

/// The change between two values that are known exactly.
stats::Change exact_change(double from, double to) {
  if (from > 0 && to > 0) {
    const double ratio = to / from;
    return {ratio, ratio, ratio, 1, stats::Change::Kind::ratio};
  }
  const double shift = to - from;
  return {shift, shift, shift, 1, stats::Change::Kind::shift};
}

}  // namespace

RowJudge::RowJudge(const Samples& samples, const Projection& residue, const JudgeOptions& options)
    : samples_(samples),
      residue_(residue),
      options_(options),
      interval_rule_(options.classic ? stats::IntervalRule::left_biased
                                     : stats::IntervalRule::symmetric),
      mann_whitney_(options.classic ? stats::classic_limits : stats::MannWhitneyLimits{}) {
  const auto to_estimate = stats::runs_for_median_interval(options.confidence, interval_rule_);
  few_runs_to_estimate_ = (to_estimate ? "need >= " + std::to_string(*to_estimate)
                                       : "need > " + std::to_string(most_runs_to_estimate)) +
                          " samples for confidence interval at level " +
                          shortest(options.confidence);
  const auto to_detect = stats::runs_to_detect(options.alpha);
  enough_to_detect_ = to_detect.value_or(most_runs_to_detect);
  few_runs_to_detect_ = (to_detect ? "need >= " : "need > ") + std::to_string(enough_to_detect_) +
                        " samples to detect a difference at alpha level " + shortest(options.alpha);
}

void RowJudge::operator()(const SampleTable& from, Table& table, const Row& row) {
  for (std::size_t i = row.first_cell; i < row.first_cell + row.cell_count; ++i) {
    Cell& cell = table.cells[i];
    const bool is_baseline = cell.column == 0;
    Sorted& sample = is_baseline ? old_ : new_;
    sort(from.cells[i], sample);
    warn_of_samples(from.cells[i], cell);
    summarise(sample, table.exact || (!options_.classic && is_fact(sample, table.unit)), cell);
    if (!is_baseline && table.baseline_of(row) != nullptr) {
      cell.comparison = compare(table, old_, new_);
    }
  }
}

void RowJudge::sort(const SampleCell& cell, Sorted& into) const {
  const auto values = samples_.values_of(cell);
  into.written.assign(values.begin(), values.end());
  std::ranges::sort(into.written);
  into.factor = cell.factor;
  into.tidy.resize(values.size());
  std::ranges::transform(into.written, into.tidy.begin(),
                         [&](double value) { return value * cell.factor; });
}

void RowJudge::warn_of_samples(const SampleCell& from, Cell& cell) const {
  if (!from.varying.empty()) {
    constexpr std::size_t long_enough = 1000;
    std::string text = "benchmarks vary in ";
    for (std::size_t i = 0; i < from.varying.size(); ++i) {
      const std::string& name = residue_.column_name(from.varying[i]);
      if (text.size() + name.size() > long_enough) {
        text += (i > 0 ? " and " : "") + std::to_string(from.varying.size() - i) + " more";
        break;
      }
      text.append(i > 0 ? ", " : "").append(name);
    }
    cell.warnings.push_back({Warning::Kind::mixed_benchmarks, std::move(text)});
  }
  if (from.nan_count > 0) {
    cell.warnings.push_back(
        {Warning::Kind::not_a_number, std::to_string(from.nan_count) + " of " +
                                          std::to_string(from.nan_count + from.count) +
                                          " values are NaN and left out"});
  }
}

const stats::OrderStatistics& RowJudge::interval_orders(std::size_t runs) {
  const auto at = orders_.find(runs);
  return at != orders_.end() ? at->second
                             : orders_
                                   .emplace(runs, stats::median_interval_orders(
                                                      runs, options_.confidence, interval_rule_))
                                   .first->second;
}

/// A count that never varies is a fact, and no sample of anything. One run doesn't show that.
bool RowJudge::is_fact(const Sorted& sample, const std::string& unit) {
  return sample.tidy.size() > 1 && sample.constant() && formats::is_count(unit);
}

void RowJudge::summarise(const Sorted& sample, bool exact, Cell& cell) {
  cell.runs = static_cast<std::uint32_t>(sample.tidy.size());
  if (exact && cell.runs > 0) {
    const auto value = stats::exact_value(sample.tidy);
    cell.center = value.mode;
    cell.low = value.low;
    cell.high = value.high;
    cell.level = 1;
    if (value.varies) {
      cell.warnings.push_back(
          {Warning::Kind::not_exact, "exact distribution expected, but values range from " +
                                         shortest(value.low) + " to " + shortest(value.high)});
    }
    return;
  }
  const auto& orders = interval_orders(sample.tidy.size());
  cell.center = stats::median(sample.tidy);
  cell.low = order_statistic(sample.tidy, orders.low);
  cell.high = order_statistic(sample.tidy, orders.high);
  cell.level = orders.level;
  if (orders.low == 0 || orders.high > sample.tidy.size()) {
    cell.warnings.push_back({Warning::Kind::few_runs_to_estimate, few_runs_to_estimate_});
  }
}

Comparison RowJudge::compare(const Table& table, const Sorted& old_side, const Sorted& new_side) {
  const bool facts =
      !options_.classic && is_fact(old_side, table.unit) && is_fact(new_side, table.unit);
  const bool exactly = table.exact || facts;
  const bool empty = old_side.tidy.empty() || new_side.tidy.empty();
  return exactly && !empty ? compare_exactly(table, old_side, new_side)
                           : test(table, old_side, new_side);
}

Comparison RowJudge::compare_exactly(const Table& table, const Sorted& old_side,
                                     const Sorted& new_side) const {
  Comparison comparison;
  comparison.p = 0;
  comparison.change =
      exact_change(stats::exact_value(old_side.tidy).mode, stats::exact_value(new_side.tidy).mode);
  comparison.verdict = verdict_of(direction(comparison.change), table.better);
  return comparison;
}

Comparison RowJudge::test(const Table& table, const Sorted& old_side, const Sorted& new_side) {
  // The test and the change are of the numbers as they were written, so that scaling a unit can
  // neither make nor break a tie.
  const bool one_unit = old_side.factor == new_side.factor;
  const auto& x = one_unit ? old_side.written : old_side.tidy;
  const auto& y = one_unit ? new_side.written : new_side.tidy;
  const auto result = mann_whitney_(x, y);

  Comparison comparison;
  comparison.tested = true;
  comparison.p = result.p;
  comparison.exact_null = result.exact;
  if (!options_.classic) {
    const double confidence = 1 - options_.alpha;
    comparison.change = stats::agree_with_test(hodges_lehmann_(x, y, confidence), result, x.size(),
                                               y.size(), confidence);
    if (one_unit && comparison.change.kind == stats::Change::Kind::shift) {
      comparison.change.estimate *= old_side.factor;
      comparison.change.low *= old_side.factor;
      comparison.change.high *= old_side.factor;
    }
  }
  if (result.all_equal) {
    // Equal values prove as much as different ones could have: nothing, where runs are few.
    const bool enough = stats::smallest_p(x.size(), y.size()) <= options_.alpha;
    comparison.verdict = enough ? Verdict::same : Verdict::unclear;
  } else if (result.p <= options_.alpha) {
    // By the ranks: with many ties the estimate can be no change at all while these do differ.
    const double half = static_cast<double>(x.size()) * static_cast<double>(y.size()) / 2;
    const int up_or_down = (result.u < half ? 1 : 0) - (result.u > half ? 1 : 0);
    if (up_or_down != 0) {
      comparison.verdict = verdict_of(up_or_down, table.better);
      if (!options_.classic && comparison.change.estimate == no_change(comparison.change)) {
        comparison.warnings.push_back(
            {Warning::Kind::typical_unchanged, "the runs differ, but the typical one doesn't"});
      }
    }
  }
  warn_of_runs(result, x.size(), y.size(), comparison);
  return comparison;
}

void RowJudge::warn_of_runs(const stats::MannWhitneyResult& result, std::size_t old_runs,
                            std::size_t new_runs, Comparison& comparison) const {
  if (result.all_equal) {
    comparison.warnings.push_back({Warning::Kind::all_equal, "all samples are equal"});
  }
  if (result.p <= options_.alpha || (result.all_equal && options_.classic)) {
    return;
  }
  const bool too_few = options_.classic
                           ? old_runs < enough_to_detect_ && new_runs < enough_to_detect_
                           : stats::smallest_p(old_runs, new_runs) > options_.alpha;
  if (too_few) {
    comparison.warnings.push_back({Warning::Kind::few_runs_to_detect, few_runs_to_detect_});
  }
}

}  // namespace benchdiff::report
