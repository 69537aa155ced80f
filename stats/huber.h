#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::stats {

/// Where Huber's loss turns from quadratic to linear, in standard deviations: 95 % of the precision
/// of least squares where noise is normal, and no outlier counts for more than this much.
inline constexpr double huber_turn = 1.345;

/// The weight in least squares of a residual of that many deviations: 1, or huber_turn / |z|.
[[nodiscard]] double huber_weight(double z);

/// Huber's loss (1964): z^2 / 2, and huber_turn (|z| - huber_turn / 2) beyond the turn.
[[nodiscard]] double huber_loss(double z);

/// The standard deviation of normal noise whose median distance from 0 is that of the residuals.
///
/// Of any order and unit; empty or any NaN gives NaN, an infinity counts as far away. O(n).
[[nodiscard]] double scale_around_zero(std::span<const double> residuals);

/// What takes the place of the noise's variance in the covariance v (X^T X)^-1 of coefficients
/// fitted by Huber's loss: K^2 (sum psi^2 / (n - p)) / (mean psi')^2 of Huber (1973), in the unit
/// of the residuals squared.
///
/// NaN where there are no more residuals than `coefficients`; 0 for a scale of 0. O(n).
[[nodiscard]] double huber_variance(std::span<const double> residuals, double scale,
                                    std::size_t coefficients);

}  // namespace benchdiff::stats
