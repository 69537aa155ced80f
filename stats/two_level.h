#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/interval.h>

namespace benchdiff::stats {

/// How values vary within processes and from one process to the next, after Kalibera & Jones
/// (2013).
///
/// With as many values in every process these are their formulas. Otherwise every process has the
/// same weight whatever it holds: `mean` is the mean of the processes' means, s1_squared pools the
/// sums of squares, and `iterations` is the harmonic mean of the values a process, with which
/// t2_squared and design_effect stay what they are meant to be. What a side's values can't tell is
/// NaN.
struct TwoLevel {
  std::size_t values, processes;
  double iterations;
  double mean;        ///< In the unit of the values, the variances in its square.
  double s1_squared;  ///< The variance within processes. NaN if no process has two values.
  double s2_squared;  ///< The variance of the processes' means. NaN for one process.
  double t1_squared;  ///< What iterations vary by themselves: s1_squared.
  double t2_squared;  ///< What processes vary by: s2_squared - s1_squared / iterations, 0 at least.
  double icc;         ///< t2_squared / (t1_squared + t2_squared), of 0..1; 0 where nothing varies.
  /// How many times the variance of the mean is what it would be if all values were independent:
  /// 1 + (iterations - 1) icc with as many in every process. values / design_effect is how many
  /// independent values are worth as much.
  double design_effect;
};

/// Analyses values of any unit, process[i] being the process of values[i] by any number.
///
/// Nothing gives NaN; a NaN or an infinity makes all but the counts NaN; what overflows is infinite
/// or NaN. O(n log n).
[[nodiscard]] TwoLevel two_level(std::span<const double> values,
                                 std::span<const std::size_t> process);

/// The interval of the mean by Student's t on the processes' means, whose number less one are the
/// degrees of freedom. One process, variances that overflow, or a confidence >= 1 (or NaN), give
/// everything; 0 or less the mean alone. O(1).
[[nodiscard]] Interval two_level_interval(const TwoLevel& analysis, double confidence);

/// How many iterations a process give the narrowest interval of the mean for the time spent, when a
/// new process costs `process_cost` > 0 iterations: ceil(sqrt(process_cost t1_squared /
/// t2_squared)), 1 at least. Infinity where processes don't vary, 1 where nothing does, NaN where
/// that isn't known.
[[nodiscard]] double optimal_iterations(const TwoLevel& analysis, double process_cost);

enum class ProcessCenter { median, mean };

/// One value a process, in the order in which the processes first occur: independent runs for any
/// test. NaN for a process with a NaN. O(n log n).
[[nodiscard]] std::vector<double> by_process(std::span<const double> values,
                                             std::span<const std::size_t> process,
                                             ProcessCenter center = ProcessCenter::median);

struct TwoLevelChange {
  Change change;
  double p;   ///< Two-sided, of no change; 0 or 1 where no process differs from others of its side.
  double df;  ///< The degrees of freedom of Welch and Satterthwaite; NaN with p.
};

/// The change from x to y by Welch's (1947) t on the processes' means, so that it is the number of
/// processes that counts.
///
/// Where all values are > 0 it is the ratio of geometric means, from the means of logarithms;
/// otherwise the difference of means. A side with one process gives everything as the interval,
/// and so do differences whose squares overflow.
/// Processes that all have the same mean, on both sides, give an interval without width and no p.
/// No values on a side, a NaN or an infinity gives NaN within everything. A confidence >= 1 (or
/// NaN) gives everything as the interval, 0 or less the estimate alone. Scaling both sides by a
/// power of two changes no bit of a ratio; swapping them mirrors the answer, as far as rounding
/// does. O(n log n).
[[nodiscard]] TwoLevelChange two_level_change(std::span<const double> x,
                                              std::span<const std::size_t> process_x,
                                              std::span<const double> y,
                                              std::span<const std::size_t> process_y,
                                              double confidence);

}  // namespace benchdiff::stats
