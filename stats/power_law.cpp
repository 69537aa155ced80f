#include <benchdiff/stats/power_law.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/huber.h>

namespace benchdiff::stats {
namespace {

// Below this a residual is rounding, whose size says nothing.
constexpr double least_scale = 1e-12;

// y = middle_y + slope (x - middle_x).
struct Line {
  double middle_x, middle_y, slope;
  double squares;  // of the distances from middle_x, by weight
};

Line weighted_line(std::span<const double> x, std::span<const double> y,
                   std::span<const double> weights) {
  double sum = 0;
  double middle_x = 0;
  double middle_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += weights[i];
    middle_x += weights[i] * (x[i] - middle_x) / sum;
    middle_y += weights[i] * (y[i] - middle_y) / sum;
  }
  double products = 0;
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    products += weights[i] * (x[i] - middle_x) * (y[i] - middle_y);
    squares += weights[i] * (x[i] - middle_x) * (x[i] - middle_x);
  }
  return {middle_x, middle_y, products / squares, squares};
}

void residuals_of(const Line& line, std::span<const double> x, std::span<const double> y,
                  std::span<double> residuals) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    residuals[i] = y[i] - (line.middle_y + line.slope * (x[i] - line.middle_x));
  }
}

struct Points {
  std::vector<double> x, y;

  [[nodiscard]] bool has_a_slope() const {
    return !x.empty() && std::ranges::any_of(x, [this](double at) { return at != x.front(); });
  }
};

Points logarithms(std::span<const double> sizes, std::span<const double> values) {
  Points points;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool usable =
        sizes[i] > 0 && values[i] > 0 && std::isfinite(sizes[i]) && std::isfinite(values[i]);
    if (!usable) continue;
    points.x.push_back(std::log(sizes[i]));
    points.y.push_back(std::log(values[i]));
  }
  return points;
}

// Half the length of the slope's interval.
double half_width(const Points& points, std::span<const double> residuals, double scale,
                  double confidence) {
  const std::size_t n = points.x.size();
  if (n < 3 || !(confidence < 1)) return std::numeric_limits<double>::infinity();
  const std::vector<double> ones(n, 1);
  const double variance = huber_variance(residuals, scale, 2);
  const double squares = weighted_line(points.x, points.y, ones).squares;
  const double tail = (1 - std::max(confidence, 0.0)) / 2;
  return -student_t_quantile(tail, static_cast<double>(n - 2)) * std::sqrt(variance / squares);
}

}  // namespace

std::optional<PowerLaw> fit_power_law(std::span<const double> sizes, std::span<const double> values,
                                      double confidence) {
  assert(sizes.size() == values.size());
  const Points points = logarithms(sizes, values);
  if (!points.has_a_slope()) return std::nullopt;

  const std::size_t n = points.x.size();
  std::vector<double> weights(n, 1);
  std::vector<double> residuals(n);
  double scale = least_scale;
  Line line = weighted_line(points.x, points.y, weights);
  for (int i = 0; i < 100; ++i) {
    residuals_of(line, points.x, points.y, residuals);
    scale = std::max(scale_around_zero(residuals), least_scale);
    std::ranges::transform(residuals, weights.begin(),
                           [scale](double r) { return huber_weight(r / scale); });
    const Line next = weighted_line(points.x, points.y, weights);
    if (!std::isfinite(next.slope)) break;
    const double change = std::abs(next.slope - line.slope) +
                          std::abs(next.middle_y - line.middle_y) +
                          std::abs(next.middle_x - line.middle_x);
    line = next;
    if (change <= 1e-13) break;
  }
  residuals_of(line, points.x, points.y, residuals);

  const double half = half_width(points, residuals, scale, confidence);
  double squares = 0;
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    squares += weights[i] * residuals[i] * residuals[i];
    sum += weights[i];
  }
  return PowerLaw{.exponent = line.slope,
                  .low = line.slope - half,
                  .high = line.slope + half,
                  .level = std::isinf(half) ? 1 : std::max(confidence, 0.0),
                  .factor = std::exp(line.middle_y - line.slope * line.middle_x),
                  .residual = std::sqrt(squares / sum)};
}

}  // namespace benchdiff::stats
