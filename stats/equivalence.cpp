#include <benchdiff/stats/equivalence.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/sorted_copy.h>
#include <benchdiff/stats/welch.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Equivalence undefined{.p_lower = nan, .p_upper = nan, .p = nan};

Equivalence both(double p_lower, double p_upper) {
  return {.p_lower = p_lower, .p_upper = p_upper, .p = std::max(p_lower, p_upper)};
}

// The p of "this is 0 or less", for a distance that is `distance` standard errors wide.
double one_sided_p(double distance, const WelchResult& test) {
  if (test.degenerate) return distance > 0 ? 0 : 1;
  return student_t_cdf(-distance / test.standard_error, test.df);
}

std::vector<double> moved(std::span<const double> values, Margin margin) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) {
    value = margin.kind == Change::Kind::shift ? value + margin.value : value * (1 + margin.value);
  }
  return result;
}

bool any_not_positive(std::span<const double> values) {
  return std::ranges::any_of(values, [](double value) { return !(value > 0); });
}

}  // namespace

Equivalence welch_equivalence(std::span<const double> x, std::span<const double> y, Margin margin) {
  if (!(margin.value >= 0)) return undefined;
  const bool shift = margin.kind == Change::Kind::shift;
  const auto test = shift ? welch(x, y) : welch_of_logs(x, y);
  if (std::isnan(test.p)) return undefined;
  const double most = shift ? margin.value : std::log1p(margin.value);
  return both(one_sided_p(most + test.difference, test), one_sided_p(most - test.difference, test));
}

Equivalence mann_whitney_equivalence(MannWhitney& test, std::span<const double> sorted_x,
                                     std::span<const double> sorted_y, Margin margin) {
  if (!(margin.value >= 0)) return undefined;
  if (margin.kind == Change::Kind::ratio &&
      (any_not_positive(sorted_x) || any_not_positive(sorted_y))) {
    return undefined;
  }
  const double p_lower = test(sorted_x, moved(sorted_y, margin)).p_less;
  const double p_upper = test(moved(sorted_x, margin), sorted_y).p_greater;
  return std::isnan(p_lower) || std::isnan(p_upper) ? undefined : both(p_lower, p_upper);
}

Equivalence mann_whitney_equivalence(std::span<const double> x, std::span<const double> y,
                                     Margin margin, MannWhitneyLimits limits) {
  MannWhitney test(limits);
  return mann_whitney_equivalence(test, sorted_copy(x), sorted_copy(y), margin);
}

}  // namespace benchdiff::stats
