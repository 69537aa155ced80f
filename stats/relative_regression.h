#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// A fit of value = sum of coefficient * term, where noise multiplies.
struct RelativeRegression {
  std::vector<double> coefficients;  ///< One for each column of terms, >= 0.
  std::vector<double> residuals;     ///< log(value / fitted), in the order of the values.
  double scale;     ///< Their standard deviation as the middle half of them has it.
  double residual;  ///< Their root mean square, outliers counting by their weight in the fit.
};

struct RegressionOptions {
  double tolerance = 1e-12;            ///< Steps end where no fitted value changes by more.
  std::span<const double> start = {};  ///< Coefficients >= 0 to go on from, if any are known.
};

/// The most columns that are fitted.
inline constexpr std::size_t most_terms = 3;

/// Fits coefficients >= 0 of given terms to positive values, so that outliers count little.
///
/// `terms` holds 1 to 3 columns of as many terms >= 0 as there are values, one column after the
/// other. Minimised is Huber's loss (1964) of log(value / fitted), so that 10 % off is the same at
/// 1 ns and at 1 s, by reweighted Gauss-Newton steps that halve until the loss falls; each step is
/// a least squares problem with coefficients >= 0. The scale is the median distance from 0, /
/// 0.6745. Multiplying values by a power of two multiplies coefficients and changes nothing else.
///
/// Nothing comes back where there is nothing to fit or no fit: no values, one that is not finite or
/// not > 0, a term that is not finite or < 0, a value all of whose terms are 0. Fewer values than
/// columns, or columns that depend on each other, give one of the fits that are equally good. The
/// steps end at `tolerance`, the relative change of what is fitted, or after 100 of them. O(n)
/// each.
[[nodiscard]] std::optional<RelativeRegression> fit_relative(std::span<const double> terms,
                                                             std::span<const double> values,
                                                             RegressionOptions options = {});

}  // namespace benchdiff::stats
