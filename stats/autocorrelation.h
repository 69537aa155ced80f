#pragma once

#include <cstddef>
#include <span>

#include <benchdiff/stats/ranking.h>

namespace benchdiff::stats {

// Values are in run order. Of constant ones, and with a NaN or an infinity among them, the
// correlations, their test and von Neumann's ratio are NaN. Scaling by a power of two changes
// nothing as long as no value becomes subnormal.

/// The correlation of values with those 1, 2, ... runs later, one for each place in `lags`.
///
/// With the sums over all n values in the denominator (Box & Jenkins), so it is biased towards 0.
/// NaN from lag n on. O(n lags).
void autocorrelations(std::span<const double> values, std::span<double> lags);

/// The same for one lag >= 1.
[[nodiscard]] double autocorrelation(std::span<const double> values, std::size_t lag);

/// Whether the correlations at the first lags are more than chance.
struct LjungBox {
  double q;          ///< n (n + 2) sum of r_k^2 / (n - k)
  double p;          ///< By chi squared with as many degrees of freedom as lags.
  std::size_t lags;  ///< How many were taken.
};

/// The portmanteau test of Ljung & Box (1978); p needs some 20 normal values to be right.
///
/// `lags` from n on are left out; without any, q = 0 and p = 1. O(n lags).
[[nodiscard]] LjungBox ljung_box(std::span<const double> values, std::size_t lags);

/// The sum of squares of successive differences over that of deviations from the mean.
///
/// Von Neumann (1941): near 2 for independent values, near 2 (1 - r_1) for others, so towards 0
/// where neighbours are alike and towards 4 where they alternate. Fewer than two values give NaN.
[[nodiscard]] double von_neumann_ratio(std::span<const double> values);

/// Whether neighbours are alike, whatever the distribution of the values.
struct RankVonNeumann {
  double ratio;  ///< Von Neumann's ratio of the ranks, 2 on average.
  double p;      ///< One-sided: that it is so small by chance.
};

/// The rank version of von Neumann's ratio, Bartels (1982).
///
/// p is from a beta distribution with the mean and the variance that the ratio has over all orders
/// of the observed midranks, with a correction for continuity. From 10 values on, at most
/// half of them equal, it is on the safe side at p = 0.01, by less than half without ties.
/// Fewer than 4 values, constant ones or a NaN give NaN; infinities are values like others. O(n) of
/// a ranking, O(n log n) of values.
[[nodiscard]] RankVonNeumann rank_von_neumann(const Ranking& ranking);
[[nodiscard]] RankVonNeumann rank_von_neumann(std::span<const double> values);

/// Stretches of values on one side of the median.
struct RunsAboutMedian {
  std::size_t runs;
  std::size_t above, below;  ///< Values; those that equal the median count for neither.
  double expected;           ///< Runs there are on average in random order; NaN without values.
  double p;                  ///< Two-sided, 2 min(P(R <= runs), P(R >= runs)) and at most 1.
};

/// The runs test about the median, Wald & Wolfowitz (1940): few runs where neighbours are alike.
///
/// p is exact up to 1000 values beside the median, beyond from the normal approximation; it is 1
/// with all values on one side or at the median. A NaN gives no runs, and NaN. O(n log n).
[[nodiscard]] RunsAboutMedian runs_about_median(std::span<const double> values);

/// How many independent values n of a lag-1 correlation are worth: n (1 - rho) / (1 + rho).
///
/// Bayley & Hammersley (1946), for a first-order autoregression and large n. At most n, as for a
/// correlation of 0 or less; 0 at 1 or above; NaN for NaN.
[[nodiscard]] double effective_size(std::size_t n, double rho);

}  // namespace benchdiff::stats
