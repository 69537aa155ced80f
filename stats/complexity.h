#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include <benchdiff/stats/power_law.h>

namespace benchdiff::stats {

/// How a measure may grow with the size n of a problem.
enum class Growth {
  constant,      ///< O(1)
  logarithmic,   ///< O(log n)
  square_root,   ///< O(sqrt n)
  linear,        ///< O(n)
  linearithmic,  ///< O(n log n)
  quadratic,     ///< O(n^2)
  cubic,         ///< O(n^3)
};
inline constexpr std::size_t growths = 7;

/// f(n): 1, log2 n, sqrt n, n, n log2 n, n^2, n^3. For n >= 1; overflow gives infinity. O(1).
[[nodiscard]] double growth_at(Growth growth, double n);

/// value = coefficient * f(n) + constant.
struct GrowthFit {
  Growth growth;
  double coefficient;  ///< In the unit of the values; of O(1), the value. NaN without a fit.
  double constant;     ///< The same, for what does not grow; 0 for O(1).
  double residual;     ///< The root mean square of log(value / fitted), by weight in the fit.
  /// The mean |log(value / predicted)| of sizes that were left out; NaN below three sizes.
  double prediction_error;
  bool plausible;  ///< Not told apart from the one that predicts best.
};

struct ComplexityOptions {
  bool constant = true;      ///< Fit a constant besides the growth, as every call costs something.
  double confidence = 0.95;  ///< Of the exponent's interval.
  double flat = 0.15;        ///< What grows by less over all sizes may as well be O(1).
};

struct Complexity {
  enum class Verdict {
    clear,      ///< One growth is named.
    few_sizes,  ///< Fewer than fewest_sizes different sizes.
    alike,      ///< Several predict equally well; see which are plausible.
    none_fits,  ///< None predicts well; the exponent may tell more.
  };
  std::optional<Growth> best;
  Verdict verdict;
  std::array<GrowthFit, growths> candidates;  ///< In the order of Growth.
  std::optional<PowerLaw> power_law;          ///< Through the medians of the sizes.
  std::size_t sizes, runs;                    ///< Different sizes and runs that were used.
};

/// With fewer different sizes no growth is named.
inline constexpr std::size_t fewest_sizes = 4;

/// How values grow with sizes, given one of each for every run, in any order.
///
/// Each size is reduced to the median of its runs. To these every candidate is fitted by
/// fit_relative(), coefficient and constant >= 0: relative errors, so that small sizes count as
/// much as large ones, and Huber's loss, so that one odd size counts little. (Google Benchmark fits
/// one coefficient by least squares to the values as they are, where the largest size decides
/// nearly alone, a cost per call makes the growth look lower, and noise alone decides between
/// neighbours: the smallest residual is always named.)
///
/// What is named is what predicts best the sizes that were left out of its fit, Stone (1974), each
/// size once; beyond 16 sizes, every 16th at a time. As errors of such predictions have tails
/// heavier than normal, they are compared by their mean |log|, which is Laplace's likelihood:
/// another candidate is plausible while the log of the ratio of the two errors is at most 3 / sizes
/// (Akaike's criterion differs by less than 6), or 10 % are between them. O(1) is named where it is
/// plausible and none of the plausible others grows by more than `flat`. A growth is not named
/// where its residual is > 0.5, or > 0.2 while a power law predicts clearly better.
///
/// Runs with a size that is not finite or < 1, or a value that is not finite or <= 0, are left out.
/// Constant values are O(1); values that fall as sizes grow are O(1) or none. Both spans have one
/// length. Scaling values by a power of two scales coefficients and constants only, to the bit.
/// O(runs log runs), and for each of up to 17 subsets of k sizes some hundred times O(k).
[[nodiscard]] Complexity fit_complexity(std::span<const double> sizes,
                                        std::span<const double> values,
                                        ComplexityOptions options = {});

}  // namespace benchdiff::stats
