#include <benchdiff/stats/geometric_mean.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include <benchdiff/stats/distributions.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_ratio(double value) { return value > 0 && std::isfinite(value); }

// The mean of logarithms +- half, as ratios.
SuiteChange change_around(double mean, double half, double confidence) {
  const bool known = std::isfinite(half);
  return {.ratio = std::exp(mean),
          .low = known ? std::exp(mean - half) : 0,
          .high = known ? std::exp(mean + half) : infinity,
          .level = known ? std::max(confidence, 0.0) : 1,
          .rows = 0,
          .left_out = {}};
}

// Half of a t interval of that standard error.
double half_width(double error, double degrees, double confidence) {
  if (!(confidence < 1)) return infinity;
  if (error == 0) return 0;
  return error * -student_t_quantile((1 - std::max(confidence, 0.0)) / 2, degrees);
}

// The variance of a row's log ratio; NaN or infinity where its interval doesn't tell.
double variance_of(const MeasuredChange& row) {
  const double width = std::log(row.change.high / row.change.low);
  if (width == 0) return 0;
  const double level = row.change.level;
  if (!(level > 0 && level < 1)) return infinity;
  const auto degrees = static_cast<double>(row.n1 + row.n2) - 2;
  const double error = width / 2 / -student_t_quantile((1 - level) / 2, degrees);
  return error * error;
}

}  // namespace

double geometric_mean(std::span<const double> values) {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double count = 0;
  bool infinite = false;
  for (const double value : values) {
    if (!(value > 0)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(value)) {
      infinite = true;
      continue;
    }
    // A running mean and not a sum: this is how benchstat adds, and the last digits show.
    mean = count == 0 ? std::log(value) : mean + (std::log(value) - mean) / (count + 1);
    ++count;
  }
  return infinite ? std::numeric_limits<double>::infinity() : std::exp(mean);
}

SuiteChange suite_change(std::span<const MeasuredChange> rows, double confidence) {
  std::vector<std::size_t> left_out;
  double mean = std::numeric_limits<double>::quiet_NaN();
  double count = 0;
  double variance = 0;
  double parts = 0;  // Satterthwaite's sum of variance^2 / degrees
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Change& change = rows[i].change;
    if (change.kind != Change::Kind::ratio || !is_ratio(change.estimate)) {
      left_out.push_back(i);
      continue;
    }
    const double value = std::log(change.estimate);
    mean = count == 0 ? value : mean + (value - mean) / (count + 1);
    ++count;
    const double part = variance_of(rows[i]);
    variance += part;
    if (part != 0) parts += part * part / (static_cast<double>(rows[i].n1 + rows[i].n2) - 2);
  }
  const double degrees = variance * variance / parts;
  SuiteChange result =
      change_around(mean, half_width(std::sqrt(variance) / count, degrees, confidence), confidence);
  result.rows = static_cast<std::size_t>(count);
  result.left_out = std::move(left_out);
  return result;
}

SuiteChange sampled_suite_change(std::span<const double> old_values,
                                 std::span<const double> new_values, double confidence) {
  assert(old_values.size() == new_values.size());
  std::vector<double> logs;
  std::vector<std::size_t> left_out;
  for (std::size_t i = 0; i < old_values.size(); ++i) {
    if (old_values[i] == 0 && new_values[i] == 0) {
      logs.push_back(0);
    } else if (is_ratio(old_values[i]) && is_ratio(new_values[i])) {
      logs.push_back(std::log(new_values[i]) - std::log(old_values[i]));
    } else {
      left_out.push_back(i);
    }
  }
  double mean = logs.empty() ? std::numeric_limits<double>::quiet_NaN() : 0;
  const auto rows = static_cast<double>(logs.size());
  for (const double value : logs) mean += value / rows;
  double squares = 0;
  for (const double value : logs) squares += (value - mean) * (value - mean);
  const double error = std::sqrt(squares / (rows - 1) / rows);  // NaN for one row
  SuiteChange result = change_around(mean, half_width(error, rows - 1, confidence), confidence);
  result.rows = logs.size();
  result.left_out = std::move(left_out);
  return result;
}

}  // namespace benchdiff::stats
