#include <benchdiff/stats/relative_regression.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include <Eigen/QR>

#include <benchdiff/stats/huber.h>

namespace benchdiff::stats {
namespace {

constexpr int most_columns = static_cast<int>(most_terms);
using Vector = Eigen::VectorXd;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor,
                             Eigen::Dynamic, most_columns>;
using Coefficients = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, most_columns, 1>;

// Below this a residual is rounding, whose size says nothing.
constexpr double least_scale = 1e-12;

// The columns of a bit set, others left at 0. Columns have norm 1 or are 0.
Coefficients solve_with(const Matrix& columns, const Vector& target, unsigned set) {
  Matrix chosen(columns.rows(), columns.cols());
  std::array<Eigen::Index, most_terms> place{};
  Eigen::Index count = 0;
  for (Eigen::Index i = 0; i < columns.cols(); ++i) {
    if ((set >> i & 1U) == 0) continue;
    chosen.col(count) = columns.col(i);
    place[static_cast<std::size_t>(count++)] = i;
  }
  Coefficients solution = Coefficients::Zero(columns.cols());
  if (count == 0) return solution;
  const Coefficients part = chosen.leftCols(count).colPivHouseholderQr().solve(target);
  for (Eigen::Index i = 0; i < count; ++i) {
    solution(place[static_cast<std::size_t>(i)]) = part(i);
  }
  return solution;
}

// Least squares with coefficients >= 0. The solution is the best of those feasible ones that leave
// out some columns and solve for the others, and of three columns there are but eight such sets.
Coefficients nonnegative_least_squares(Matrix columns, const Vector& target) {
  Coefficients norms(columns.cols());
  for (Eigen::Index i = 0; i < columns.cols(); ++i) {
    norms(i) = columns.col(i).norm();
    if (norms(i) > 0) columns.col(i) /= norms(i);
  }
  const unsigned all = (1U << columns.cols()) - 1;
  Coefficients best = Coefficients::Zero(columns.cols());
  double least = target.squaredNorm();
  for (unsigned set = all; set > 0; --set) {
    const Coefficients solution = solve_with(columns, target, set);
    if (!(solution.minCoeff() >= 0)) continue;
    const double error = (columns * solution - target).squaredNorm();
    if (error < least) {
      least = error;
      best = solution;
    }
    if (set == all) break;  // nothing that leaves a column out is better
  }
  for (Eigen::Index i = 0; i < columns.cols(); ++i) {
    if (norms(i) > 0) best(i) /= norms(i);
  }
  return best;
}

Vector log_ratios(const Vector& values, const Vector& fitted) {
  return (values.array() / fitted.array()).log().matrix();
}

double scale_of(const Vector& residuals) {
  const std::span<const double> all(residuals.data(), static_cast<std::size_t>(residuals.size()));
  return std::max(scale_around_zero(all), least_scale);
}

double loss_of(const Vector& residuals, double scale) {
  double loss = 0;
  for (const double residual : residuals) loss += huber_loss(residual / scale);
  return loss;
}

Vector weights_of(const Vector& residuals, double scale) {
  return residuals.unaryExpr([scale](double r) { return huber_weight(r / scale); });
}

bool all_positive(const Vector& fitted) { return fitted.allFinite() && fitted.minCoeff() > 0; }

double mean_distance(const Matrix& terms, const Vector& values, const Coefficients& coefficients) {
  const Vector fitted = terms * coefficients;
  if (!all_positive(fitted)) return std::numeric_limits<double>::infinity();
  return log_ratios(values, fitted).cwiseAbs().mean();
}

// The rows of most leverage, of those that still have any.
std::vector<Eigen::Index> strongest_rows(const Matrix& rows) {
  constexpr std::size_t most_rows = 16;
  const auto norms = rows.colwise().squaredNorm().cwiseMax(std::numeric_limits<double>::min());
  const Vector leverage = rows.cwiseAbs2() * norms.cwiseInverse().transpose();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(rows.rows()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  const auto count = static_cast<std::ptrdiff_t>(std::min(most_rows, order.size()));
  std::partial_sort(order.begin(), order.begin() + count, order.end(),
                    [&](Eigen::Index a, Eigen::Index b) {
                      return leverage(a) != leverage(b) ? leverage(a) > leverage(b) : a < b;
                    });
  order.resize(static_cast<std::size_t>(count));
  return order;
}

// Least squares of the errors relative to the values, which is exact without noise. Values that are
// far too small pull hardest there, and from a fit through such a one Gauss and Newton may not find
// away: up to three rows are left out while that brings the others much nearer.
Coefficients start(const Matrix& terms, const Vector& values) {
  Matrix rows = values.cwiseInverse().asDiagonal() * terms;
  Vector target = Vector::Ones(values.size());
  Coefficients best = nonnegative_least_squares(rows, target);
  double least = mean_distance(terms, values, best);
  for (int pass = 0;
       pass < 3 && least > least_scale && target.sum() > static_cast<double>(terms.cols() + 1);
       ++pass) {
    const double before = least;
    Eigen::Index left_out = 0;
    for (const Eigen::Index row : strongest_rows(rows)) {
      Matrix others = rows;
      Vector ones = target;
      others.row(row).setZero();
      ones(row) = 0;
      const Coefficients next = nonnegative_least_squares(others, ones);
      const double distance = mean_distance(terms, values, next);
      if (distance < least) {
        least = distance;
        best = next;
        left_out = row;
      }
    }
    if (!(least < 0.9 * before)) break;
    rows.row(left_out).setZero();
    target(left_out) = 0;
  }
  if (std::isfinite(least)) return best;
  // A value whose only terms got nothing: every column gets a part.
  for (Eigen::Index i = 0; i < terms.cols(); ++i) {
    const double most = terms.col(i).cwiseQuotient(values).maxCoeff();
    best(i) = most > 0 ? 1 / most : 0;
  }
  return best;
}

// One Gauss-Newton step, shortened until the loss is no more, but for rounding: near the minimum
// that hides steps that still matter. False where no length does.
bool step(const Matrix& terms, const Vector& values, Coefficients& coefficients, Vector& fitted) {
  const Vector residuals = log_ratios(values, fitted);
  const double scale = scale_of(residuals);
  const Vector roots = weights_of(residuals, scale).cwiseSqrt();
  const Matrix columns = roots.cwiseQuotient(fitted).asDiagonal() * terms;
  const Vector target = roots.cwiseProduct(Vector::Ones(values.size()) + residuals);
  const Coefficients full = nonnegative_least_squares(columns, target);

  const double before = loss_of(residuals, scale);
  for (double length = 1; length > 1e-6; length /= 2) {
    const Coefficients next = coefficients + length * (full - coefficients);
    const Vector next_fitted = terms * next;
    if (!all_positive(next_fitted)) continue;
    if (loss_of(log_ratios(values, next_fitted), scale) <= before * (1 + 1e-13)) {
      coefficients = next;
      fitted = next_fitted;
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<RelativeRegression> fit_relative(std::span<const double> terms,
                                               std::span<const double> values,
                                               RegressionOptions options) {
  if (values.empty()) return std::nullopt;
  const std::size_t columns = terms.size() / values.size();
  assert(columns >= 1 && columns <= most_terms && terms.size() == columns * values.size());
  const auto rows = static_cast<Eigen::Index>(values.size());
  const Matrix x = Eigen::Map<const Matrix>(terms.data(), rows, static_cast<Eigen::Index>(columns));
  Vector y = Eigen::Map<const Vector>(values.data(), rows);
  if (!all_positive(y) || !x.allFinite() || x.minCoeff() < 0) return std::nullopt;
  // A power of two takes the unit out of the values without a rounding.
  const int exponent = std::ilogb(y.minCoeff()) / 2 + std::ilogb(y.maxCoeff()) / 2;
  y = y.unaryExpr([exponent](double value) { return std::scalbn(value, -exponent); });

  Coefficients coefficients(x.cols());
  if (options.start.size() == columns) {
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      coefficients(i) = std::scalbn(options.start[static_cast<std::size_t>(i)], -exponent);
    }
  }
  if (options.start.size() != columns || !all_positive(x * coefficients)) {
    coefficients = start(x, y);
  }
  Vector fitted = x * coefficients;
  if (!all_positive(fitted) || !all_positive(y)) return std::nullopt;
  for (int i = 0; i < 100; ++i) {
    const Vector before = fitted;
    if (!step(x, y, coefficients, fitted)) break;
    if ((fitted.cwiseQuotient(before).array() - 1).abs().maxCoeff() <= options.tolerance) break;
  }

  const Vector residuals = log_ratios(y, fitted);
  const double scale = scale_of(residuals);
  const Vector weights = weights_of(residuals, scale);
  RelativeRegression fit{.coefficients = {},
                         .residuals = std::vector<double>(residuals.begin(), residuals.end()),
                         .scale = scale,
                         .residual = std::sqrt(weights.dot(residuals.cwiseAbs2()) / weights.sum())};
  for (const double coefficient : coefficients) {
    fit.coefficients.push_back(std::scalbn(coefficient, exponent));
  }
  return fit;
}

}  // namespace benchdiff::stats
