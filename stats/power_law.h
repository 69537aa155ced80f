#pragma once

#include <optional>
#include <span>

namespace benchdiff::stats {

/// value = factor * size^exponent.
struct PowerLaw {
  double exponent, low, high;  ///< With its interval, everything where two sizes leave no doubt.
  double level;                ///< Of the interval; 1 for everything.
  double factor;               ///< In the unit of the values.
  double residual;  ///< The root mean square of log(value / fitted), by weight in the fit.
};

/// Fits the exponent with which values grow with a size: the slope in the plane of logarithms.
///
/// By Huber's loss (1964), its scale the median distance from 0, / 0.6745, so that an outlier
/// counts little; the interval from the coefficient's asymptotic variance (Huber 1973) and
/// Student's t with n - 2 degrees of freedom: about so much noise where the law holds, not about
/// other laws. Points count alike, so give one for each size where runs of one size share their
/// error.
///
/// Points whose size or value is not finite or not > 0 are left out; fewer than two different sizes
/// among the rest give nothing, exactly two points an interval of everything, as does a confidence
/// >= 1 (or NaN). Constant values give the exponent 0. Both spans have one length. O(n), up to 100
/// times.
[[nodiscard]] std::optional<PowerLaw> fit_power_law(std::span<const double> sizes,
                                                    std::span<const double> values,
                                                    double confidence = 0.95);

}  // namespace benchdiff::stats
