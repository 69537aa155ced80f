#include <benchdiff/report/shift_function.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/quantile.h>
#include <benchdiff/stats/quantile_interval.h>

namespace benchdiff::report {
namespace {

std::vector<double> sorted_values(const Report& report, const Cell& cell) {
  const auto written = report.values_of(cell);
  std::vector<double> values(written.begin(), written.end());
  for (double& value : values) {
    value *= cell.factor;
  }
  std::ranges::sort(values);
  return values;
}

double quantile_of(int decile) { return decile / 10.0; }

/// Whether an interval has two ends that values of the samples hold.
bool is_bound(const stats::Change& change) {
  const double least = change.kind == stats::Change::Kind::ratio ? 0 : -INFINITY;
  return std::isfinite(change.estimate) && change.low > least && std::isfinite(change.high);
}

}  // namespace

const ShiftFunction::Ranks& ShiftFunction::ranks_of(std::size_t runs) {
  const auto [at, is_new] = ranks_.try_emplace(runs);
  if (is_new) {
    const double each = stats::confidence_of_each_side(confidence_);
    for (int decile = 1; decile <= 9; ++decile) {
      at->second[static_cast<std::size_t>(decile - 1)] =
          stats::quantile_interval_orders(runs, quantile_of(decile), each);
    }
  }
  return at->second;
}

std::vector<DecileChange> ShiftFunction::operator()(const Report& report, const Cell& old_side,
                                                    const Cell& new_side) {
  const auto old_values = sorted_values(report, old_side);
  const auto new_values = sorted_values(report, new_side);
  std::vector<DecileChange> deciles;
  if (std::min(old_values.size(), new_values.size()) < fewest_runs) {
    return deciles;
  }
  const Ranks& old_ranks = ranks_of(old_values.size());
  const Ranks& new_ranks = ranks_of(new_values.size());
  for (int decile = 1; decile <= 9; ++decile) {
    const double q = quantile_of(decile);
    const auto i = static_cast<std::size_t>(decile - 1);
    const stats::Change change =
        stats::quantile_change(old_values, new_values, q, old_ranks[i], new_ranks[i]);
    if (is_bound(change)) {
      deciles.push_back({.decile = decile,
                         .old_value = stats::quantile(old_values, q),
                         .new_value = stats::quantile(new_values, q),
                         .change = change});
    }
  }
  return deciles;
}

}  // namespace benchdiff::report
