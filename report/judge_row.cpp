#include <benchdiff/report/judge_row.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <benchdiff/report/finding_words.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/stats/agreement.h>
#include <benchdiff/stats/exact_value.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// How far the search for a sufficient number of runs goes.
constexpr std::size_t most_runs_to_estimate = 50;

double order_statistic(const std::vector<double>& sorted, std::size_t rank) {
  if (rank == 0) {
    return -infinity;
  }
  return rank > sorted.size() ? infinity : sorted[rank - 1];
}

}  // namespace

RowJudge::RowJudge(const Samples& samples, const Projection& residue, const JudgeOptions& options)
    : samples_(samples),
      residue_(residue),
      options_(options),
      interval_rule_(options.classic ? stats::IntervalRule::left_biased
                                     : stats::IntervalRule::symmetric),
      mann_whitney_(stats::classic_limits),
      compare_(options) {
  const auto to_estimate = stats::runs_for_median_interval(options.confidence, interval_rule_);
  few_runs_to_estimate_ = (to_estimate ? "need >= " + std::to_string(*to_estimate)
                                       : "need > " + std::to_string(most_runs_to_estimate)) +
                          " samples for confidence interval at level " +
                          shortest(options.confidence);
  enough_to_detect_ = stats::runs_to_detect(options.alpha).value_or(most_runs_to_detect);
}

void RowJudge::operator()(const SampleTable& from, Table& table, const Row& row) {
  for (std::size_t i = row.first_cell; i < row.first_cell + row.cell_count; ++i) {
    Cell& cell = table.cells[i];
    const bool is_baseline = cell.column == 0;
    SortedSample& sample = is_baseline ? old_ : new_;
    sample.assign(samples_, from.cells[i]);
    warn_of_samples(from.cells[i], cell);
    const bool fact = table.exact || (!options_.classic && sample.is_fact(table.unit));
    summarise(sample, fact, cell);
    const bool alone = row.cell_count == 1 || table.baseline_of(row) == nullptr;
    if (alone && !fact && !options_.classic) {
      compare_.diagnose(sample, cell);
    }
    if (!is_baseline && table.baseline_of(row) != nullptr) {
      cell.comparison = options_.classic ? compare_classically(table) : compare_(table, old_, new_);
    }
  }
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

void RowJudge::summarise(const SortedSample& sample, bool exact, Cell& cell) {
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

std::unique_ptr<Comparison> RowJudge::compare_classically(const Table& table) {
  auto comparison = std::make_unique<Comparison>();
  const bool empty = old_.size() == 0 || new_.size() == 0;
  if (table.exact && !empty) {
    const double from = stats::exact_value(old_.tidy).mode;
    const double to = stats::exact_value(new_.tidy).mode;
    comparison->p = 0;
    comparison->verdict =
        stats::name_direction((to > from ? 1 : 0) - (to < from ? 1 : 0), table.better);
    return comparison;
  }
  const bool one_unit = old_.factor == new_.factor;
  const auto result =
      one_unit ? mann_whitney_(old_.written, new_.written) : mann_whitney_(old_.tidy, new_.tidy);
  comparison->tested = true;
  comparison->p = result.p;
  comparison->exact = result.exact;
  const int direction = stats::direction_of(result, old_.size(), new_.size());
  if (result.p <= options_.alpha && direction != 0) {
    comparison->verdict = stats::name_direction(direction, table.better);
  }
  if (result.all_equal) {
    comparison->warnings.push_back({Warning::Kind::all_equal, "all samples are equal"});
  } else if (!(result.p <= options_.alpha) && old_.size() < enough_to_detect_ &&
             new_.size() < enough_to_detect_) {
    comparison->warnings.push_back(warning_of_few_runs(options_.alpha));
  }
  return comparison;
}

}  // namespace benchdiff::report
