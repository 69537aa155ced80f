#include <benchdiff/stats/outliers.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <benchdiff/stats/quartiles.h>
#include <benchdiff/stats/simulated_tail.h>

namespace benchdiff::stats {
namespace {

constexpr std::array levels{0.1, 0.05, 0.02, 0.01, 0.005, 0.001};

// Quantiles of the larger of (max - Q3) / IQR and (Q1 - min) / IQR of n normal values, from
// 2,000,000 samples each up to n = 101 and 500,000 beyond. The generator and the quantiles are as
// for the dip, with normal values by Box & Muller. What is in excess of a multiple of 4 makes a
// difference, and 1 is most: so up to 20 all n are here, then only those from which the others are
// on the safe side.
constexpr std::array<SimulatedQuantiles<levels.size()>, 27> table{{
    {5, {3.67, 5.60, 9.38, 13.68, 19.69, 44.80}}, {6, {2.61, 3.60, 5.27, 6.91, 8.97, 15.90}},
    {7, {2.29, 2.99, 4.09, 5.09, 6.26, 9.85}},    {8, {2.29, 2.92, 3.86, 4.67, 5.57, 8.26}},
    {9, {2.59, 3.39, 4.65, 5.78, 7.13, 11.32}},   {10, {2.32, 2.93, 3.85, 4.66, 5.58, 8.19}},
    {11, {2.20, 2.73, 3.48, 4.13, 4.85, 6.89}},   {12, {2.20, 2.70, 3.41, 4.00, 4.63, 6.32}},
    {13, {2.32, 2.87, 3.67, 4.35, 5.09, 7.14}},   {14, {2.19, 2.67, 3.34, 3.90, 4.50, 6.14}},
    {15, {2.14, 2.57, 3.18, 3.67, 4.18, 5.56}},   {16, {2.14, 2.56, 3.14, 3.60, 4.09, 5.39}},
    {17, {2.21, 2.65, 3.26, 3.77, 4.31, 5.76}},   {18, {2.13, 2.53, 3.08, 3.53, 3.99, 5.17}},
    {19, {2.10, 2.48, 2.99, 3.40, 3.83, 4.90}},   {20, {2.10, 2.48, 2.98, 3.37, 3.79, 4.83}},
    {21, {2.14, 2.53, 3.05, 3.46, 3.89, 5.01}},   {25, {2.11, 2.46, 2.92, 3.28, 3.65, 4.58}},
    {33, {2.08, 2.38, 2.76, 3.06, 3.35, 4.07}},   {41, {2.07, 2.34, 2.68, 2.94, 3.20, 3.81}},
    {53, {2.07, 2.31, 2.61, 2.83, 3.06, 3.57}},   {73, {2.08, 2.29, 2.56, 2.75, 2.94, 3.39}},
    {101, {2.10, 2.29, 2.53, 2.71, 2.88, 3.26}},  {201, {2.17, 2.33, 2.54, 2.68, 2.82, 3.14}},
    {501, {2.29, 2.44, 2.61, 2.74, 2.86, 3.14}},  {1001, {2.40, 2.53, 2.70, 2.82, 2.93, 3.19}},
    {2001, {2.51, 2.64, 2.79, 2.91, 3.02, 3.24}},
}};

bool finite(std::span<const double> sorted) {
  return std::isfinite(sorted.front()) && std::isfinite(sorted.back()) &&
         std::ranges::none_of(sorted, [](double value) { return std::isnan(value); });
}

std::size_t count_below(std::span<const double> sorted, double fence) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sorted, fence) - sorted.begin());
}

std::size_t count_above(std::span<const double> sorted, double fence) {
  return static_cast<std::size_t>(sorted.end() - std::ranges::upper_bound(sorted, fence));
}

}  // namespace

Outliers outliers(std::span<const double> sorted) {
  if (sorted.empty() || !finite(sorted)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {.low_severe = 0,
            .low_mild = 0,
            .high_mild = 0,
            .high_severe = 0,
            .low_fence = nan,
            .high_fence = nan,
            .low_outer_fence = nan,
            .high_outer_fence = nan};
  }
  const auto [low, high] = quartiles(sorted);
  const double range = high - low;
  Outliers result{.low_severe = 0,
                  .low_mild = 0,
                  .high_mild = 0,
                  .high_severe = 0,
                  .low_fence = low - 1.5 * range,
                  .high_fence = high + 1.5 * range,
                  .low_outer_fence = low - 3 * range,
                  .high_outer_fence = high + 3 * range};
  result.low_severe = count_below(sorted, result.low_outer_fence);
  result.low_mild = count_below(sorted, result.low_fence) - result.low_severe;
  result.high_severe = count_above(sorted, result.high_outer_fence);
  result.high_mild = count_above(sorted, result.high_fence) - result.high_severe;
  return result;
}

double farthest_p(std::span<const double> sorted, double resolution) {
  const std::size_t n = sorted.size();
  if (n < 5 || !finite(sorted)) return 1;
  // Logarithms of all would do the same: only these six are needed.
  const std::size_t at_low = (n - 1) / 4;
  const std::size_t at_high = 3 * (n - 1) / 4;
  const bool positive = sorted.front() > 0;
  const auto value = [&](std::size_t i) { return positive ? std::log(sorted[i]) : sorted[i] / 8; };
  const auto quarter = [&](std::size_t i, std::size_t quarters) {
    if (quarters % 4 == 0) return value(i);
    return std::lerp(value(i), value(i + 1), static_cast<double>(quarters % 4) / 4);
  };
  const double low = quarter(at_low, n - 1);
  const double high = quarter(at_high, 3 * (n - 1));
  if (!(high > low)) return 1;

  double range = high - low;
  if (resolution > 0) range += positive ? resolution / sorted[n / 2] : resolution / 8;
  const double distance = std::max(value(n - 1) - high, low - value(0)) / range;
  const auto size = static_cast<double>(n);
  const double p = simulated_tail<levels.size()>(table, levels, size, distance);
  // Past the table, where the quartiles no longer vary, each value adds its own chance.
  return std::min(1.0, p * std::max(1.0, size / table.back().n));
}

}  // namespace benchdiff::stats
