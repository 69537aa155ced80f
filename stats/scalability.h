#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// What the values of fit_scalability() are.
enum class ScalingMeasure {
  throughput,          ///< Operations a unit of time, of all threads together.
  time_per_operation,  ///< Wall time over the operations of all threads together, 1 / throughput.
};

/// A coefficient >= 0 with its interval; [0, infinity] where the data allow none.
struct Coefficient {
  double estimate, low, high;
};

/// Gunther's Universal Scalability Law, X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)).
struct Scalability {
  enum class Verdict {
    fitted,
    few_thread_counts,  ///< Fewer than three different ones.
    no_single_thread,   ///< Nothing is left for one thread: lambda would be infinite.
  };
  Verdict verdict;
  Coefficient lambda;      ///< Throughput of one thread, in the unit of throughput or 1 / time.
  Coefficient sigma;       ///< Contention: the share of an operation in which the others wait.
  Coefficient kappa;       ///< Coherence: what each pair of threads costs by keeping in step.
  double level;            ///< Coverage of the intervals where law and noise are as assumed.
  double peak;             ///< The N of most throughput, sqrt((1 - sigma) / kappa), at least 1.
  double peak_throughput;  ///< X there; lambda / sigma where throughput only nears it.
  double residual;         ///< Root mean square of log(value / fitted), by weight in the fit.
  std::size_t thread_counts, runs;  ///< Different thread counts and runs that were used.

  /// X(n), in the unit of lambda.
  [[nodiscard]] double throughput(double n) const;
};

/// Fits the law to a thread count and a value for every run, in any order, Gunther (2007).
///
/// N / X(N) is linear in 1, N - 1 and N (N - 1), so that fit_relative() applies: coefficients >= 0,
/// relative errors, outliers counting little. Every run counts alike. The intervals are from the
/// asymptotic covariance under Huber's loss (1973), by the delta method (log lambda, sigma, kappa)
/// and Student's t with runs - 3 degrees of freedom, cut at 0; they are about noise and not about a
/// law that doesn't hold, and where a coefficient is 0 only their upper ends mean something.
///
/// Runs whose count is not finite or < 1, or whose value is not finite or <= 0, are left out. Not
/// fitted gives NaN for all numbers but those of runs. Without coherence the peak is infinite; with
/// sigma >= 1 it is 1. Throughput that grows faster than N gives sigma = kappa = 0 and a residual.
/// Both spans have one length. O(runs), up to 100 times, and a sort.
[[nodiscard]] Scalability fit_scalability(std::span<const double> threads,
                                          std::span<const double> values, ScalingMeasure measure,
                                          double confidence = 0.95);

}  // namespace benchdiff::stats
