#include <benchdiff/stats/resolution.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/median.h>
#include <benchdiff/stats/quartiles.h>

namespace benchdiff::stats {
namespace {

// As a part of the range: finer grids are of no concern.
constexpr double finest = 1e-6;

}  // namespace

void GridSearch::set_gaps(std::span<const double> sorted, double rounding) {
  values_ = sorted.size();
  offsets_.assign(1, 0);
  gaps_.clear();
  for (const double value : sorted) {
    const double offset = value - sorted[0];
    const double gap = offset - offsets_.back();
    if (gap <= rounding) continue;
    offsets_.push_back(offset);
    gaps_.push_back(gap);
  }
  std::ranges::sort(gaps_);
}

// The greatest common divisor of all gaps by Euclid's algorithm, as far as rounding lets it see.
double GridSearch::common_step(double tolerance) const {
  const double least = std::max(finest * offsets_.back(), 4 * tolerance);
  double step = gaps_[0];
  for (const double gap : gaps_) {
    double rest = gap - std::round(gap / step) * step;
    while (std::abs(rest) > least) {
      const double next = step - std::round(step / rest) * rest;
      step = std::abs(rest);
      rest = next;
    }
  }
  return step;
}

// The step that the offsets are multiples of, starting from a rough one, or 0. It also is 0 where
// chance would do the same: a value comes within the tolerance of some point of a grid with
// probability 2 tolerance / step, and there are about range / step grids to choose from.
double GridSearch::fitted_step(double step, double tolerance) const {
  double sum = 0;
  double multiples = 0;
  for (const double gap : gaps_) {
    sum += gap;
    multiples += std::round(gap / step);
    if (multiples > 0) step = sum / multiples;
  }
  for (const double offset : offsets_) {
    if (std::abs(offset - std::round(offset / step) * step) > tolerance) return 0;
  }
  const double chance =
      offsets_.back() / step * std::pow(2 * tolerance / step, static_cast<double>(values_) - 2);
  return chance < 1e-3 ? step : 0;
}

// Values that were printed to a unit may have been multiples of more than that before. Each is half
// a unit off at most, and so are the two that each one is compared with.
double GridSearch::coarser_step(double unit) const {
  const auto least = std::ranges::upper_bound(gaps_, 4 * unit);
  return least == gaps_.end() ? 0 : fitted_step(*least, 2 * unit);
}

Resolution GridSearch::operator()(std::span<const double> sorted) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Resolution result{.step = 0, .relative = nan, .distinct = 0, .typical_gap = 0, .coarse = false};
  const bool finite = all_finite(sorted);
  if (sorted.empty() || !finite || !std::isfinite(sorted.back() - sorted.front())) return result;

  const double size = std::max(std::abs(sorted.front()), std::abs(sorted.back()));
  const double rounding = 8 * std::numeric_limits<double>::epsilon() * size;
  set_gaps(sorted, rounding);
  result.distinct = offsets_.size();
  if (result.distinct == 1) return result;

  result.typical_gap = median(gaps_);
  result.step = fitted_step(common_step(rounding), rounding);
  if (result.step > 0) {
    if (const double coarser = coarser_step(result.step); coarser > 0) result.step = coarser;
  }
  const double middle = std::abs(median(sorted));
  if (middle > 0) result.relative = result.step / middle;
  const auto [low, high] = quartiles(sorted);
  // Quartiles are whole and quarter steps, and this is between two of those.
  result.coarse = high - low < (2 - 1.0 / 8) * result.step && 2 * result.distinct <= values_ + 1;
  return result;
}

}  // namespace benchdiff::stats
