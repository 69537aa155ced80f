#include <benchdiff/stats/distributions.h>

#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace benchdiff::stats {
namespace {

// NaN or infinity instead of exceptions.
using Silent = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;
using SilentStudentT = boost::math::students_t_distribution<double, Silent>;

// Without the detour over long double, which takes eight times as long.
using Fast =
    boost::math::policies::normalise<Silent, boost::math::policies::promote_double<false>>::type;
using FastStudentT = boost::math::students_t_distribution<double, Fast>;

}  // namespace

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normal_quantile(double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p);
}

double normal_two_sided_p(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double normal_two_sided_log_p(double z) {
  // Here p is 1e-283, and the series below is off by 1e-14 of its logarithm.
  constexpr double far_out = 36;
  z = std::abs(z);
  if (!(z > far_out)) return std::log(normal_two_sided_p(z));
  // The asymptotic series of Mills' ratio.
  const double w = 1 / (z * z);
  const double tail = std::log1p(-w * (1 - w * (3 - w * 15)));
  return -z * z / 2 + std::log(std::sqrt(2 / std::numbers::pi) / z) + tail;
}

double student_t_cdf(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return std::numeric_limits<double>::quiet_NaN();
  return boost::math::cdf(FastStudentT(df), t);
}

double student_t_two_sided_p(double t, double df) { return 2 * student_t_cdf(-std::abs(t), df); }

double student_t_quantile(double p, double df) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (!(p >= 0 && p <= 1) || !(df > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  return boost::math::quantile(SilentStudentT(df), p);
}

double fair_coin_cdf(std::size_t k, std::size_t n) {
  if (k >= n) return 1;
  return boost::math::ibeta(static_cast<double>(n - k), static_cast<double>(k) + 1, 0.5);
}

double binomial_cdf(std::size_t k, std::size_t n, double q) {
  if (k >= n) return 1;
  return boost::math::ibetac(static_cast<double>(k) + 1, static_cast<double>(n - k), q, Fast());
}

double chi_squared_upper(double x, double degrees) {
  if (std::isnan(x)) return x;
  if (x <= 0) return 1;
  return std::isinf(x) ? 0 : boost::math::gamma_q(degrees / 2, x / 2, Fast());
}

double symmetric_beta_cdf(double x, double shape) {
  if (std::isnan(x)) return x;
  if (x <= 0) return 0;
  return x >= 1 ? 1 : boost::math::ibeta(shape, shape, x, Fast());
}

}  // namespace benchdiff::stats
