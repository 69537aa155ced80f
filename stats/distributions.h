#pragma once

#include <cstddef>

namespace benchdiff::stats {

/// P(Z <= z) of the standard normal, without loss of digits in the lower tail.
[[nodiscard]] double normal_cdf(double z);

/// The z with P(Z <= z) = p; -infinity at 0, infinity at 1, NaN outside [0, 1] or for NaN.
[[nodiscard]] double normal_quantile(double p);

/// P(|Z| >= |z|), the same for z and -z, and not 0 before z is some 38.
[[nodiscard]] double normal_two_sided_p(double z);

/// The natural logarithm of normal_two_sided_p(z), which stays right where that is no double.
[[nodiscard]] double normal_two_sided_log_p(double z);

/// P(T <= t) of Student's t with df > 0 degrees of freedom, without loss of digits in the lower
/// tail; NaN for other df or a NaN.
[[nodiscard]] double student_t_cdf(double t, double df);

/// P(|T| >= |t|), the same for t and -t.
[[nodiscard]] double student_t_two_sided_p(double t, double df);

/// The t with P(T <= t) = p; infinite at 0 and 1, NaN for p outside [0, 1], df <= 0 or a NaN.
[[nodiscard]] double student_t_quantile(double p, double df);

/// P(B <= k) of a fair coin's heads in n throws; k >= n gives 1. By the incomplete beta function.
[[nodiscard]] double fair_coin_cdf(std::size_t k, std::size_t n);

/// P(B <= k) of n throws that each succeed with probability q in [0, 1]; k >= n gives 1. The lower
/// tail loses no digits.
[[nodiscard]] double binomial_cdf(std::size_t k, std::size_t n, double q);

/// P(X >= x) of chi squared with that many degrees of freedom; 1 at 0 or less, NaN for NaN.
[[nodiscard]] double chi_squared_upper(double x, double degrees);

/// P(B <= x) of the beta distribution with both shapes the same, > 0; NaN for NaN.
[[nodiscard]] double symmetric_beta_cdf(double x, double shape);

}  // namespace benchdiff::stats
