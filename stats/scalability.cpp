#include <benchdiff/stats/scalability.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

#include <Eigen/QR>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/huber.h>
#include <benchdiff/stats/relative_regression.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t coefficients = 3;

// N and N / X, which is what is linear in the coefficients.
struct Runs {
  std::vector<double> threads, costs;
};

Runs usable_runs(std::span<const double> threads, std::span<const double> values,
                 ScalingMeasure measure) {
  Runs runs;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    const double n = threads[i];
    const double cost = measure == ScalingMeasure::throughput ? n / values[i] : n * values[i];
    const bool usable = n >= 1 && std::isfinite(n) && values[i] > 0 && std::isfinite(values[i]) &&
                        std::isfinite(cost) && cost > 0;
    if (!usable) continue;
    runs.threads.push_back(n);
    runs.costs.push_back(cost);
  }
  return runs;
}

std::size_t count_different(std::vector<double> values) {
  std::ranges::sort(values);
  return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

std::vector<double> terms_of(std::span<const double> threads) {
  std::vector<double> terms(threads.size(), 1);
  for (const double n : threads) terms.push_back(n - 1);
  for (const double n : threads) terms.push_back(n * (n - 1));
  return terms;
}

// The standard errors of log lambda, sigma and kappa. In the costs' coefficients c, relative to the
// first, these are -log c0, c1 / c0 and c2 / c0.
Eigen::Vector3d standard_errors(std::span<const double> terms, const Runs& runs,
                                const RelativeRegression& fit) {
  const auto rows = static_cast<Eigen::Index>(runs.costs.size());
  const double first = fit.coefficients[0];
  Eigen::MatrixX3d derivatives =
      Eigen::Map<const Eigen::MatrixX3d>(terms.data(), rows, Eigen::Index{coefficients});
  for (Eigen::Index i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    // c0 / fitted, where fitted = cost / exp(residual)
    derivatives.row(i) *= first / runs.costs[at] * std::exp(fit.residuals[at]);
  }
  const Eigen::Vector3d norms = derivatives.colwise().norm();
  derivatives *= norms.cwiseInverse().asDiagonal();
  const Eigen::HouseholderQR<Eigen::MatrixX3d> qr(derivatives);
  const Eigen::Matrix3d r = qr.matrixQR().topRows<3>().triangularView<Eigen::Upper>();
  // The covariance of c / c0 is v (X^T X)^-1 = v S S^T with S as follows.
  Eigen::Matrix3d roots =
      norms.cwiseInverse().asDiagonal() *
      r.triangularView<Eigen::Upper>().solve(Eigen::Matrix3d(Eigen::Matrix3d::Identity()));
  // c1 / c0 moves with c1, and against c0 in proportion to itself.
  for (Eigen::Index k = 1; k < 3; ++k) {
    const double share = fit.coefficients[static_cast<std::size_t>(k)] / first;
    roots.row(k) -= share * roots.row(0);
  }
  const double variance = huber_variance(fit.residuals, fit.scale, coefficients);
  return std::sqrt(variance) * roots.rowwise().norm();
}

void set_peak(Scalability& law) {
  const double sigma = law.sigma.estimate;
  const double kappa = law.kappa.estimate;
  if (sigma >= 1) {
    law.peak = 1;
  } else {
    law.peak = kappa > 0 ? std::max(1.0, std::sqrt((1 - sigma) / kappa)) : infinity;
  }
  law.peak_throughput =
      std::isinf(law.peak) ? law.lambda.estimate / sigma : law.throughput(law.peak);
}

Coefficient cut_at_nothing(double estimate, double half) {
  if (!std::isfinite(half)) return {estimate, 0, infinity};
  return {estimate, std::max(0.0, estimate - half), estimate + half};
}

}  // namespace

double Scalability::throughput(double n) const {
  return lambda.estimate * n / (1 + sigma.estimate * (n - 1) + kappa.estimate * n * (n - 1));
}

Scalability fit_scalability(std::span<const double> threads, std::span<const double> values,
                            ScalingMeasure measure, double confidence) {
  assert(threads.size() == values.size());
  const Runs runs = usable_runs(threads, values, measure);
  constexpr Coefficient none{nan, nan, nan};
  Scalability law{.verdict = Scalability::Verdict::few_thread_counts,
                  .lambda = none,
                  .sigma = none,
                  .kappa = none,
                  .level = nan,
                  .peak = nan,
                  .peak_throughput = nan,
                  .residual = nan,
                  .thread_counts = count_different(runs.threads),
                  .runs = runs.costs.size()};
  if (law.thread_counts < coefficients) return law;
  const std::vector<double> terms = terms_of(runs.threads);
  const auto fit = fit_relative(terms, runs.costs);
  law.verdict = Scalability::Verdict::no_single_thread;
  if (!fit) return law;
  const double lambda = 1 / fit->coefficients[0];
  const double sigma = fit->coefficients[1] / fit->coefficients[0];
  const double kappa = fit->coefficients[2] / fit->coefficients[0];
  if (!std::isfinite(lambda) || !std::isfinite(sigma) || !std::isfinite(kappa)) return law;

  law.verdict = Scalability::Verdict::fitted;
  law.residual = fit->residual;
  law.lambda = {lambda, 0, infinity};
  law.sigma = {sigma, 0, infinity};
  law.kappa = {kappa, 0, infinity};
  law.level = 1;
  set_peak(law);
  if (law.runs <= coefficients || !(confidence < 1)) return law;

  law.level = std::max(confidence, 0.0);
  const auto degrees = static_cast<double>(law.runs - coefficients);
  const double t = -student_t_quantile((1 - law.level) / 2, degrees);
  const Eigen::Vector3d half = t * standard_errors(terms, runs, *fit);
  if (std::isfinite(half(0))) {
    law.lambda = {lambda, lambda * std::exp(-half(0)), lambda * std::exp(half(0))};
  }
  law.sigma = cut_at_nothing(sigma, half(1));
  law.kappa = cut_at_nothing(kappa, half(2));
  return law;
}

}  // namespace benchdiff::stats
