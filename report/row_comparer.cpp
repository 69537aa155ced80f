#include <benchdiff/report/row_comparer.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/report/finding_words.h>
#include <benchdiff/stats/exact_value.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/quantile_interval.h>

namespace benchdiff::report {
namespace {

/// The values of a sample in the table's unit and in run order.
std::span<const double> tidy_in_run_order(const SortedSample& sample, std::vector<double>& into) {
  into.resize(sample.size());
  std::ranges::transform(sample.in_run_order, into.begin(),
                         [&](double value) { return value * sample.factor; });
  return into;
}

/// Numbers of a comparison that are in the unit of the values, in a unit as many times smaller.
void scale(stats::Comparison& comparison, double factor) {
  if (comparison.change.kind == stats::Change::Kind::ratio) {
    return;
  }
  for (double* number :
       {&comparison.change.estimate, &comparison.change.low, &comparison.change.high,
        &comparison.band.low, &comparison.band.high, &comparison.detectable}) {
    *number *= factor;
  }
}

}  // namespace

stats::CompareOptions compare_options(const Table& table, const JudgeOptions& options) {
  return {.min_effect = table.min_effect,
          .alpha = options.alpha,
          .better = table.better,
          .test = options.test,
          .statistic = options.statistic};
}

RowComparer::RowComparer(const JudgeOptions& options) : options_(options) {
  const bool sides_share = options.test == stats::Test::quantile;
  runs_to_bound_ =
      stats::runs_to_bound(options.statistic.q, 1 - options.alpha / (sides_share ? 2 : 1))
          .value_or(0);
}

std::unique_ptr<Comparison> RowComparer::operator()(const Table& table,
                                                    const SortedSample& old_side,
                                                    const SortedSample& new_side) {
  const bool facts = old_side.is_fact(table.unit) && new_side.is_fact(table.unit);
  const bool empty = old_side.size() == 0 || new_side.size() == 0;
  auto comparison = std::make_unique<Comparison>();
  stats::Comparison& result = *comparison;
  if ((table.exact || facts) && !empty) {
    stats::CompareOptions options = compare_options(table, options_);
    options.min_effect = table.min_effect_of_facts;
    result = stats::compare_exact(stats::exact_value(old_side.tidy).mode,
                                  stats::exact_value(new_side.tidy).mode, options);
    comparison->adjusted_p = result.p;
  } else {
    result = test(table, old_side, new_side);
    warn(*comparison);
  }
  return comparison;
}

stats::Comparison RowComparer::test(const Table& table, const SortedSample& old_side,
                                    const SortedSample& new_side) {
  if (stats::is_of_pairs(options_.test) && old_side.nan_count + new_side.nan_count > 0) {
    return stats::refuse(old_side.size(), new_side.size(), stats::Refusal::unpaired);
  }
  stats::CompareOptions options = compare_options(table, options_);
  if (old_side.factor != new_side.factor) {
    return comparer_.measure({.in_run_order = tidy_in_run_order(old_side, old_tidy_),
                              .sorted = old_side.tidy,
                              .blocks = old_side.blocks},
                             {.in_run_order = tidy_in_run_order(new_side, new_tidy_),
                              .sorted = new_side.tidy,
                              .blocks = new_side.blocks},
                             options);
  }
  // The numbers as they were written, so that scaling a unit can neither make nor break a tie.
  options.min_effect.absolute /= old_side.factor;
  auto comparison = comparer_.measure({.in_run_order = old_side.in_run_order,
                                       .sorted = old_side.written,
                                       .blocks = old_side.blocks},
                                      {.in_run_order = new_side.in_run_order,
                                       .sorted = new_side.written,
                                       .blocks = new_side.blocks},
                                      options);
  scale(comparison, old_side.factor);
  return comparison;
}

void RowComparer::diagnose(const SortedSample& sample, Cell& cell) {
  for (const stats::Finding& finding : comparer_.diagnose(sample.in_run_order, {})) {
    cell.warnings.push_back(warning_of(finding, false));
  }
}

void RowComparer::warn(Comparison& comparison) const {
  const auto add = [&](Warning warning) { comparison.warnings.push_back(std::move(warning)); };
  if (comparison.refusal) {
    add(warning_of(*comparison.refusal, runs_to_bound_, options_.alpha));
  }
  if (comparison.all_equal) {
    add({Warning::Kind::all_equal, "all samples are equal"});
  }
  if (comparison.p > options_.alpha &&
      stats::smallest_p(comparison.old_runs, comparison.new_runs) > options_.alpha) {
    add(warning_of_few_runs(options_.alpha));
  }
  if (comparison.p <= options_.alpha && comparison.direction != 0 &&
      comparison.change.estimate == comparison.change.none()) {
    add({Warning::Kind::typical_unchanged, "the runs differ, but the typical one doesn't"});
  }
  for (const stats::Finding& finding : comparison.findings) {
    add(warning_of(finding, stats::is_of_pairs(options_.test)));
  }
}

}  // namespace benchdiff::report
