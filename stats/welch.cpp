#include <benchdiff/stats/welch.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval everything{.low = -infinity, .high = infinity, .level = 1};

// Of the deviations from a pivot.
struct Moments {
  double n, mean, variance;
};

template <class Deviation>
Moments moments(std::span<const double> values, Deviation deviation) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += deviation(value);
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) {
    const double residual = deviation(value) - mean;
    squares += residual * residual;
  }
  const double variance = n < 2 ? nan : squares / (n - 1);
  return {.n = n, .mean = mean, .variance = variance};
}

void judge_degenerate(WelchResult& result) {
  result.degenerate = true;
  const double difference = result.difference;
  result.t = difference == 0 ? nan : difference > 0 ? -infinity : infinity;
  result.p = difference == 0 ? 1 : 0;
  result.p_less = difference > 0 ? 0 : 1;
  result.p_greater = difference < 0 ? 0 : 1;
}

// The test of two samples whose pivots are `pivots` apart; the means are left to be set.
WelchResult compare(const Moments& x, const Moments& y, double pivots, double confidence) {
  WelchResult result{.mean_x = nan,
                     .mean_y = nan,
                     .variance_x = x.variance,
                     .variance_y = y.variance,
                     .difference = pivots + (y.mean - x.mean),
                     .standard_error = std::sqrt(x.variance / x.n + y.variance / y.n),
                     .t = nan,
                     .df = nan,
                     .p = nan,
                     .p_less = nan,
                     .p_greater = nan,
                     .interval = everything,
                     .degenerate = false};
  if (std::isnan(result.standard_error)) return result;
  double half = 0;
  if (result.standard_error == 0) {
    judge_degenerate(result);
  } else {
    const double squared = x.variance / x.n + y.variance / y.n;
    const double share_x = x.variance / x.n / squared;
    const double share_y = y.variance / y.n / squared;
    result.t = -result.difference / result.standard_error;
    result.df = 1 / (share_x * share_x / (x.n - 1) + share_y * share_y / (y.n - 1));
    result.p = student_t_two_sided_p(result.t, result.df);
    result.p_less = student_t_cdf(result.t, result.df);
    result.p_greater = student_t_cdf(-result.t, result.df);
    if (confidence > 0) {
      half = -student_t_quantile((1 - confidence) / 2, result.df) * result.standard_error;
    }
  }
  if (confidence < 1) {
    result.interval = {.low = result.difference - half,
                       .high = result.difference + half,
                       .level = std::max(confidence, 0.0)};
  }
  return result;
}

WelchResult undefined() {
  return compare({.n = 0, .mean = nan, .variance = nan}, {.n = 0, .mean = nan, .variance = nan},
                 nan, 1);
}

bool all_positive(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return value > 0; });
}

// log(value / base), which close to 1 keeps the digits that the quotient would lose.
double log_ratio(double value, double base) {
  const double ratio = value / base;
  if (ratio >= 0.5 && ratio <= 2) return std::log1p((value - base) / base);
  return std::isnormal(ratio) ? std::log(ratio) : std::log(value) - std::log(base);
}

}  // namespace

WelchResult welch(std::span<const double> x, std::span<const double> y, double confidence) {
  if (!all_finite(x) || !all_finite(y)) return undefined();
  double largest = 0;
  for (const double value : x) largest = std::max(largest, std::abs(value));
  for (const double value : y) largest = std::max(largest, std::abs(value));
  // Squares neither overflow nor vanish when the largest value is near 1.
  const int exponent = largest == 0 ? 0 : std::ilogb(largest) + 1;
  const auto scaled = [&](double value) { return std::ldexp(value, -exponent); };

  const double pivot_x = x.empty() ? nan : scaled(x.front());
  const double pivot_y = y.empty() ? nan : scaled(y.front());
  const auto moments_x = moments(x, [&](double value) { return scaled(value) - pivot_x; });
  const auto moments_y = moments(y, [&](double value) { return scaled(value) - pivot_y; });
  auto result = compare(moments_x, moments_y, pivot_y - pivot_x, confidence);
  result.mean_x = std::ldexp(pivot_x + moments_x.mean, exponent);
  result.mean_y = std::ldexp(pivot_y + moments_y.mean, exponent);
  result.variance_x = std::ldexp(result.variance_x, 2 * exponent);
  result.variance_y = std::ldexp(result.variance_y, 2 * exponent);
  for (double* value :
       {&result.difference, &result.standard_error, &result.interval.low, &result.interval.high}) {
    *value = std::ldexp(*value, exponent);
  }
  return result;
}

WelchResult welch_of_logs(std::span<const double> x, std::span<const double> y, double confidence) {
  if (!all_finite(x) || !all_finite(y) || !all_positive(x) || !all_positive(y)) {
    return undefined();
  }
  const double pivot_x = x.empty() ? nan : x.front();
  const double pivot_y = y.empty() ? nan : y.front();
  const auto moments_x = moments(x, [&](double value) { return log_ratio(value, pivot_x); });
  const auto moments_y = moments(y, [&](double value) { return log_ratio(value, pivot_y); });
  auto result = compare(moments_x, moments_y, log_ratio(pivot_y, pivot_x), confidence);
  result.mean_x = std::log(pivot_x) + moments_x.mean;
  result.mean_y = std::log(pivot_y) + moments_y.mean;
  return result;
}

Change welch_ratio(std::span<const double> x, std::span<const double> y, double confidence) {
  const auto logs = welch_of_logs(x, y, confidence);
  return {.estimate = std::exp(logs.difference),
          .low = std::exp(logs.interval.low),
          .high = std::exp(logs.interval.high),
          .level = logs.interval.level,
          .kind = Change::Kind::ratio};
}

}  // namespace benchdiff::stats
