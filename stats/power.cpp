#include <benchdiff/stats/power.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/rank_sum.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest_n = 1e7;
constexpr double most_table_work = 1e5;

namespace policies = boost::math::policies;
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::underflow_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::rounding_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>>;

bool is_probability(double p) { return p > 0 && p < 1; }
bool are_sound(PowerOptions options) {
  return is_probability(options.alpha) && is_probability(options.power);
}

// z_(1-alpha/2) + z_power
double both_quantiles(PowerOptions options) {
  return normal_quantile(options.power) - normal_quantile(options.alpha / 2);
}

// P(T >= the upper alpha/2 point of the central t) of the noncentral one.
double noncentral_power(double degrees, double noncentrality, double alpha) {
  const double critical = -student_t_quantile(alpha / 2, degrees);
  if (noncentrality > 40 + 40 * critical || std::isinf(noncentrality)) return 1;
  if (std::isinf(critical)) return 0;
  if (degrees > 1e5) {
    // Abramowitz & Stegun (1964, 26.7.10), better than 1e-9 here.
    const double spread = std::sqrt(1 + critical * critical / (2 * degrees));
    return normal_cdf((noncentrality - critical * (1 - 1 / (4 * degrees))) / spread);
  }
  if (noncentrality > 1e4) {
    // What is left of the numerator's noise is nothing, and chi squared decides.
    const double ratio = noncentrality / critical;
    return boost::math::gamma_p(degrees / 2, degrees / 2 * ratio * ratio, Quiet());
  }
  const boost::math::non_central_t_distribution<double, Quiet> t(degrees, noncentrality);
  const double power = boost::math::cdf(boost::math::complement(t, critical));
  return std::clamp(power, 0.0, 1.0);
}

// The x in [low, high] where a growing function that is < 0 at low and > 0 at high is 0.
template <class Function>
double root(Function function, double low, double high) {
  std::uintmax_t steps = 100;
  const auto [below, above] = boost::math::tools::toms748_solve(
      function, low, high, boost::math::tools::eps_tolerance<double>(50), steps, Quiet());
  return below + (above - below) / 2;
}

// The noncentrality with which a t test has the power.
double needed_noncentrality(double degrees, PowerOptions options) {
  const auto missing = [&](double noncentrality) {
    return noncentral_power(degrees, noncentrality, options.alpha) - options.power;
  };
  if (missing(0) >= 0) return 0;
  double high = 4;
  while (missing(high) <= 0 && high < 1e12) high *= 2;
  return root(missing, 0, high);
}

// n1 n2 / (n1 + n2), which the precision of a difference is proportional to.
double information(std::size_t n1, std::size_t n2) {
  const auto x = static_cast<double>(n1);
  const auto y = static_cast<double>(n2);
  return x * y / (x + y);
}

double degrees_of(std::size_t n1, std::size_t n2) { return static_cast<double>(n1 + n2) - 2; }

// The largest level <= alpha that the untied Mann-Whitney test can have, 0 where there is none.
double attained_level(std::size_t n1, std::size_t n2, double alpha) {
  if (smallest_p(n1, n2) > alpha) return 0;
  if (RankSumTables::work(n1, n2) > most_table_work) return alpha;
  RankSumTables tables;
  const auto table = tables.lower_tail(n1, n2);
  const auto beyond = std::ranges::upper_bound(table, alpha / 2 * (1 + 1e-12));
  return beyond == table.begin() ? 0 : 2 * *(beyond - 1);
}

}  // namespace

double noether_runs(double probability, PowerOptions options, double share) {
  if (!(probability >= 0 && probability <= 1) || !is_probability(share) || !are_sound(options)) {
    return nan;
  }
  const double z = both_quantiles(options);
  const double distance = probability - 0.5;
  return z * z / (12 * share * (1 - share) * distance * distance);
}

double noether_probability(std::size_t n1, std::size_t n2, PowerOptions options) {
  if (n1 == 0 || n2 == 0 || !are_sound(options)) return nan;
  return 0.5 + std::max(0.0, both_quantiles(options)) / std::sqrt(12 * information(n1, n2));
}

double t_test_power(TTest test, double n, double effect, double alpha) {
  if (!(n > 1) || std::isinf(n) || !(effect >= 0) || !is_probability(alpha)) return nan;
  const double sides = test == TTest::paired ? 1 : 2;
  return noncentral_power((n - 1) * sides, effect * std::sqrt(n / sides), alpha);
}

double t_test_runs(TTest test, double effect, PowerOptions options) {
  if (!(effect >= 0) || !are_sound(options)) return nan;
  const auto missing = [&](double log_n) {
    return t_test_power(test, std::exp(log_n), effect, options.alpha) - options.power;
  };
  const double low = std::log(2.0);
  const double high = std::log(largest_n);
  if (missing(low) >= 0) return 2;
  if (missing(high) <= 0) return infinity;
  return std::exp(root(missing, low, high));
}

double detectable_ratio(double noise, std::size_t n1, std::size_t n2, PowerOptions options) {
  if (!(noise >= 0) || !are_sound(options)) return nan;
  const double level = n1 == 0 || n2 == 0 ? 0 : attained_level(n1, n2, options.alpha);
  if (level == 0 || n1 + n2 < 3) return infinity;
  options.alpha = level;
  const double needed = needed_noncentrality(degrees_of(n1, n2), options);
  return std::exp(noise * needed / std::sqrt(3 / std::numbers::pi * information(n1, n2)));
}

double noether_detectable_ratio(double noise, std::size_t n1, std::size_t n2,
                                PowerOptions options) {
  if (!(noise >= 0) || !are_sound(options)) return nan;
  const double probability = n1 == 0 || n2 == 0 ? 1 : noether_probability(n1, n2, options);
  if (probability >= 1) return infinity;
  // P(X < Y) = Phi(d / sqrt 2) of normal X and Y, d standard deviations apart.
  return std::exp(noise * std::numbers::sqrt2 * normal_quantile(probability));
}

}  // namespace benchdiff::stats
