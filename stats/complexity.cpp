#include <benchdiff/stats/complexity.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <benchdiff/stats/median.h>
#include <benchdiff/stats/relative_regression.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t most_folds = 16;

// What predicts better than this is exact, and what is left is rounding.
constexpr double exact = 1e-9;

constexpr double worst_residual = 0.5;
constexpr double doubtful_residual = 0.2;

// One point for each size, in ascending order.
struct Points {
  std::vector<double> sizes, values;
  std::size_t runs = 0;

  [[nodiscard]] std::size_t count() const { return sizes.size(); }
  void add(double size, double value) {
    sizes.push_back(size);
    values.push_back(value);
  }
};

Points medians_by_size(std::span<const double> sizes, std::span<const double> values) {
  std::vector<std::pair<double, double>> runs;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool usable =
        sizes[i] >= 1 && values[i] > 0 && std::isfinite(sizes[i]) && std::isfinite(values[i]);
    if (usable) runs.emplace_back(sizes[i], values[i]);
  }
  std::ranges::sort(runs);

  Points points;
  points.runs = runs.size();
  std::vector<double> same;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    same.push_back(runs[i].second);
    if (i + 1 < runs.size() && runs[i + 1].first == runs[i].first) continue;
    points.add(runs[i].first, median(same));
    same.clear();
  }
  return points;
}

double value_at(const GrowthFit& fit, double size) {
  return fit.coefficient * growth_at(fit.growth, size) + fit.constant;
}

GrowthFit fit_growth(Growth growth, const Points& points, bool constant,
                     RegressionOptions regression = {}) {
  std::vector<double> terms;
  for (const double size : points.sizes) terms.push_back(growth_at(growth, size));
  constant = constant && growth != Growth::constant;
  if (constant) terms.resize(2 * points.count(), 1);
  GrowthFit result{.growth = growth,
                   .coefficient = nan,
                   .constant = nan,
                   .residual = nan,
                   .prediction_error = nan,
                   .plausible = false};
  if (const auto fit = fit_relative(terms, points.values, regression)) {
    result.coefficient = fit->coefficients[0];
    result.constant = constant ? fit->coefficients[1] : 0;
    result.residual = fit->residual;
  }
  return result;
}

// The mean |log(value / predicted)| where predict(rest) is a function made from the other sizes.
template <class Predict>
double prediction_error(const Points& points, Predict predict) {
  if (points.count() < 3) return nan;
  const std::size_t folds = std::min(points.count(), most_folds);
  double sum = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Points rest;
    for (std::size_t i = 0; i < points.count(); ++i) {
      if (i % folds != fold) rest.add(points.sizes[i], points.values[i]);
    }
    const auto predicted = predict(rest);
    for (std::size_t i = fold; i < points.count(); i += folds) {
      sum += std::abs(std::log(points.values[i] / predicted(points.sizes[i])));
    }
  }
  const double error = sum / static_cast<double>(points.count());
  return error < exact ? exact : error;
}

double growth_error(const GrowthFit& whole, const Points& points, bool constant) {
  std::vector<double> start{whole.coefficient};
  if (constant && whole.growth != Growth::constant) start.push_back(whole.constant);
  return prediction_error(points, [&](const Points& rest) {
    const auto fit = fit_growth(whole.growth, rest, constant, {.tolerance = 1e-4, .start = start});
    return [fit](double size) { return value_at(fit, size); };
  });
}

double power_law_error(const Points& points) {
  return prediction_error(points, [](const Points& rest) {
    const auto law = fit_power_law(rest.sizes, rest.values);
    return [law](double size) { return law ? law->factor * std::pow(size, law->exponent) : nan; };
  });
}

// Whether an error is so much larger than another that chance will hardly have done it.
bool clearly_larger(double error, double other, std::size_t sizes) {
  const double ratio = std::max(1.1, std::exp(3 / static_cast<double>(sizes)));
  return !(error <= ratio * other);
}

// By how much a fit grows from the first size to the last, as a share.
double growth_of(const GrowthFit& fit, const Points& points) {
  return value_at(fit, points.sizes.back()) / value_at(fit, points.sizes.front()) - 1;
}

const GrowthFit& best_predictor(const Complexity& complexity) {
  const auto error = [](const GrowthFit& fit) {
    return std::isnan(fit.prediction_error) ? infinity : fit.prediction_error;
  };
  return *std::ranges::min_element(complexity.candidates, {}, error);
}

bool fits(const GrowthFit& fit, const Points& points) {
  if (!(fit.residual <= worst_residual)) return false;
  return fit.residual <= doubtful_residual ||
         !clearly_larger(fit.prediction_error, power_law_error(points), points.count());
}

void name_best(Complexity& complexity, const Points& points, double flat) {
  const GrowthFit& best = best_predictor(complexity);
  const double least = best.prediction_error;
  bool all_flat = true;
  std::size_t plausible = 0;
  for (GrowthFit& fit : complexity.candidates) {
    fit.plausible = !clearly_larger(fit.prediction_error, least, points.count());
    if (!fit.plausible) continue;
    ++plausible;
    all_flat = all_flat && growth_of(fit, points) <= flat;
  }
  const GrowthFit& constant = complexity.candidates.front();
  const bool level = constant.plausible && all_flat;
  if (!fits(level ? constant : best, points)) {
    complexity.verdict = Complexity::Verdict::none_fits;
  } else if (level || plausible == 1) {
    complexity.verdict = Complexity::Verdict::clear;
    complexity.best = level ? Growth::constant : best.growth;
  } else {
    complexity.verdict = Complexity::Verdict::alike;
  }
}

}  // namespace

double growth_at(Growth growth, double n) {
  switch (growth) {
    case Growth::constant:
      return 1;
    case Growth::logarithmic:
      return std::log2(n);
    case Growth::square_root:
      return std::sqrt(n);
    case Growth::linear:
      return n;
    case Growth::linearithmic:
      return n * std::log2(n);
    case Growth::quadratic:
      return n * n;
    case Growth::cubic:
      return n * n * n;
  }
  return nan;
}

Complexity fit_complexity(std::span<const double> sizes, std::span<const double> values,
                          ComplexityOptions options) {
  assert(sizes.size() == values.size());
  const Points points = medians_by_size(sizes, values);
  Complexity complexity{.best = std::nullopt,
                        .verdict = Complexity::Verdict::few_sizes,
                        .candidates = {},
                        .power_law = fit_power_law(points.sizes, points.values, options.confidence),
                        .sizes = points.count(),
                        .runs = points.runs};
  for (std::size_t i = 0; i < growths; ++i) {
    const auto growth = static_cast<Growth>(i);
    GrowthFit& fit = complexity.candidates[i];
    fit = fit_growth(growth, points, options.constant);
    if (!std::isnan(fit.coefficient)) {
      fit.prediction_error = growth_error(fit, points, options.constant);
    }
  }
  if (points.count() >= fewest_sizes) name_best(complexity, points, options.flat);
  return complexity;
}

}  // namespace benchdiff::stats
