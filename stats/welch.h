#pragma once

#include <span>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/interval.h>

namespace benchdiff::stats {

struct WelchResult {
  double mean_x, mean_y;          ///< In the unit of the values.
  double variance_x, variance_y;  ///< Unbiased, in the unit squared.
  double difference;              ///< mean_y - mean_x, from more digits than these two hold.
  double standard_error;          ///< Of the difference.
  double t;                       ///< -difference / standard_error: negative where x is smaller.
  double df;                      ///< Degrees of freedom, min(n1, n2) - 1 at least.
  double p;                       ///< Two-sided.
  double p_less;                  ///< One-sided: small where x tends to be smaller than y.
  double p_greater;               ///< One-sided: small where x tends to be larger than y.
  Interval interval;              ///< Of the difference.
  bool degenerate;                ///< Neither side varies: no t, p is 1 for equal means, else 0.
};

/// Welch's t-test of two samples of any order, Welch (1947), with the degrees of freedom of
/// Satterthwaite (1946); for means of values that are not too far from normal.
///
/// Values are taken as deviations from the first of their sample, so that what differs in the last
/// digits only is tested by those digits, and constant values have a variance of exactly 0. Where
/// neither side varies t is infinite, or NaN of equal means, df is NaN and the interval is the
/// difference alone. An empty side or one value gives a mean if it can, no p (NaN) and everything
/// as interval; so does a NaN or an infinity, without a mean. A confidence >= 1 (or NaN) gives
/// everything, 0 or less the difference alone. A mean, variance or difference may overflow, t and p
/// don't. Swapping the sides mirrors the answer. O(n1 + n2).
[[nodiscard]] WelchResult welch(std::span<const double> x, std::span<const double> y,
                                double confidence = 0.95);

/// The same test of the natural logarithms of the values: means, variances and interval are theirs.
///
/// A value <= 0 on a side gives what NaN does.
[[nodiscard]] WelchResult welch_of_logs(std::span<const double> x, std::span<const double> y,
                                        double confidence = 0.95);

/// The ratio of the geometric means, y to x, with the interval of welch_of_logs().
///
/// Where this has no p the interval is (0, infinity), and the estimate NaN for an empty side, a
/// NaN, an infinity or a value <= 0.
[[nodiscard]] Change welch_ratio(std::span<const double> x, std::span<const double> y,
                                 double confidence = 0.95);

}  // namespace benchdiff::stats
