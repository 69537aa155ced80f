#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// What is smaller by this factor is smaller however it is rounded.
inline constexpr double rounding_margin = 4 * std::numeric_limits<double>::epsilon();

/// The change of one value to another as y / x, all values > 0.
struct Ratio {
  static double of(double x, double y) { return y / x; }
  /// The geometric mean of two ratios.
  static double between(double a, double b) {
    if (a == b) return a;
    return std::isnormal(a * b) ? std::sqrt(a * b) : std::sqrt(a) * std::sqrt(b);
  }
  /// What y is surely below of when y / x is below `value`: a product is cheaper than a quotient.
  static double surely_below(double x, double value) {
    const double product = x * value;
    return std::isnormal(product) ? product * (1 - rounding_margin) : 0;
  }
  static constexpr double lowest = 0;
  static constexpr auto kind = Change::Kind::ratio;
};

/// The change of one value to another as y - x.
struct Shift {
  static double of(double x, double y) { return y - x; }
  /// Halfway between two shifts.
  static double between(double a, double b) { return a == b ? a : 0.5 * a + 0.5 * b; }
  /// What y is surely below of when y - x is below `value`.
  static double surely_below(double x, double value) {
    const double sum = x + value;
    const double slack = rounding_margin * (std::abs(x) + std::abs(value));
    return std::isfinite(sum - slack) ? sum - slack : lowest;
  }
  static constexpr double lowest = -std::numeric_limits<double>::infinity();
  static constexpr auto kind = Change::Kind::shift;
};

/// Moves `j` past the y, in ascending order, whose change from `x` is <= value. Going up in x a
/// change gets smaller, so for ascending x one pass over y is enough.
template <class Kind>
void pass_up_to(double x, std::span<const double> y, double value, std::size_t& j) {
  const double below = Kind::surely_below(x, value);
  while (j < y.size() && y[j] < below) ++j;
  while (j < y.size() && Kind::of(x, y[j]) <= value) ++j;
}

/// How many changes from one of x to one of y, both in ascending order, are <= value. O(n1 + n2).
template <class Kind>
[[nodiscard]] std::size_t count_up_to(std::span<const double> x, std::span<const double> y,
                                      double value) {
  std::size_t count = 0;
  std::size_t j = 0;
  for (const double base : x) {
    pass_up_to<Kind>(base, y, value, j);
    count += j;
  }
  return count;
}

/// Where a list of changes has its median, and what remains when k are cut off at both ends.
///
/// find(rank, low, high) is the change of a 1-based rank among `count`, known to lie in low..high;
/// first and last are those of rank 1 and count. k = 0 gives everything as the interval.
template <class Kind, class Find>
[[nodiscard]] Change change_by_rank(std::uint64_t count, std::uint64_t k, double first, double last,
                                    Find find) {
  const double lower = find((count + 1) / 2, first, last);
  const double upper = find(count / 2 + 1, lower, last);
  return {
      .estimate = Kind::between(lower, upper),
      .low = k == 0 ? Kind::lowest : find(k, first, lower),
      .high = k == 0 ? std::numeric_limits<double>::infinity() : find(count + 1 - k, upper, last),
      .level = 1,
      .kind = Kind::kind};
}

/// The answer where there is nothing to compare: NaN within everything.
[[nodiscard]] constexpr Change no_change_known() {
  return {.estimate = std::numeric_limits<double>::quiet_NaN(),
          .low = Shift::lowest,
          .high = std::numeric_limits<double>::infinity(),
          .level = 1,
          .kind = Shift::kind};
}

}  // namespace benchdiff::stats
