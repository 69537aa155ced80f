#pragma once

#include <cstddef>

namespace benchdiff::stats {

/// How sure one wants to be: of not seeing what isn't there, and of seeing what is.
struct PowerOptions {
  double alpha = 0.05;  ///< Of the two-sided test.
  double power = 0.8;
};

/// The values in all with which the Mann-Whitney test finds P(X < Y) = probability, `share` of them
/// on one side: (z_(1-alpha/2) + z_power)^2 / (12 s (1 - s) (P - 1/2)^2), Noether (1987).
///
/// A count, not rounded. Infinity for a probability of 1/2, NaN for what is no probability, for a
/// share outside (0, 1) and for alpha or power outside (0, 1). Good near 1/2, too many far from it.
/// O(1).
[[nodiscard]] double noether_runs(double probability, PowerOptions options = {},
                                  double share = 0.5);

/// The inverse: the P(X < Y) > 1/2 that samples of n1 and n2 find; 1 and more is beyond any. O(1).
[[nodiscard]] double noether_probability(std::size_t n1, std::size_t n2, PowerOptions options = {});

/// A t test of normal samples.
enum class TTest {
  two_sample,  ///< Of n values a side, noise alike.
  paired,      ///< Of n differences.
};

/// P(a t test is significant in the direction of the effect, |mean difference| / noise's
/// deviation).
///
/// 1 - F(t_(1-alpha/2); ncp = effect sqrt(n / 2), or sqrt(n) for pairs) of the noncentral t, Cohen
/// (1988); significance in the wrong direction is not counted, as in R's power.t.test(strict =
/// FALSE). n may be a fraction; n <= 1, NaN, an infinite n, a negative effect or alpha outside (0,
/// 1) gives NaN, an infinite effect 1. O(1), some microseconds.
[[nodiscard]] double t_test_power(TTest test, double n, double effect, double alpha = 0.05);

/// The n, not rounded and at least 2, with which a t test has the power; infinity beyond 1e7, where
/// an effect of 0 ends. NaN as above. O(1), some 40 times t_test_power().
[[nodiscard]] double t_test_runs(TTest test, double effect, PowerOptions options = {});

/// The smallest ratio > 1 that the Mann-Whitney test of n1 and n2 runs finds, where logarithms have
/// normal noise of that standard deviation, see log_noise(). A ratio and its inverse are found
/// alike.
///
/// exp(noise d), d the effect that a two-sample t test would find if every effect counted
/// sqrt(3 / pi), which is what ranks leave of it in normal noise, Hodges & Lehmann (1956), at the
/// largest level <= alpha that p can reach; within 6 % of d as simulated from 4 runs a side up.
/// Infinity where no p reaches alpha or one side is empty, NaN for noise that is NaN or < 0, or for
/// alpha or power outside (0, 1); no noise gives 1. O(1) and the table of the null while that takes
/// no more than 1e5 additions; for larger samples alpha itself is near enough.
[[nodiscard]] double detectable_ratio(double noise, std::size_t n1, std::size_t n2,
                                      PowerOptions options = {});

/// The same by noether_probability(): exp(noise sqrt(2) z_P), for it asks for no more than P(X <
/// Y). Larger, as Noether's approximation asks for too much far from 1/2: infinity up to 5 a side.
/// O(1).
[[nodiscard]] double noether_detectable_ratio(double noise, std::size_t n1, std::size_t n2,
                                              PowerOptions options = {});

}  // namespace benchdiff::stats
