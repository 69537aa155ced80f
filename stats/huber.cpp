#include <benchdiff/stats/huber.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/stats/median.h>

namespace benchdiff::stats {
namespace {

constexpr double normal_upper_quartile = 0.6744897501960817;

}  // namespace

double huber_weight(double z) {
  const double distance = std::abs(z);
  return distance <= huber_turn ? 1 : huber_turn / distance;
}

double huber_loss(double z) {
  const double distance = std::abs(z);
  return distance <= huber_turn ? z * z / 2 : huber_turn * (distance - huber_turn / 2);
}

double scale_around_zero(std::span<const double> residuals) {
  std::vector<double> distances(residuals.size());
  std::ranges::transform(residuals, distances.begin(), [](double r) { return std::abs(r); });
  const auto is_nan = [](double distance) { return std::isnan(distance); };
  if (distances.empty() || std::ranges::any_of(distances, is_nan)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const auto upper = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::ranges::nth_element(distances, upper);
  const double below =
      distances.size() % 2 == 1 ? *upper : *std::max_element(distances.begin(), upper);
  return median(std::vector{below, *upper}) / normal_upper_quartile;
}

double huber_variance(std::span<const double> residuals, double scale, std::size_t coefficients) {
  const std::size_t count = residuals.size();
  if (count <= coefficients) return std::numeric_limits<double>::quiet_NaN();
  if (scale == 0) return 0;
  const auto n = static_cast<double>(count);
  const auto p = static_cast<double>(coefficients);
  double squares = 0;
  double inside = 0;  // psi' is 1 for these and 0 for the others
  for (const double residual : residuals) {
    const double z = residual / scale;
    const double psi = z * huber_weight(z);
    squares += psi * psi;
    inside += std::abs(z) <= huber_turn ? 1 : 0;
  }
  const double share = inside / n;
  // The variance of psi' over n - 1, as the sample's.
  const double spread = n * share * (1 - share) / (n - 1);
  const double correction = 1 + p * spread / (n * share * share);
  const double ratio = correction * scale / share;
  return ratio * ratio * squares / (n - p);
}

}  // namespace benchdiff::stats
