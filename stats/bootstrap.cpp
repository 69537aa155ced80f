#include <benchdiff/stats/bootstrap.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/quantile.h>
#include <benchdiff/stats/random.h>
#include <benchdiff/stats/resampling.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

using Array = Eigen::ArrayXd;
using Values = Eigen::Map<const Array>;

struct Ratio {
  static double of(double x, double y) { return y / x; }
  static Array of(const Values& x, const Values& y) { return y / x; }
  static double rounding(double x, double y) { return 4 * epsilon * (y / x); }
  // What a jackknife replicate adds to the change, on a scale that is symmetric in x and y.
  static double pull(double replicate, double whole) { return std::log(replicate / whole); }
  static constexpr double lowest = 0;
  static constexpr auto kind = Change::Kind::ratio;
};

struct Shift {
  static double of(double x, double y) { return y - x; }
  static Array of(const Values& x, const Values& y) { return y - x; }
  static double rounding(double x, double y) { return 4 * epsilon * (std::abs(x) + std::abs(y)); }
  static double pull(double replicate, double whole) { return replicate - whole; }
  static constexpr double lowest = -infinity;
  static constexpr auto kind = Change::Kind::shift;
};

// How probable changes below and above the observed one are, half of the tied in each.
struct Sides {
  double below, above;
};

// What of the bootstrap distribution the interval leaves out below and above.
struct Tails {
  double below, above;
};

// How many standard deviations a value is above the middle of the distribution; by the smaller of
// the two sides, so that swapping them negates it to the last bit.
double score(Sides sides) {
  return sides.below <= sides.above ? normal_quantile(sides.below) : -normal_quantile(sides.above);
}

Tails bca_tails(double bias, double acceleration, double confidence) {
  const double z = normal_quantile((1 - std::max(confidence, 0.0)) / 2);
  const auto corrected = [&](double from) {
    const double shift = bias + from;
    const double scale = 1 - acceleration * shift;
    if (scale <= 0) return std::copysign(infinity, shift);
    return bias + shift / scale;
  };
  return {.below = normal_cdf(corrected(z)), .above = normal_cdf(-corrected(-z))};
}

template <class Pair>
double acceleration_of(std::vector<double> x, double of_x, std::vector<double> y, double of_y) {
  for (double& replicate : x) replicate = Pair::pull(replicate, of_x);
  for (double& replicate : y) replicate = Pair::pull(replicate, of_y);
  return acceleration(y, x);
}

// Resampled changes of which each is as likely.
class DrawnChanges {
 public:
  explicit DrawnChanges(Array changes) : changes_(std::move(changes)) {}

  [[nodiscard]] Sides sides(double observed, double rounding) const {
    const auto count = static_cast<double>(changes_.size());
    const auto below = static_cast<double>((changes_ < observed - rounding).count());
    const auto above = static_cast<double>((changes_ > observed + rounding).count());
    const double tied = count - below - above;
    // What no resample has isn't impossible.
    const auto share = [&](double more) {
      return std::clamp((more + tied / 2) / count, 0.5 / count, 1 - 0.5 / count);
    };
    return {.below = share(below), .above = share(above)};
  }

  // The change that `tail` of the resamples lie below, and the one they lie above.
  [[nodiscard]] double from_below(double tail) { return at(rank(tail)); }
  [[nodiscard]] double from_above(double tail) { return at(changes_.size() - 1 - rank(tail)); }

 private:
  [[nodiscard]] Eigen::Index rank(double tail) const {
    const auto ranked = static_cast<Eigen::Index>(static_cast<double>(changes_.size() + 1) * tail);
    return std::clamp<Eigen::Index>(ranked - 1, 0, changes_.size() - 1);
  }
  [[nodiscard]] double at(Eigen::Index index) {
    double* const begin = changes_.data();
    std::nth_element(begin, begin + index, begin + changes_.size());
    return begin[index];
  }

  Array changes_;
};

// The changes between all outcomes of both sides, which are too many to list.
template <class Pair>
class WeighedChanges {
 public:
  WeighedChanges(const DiscreteDistribution& x, const DiscreteDistribution& y)
      : x_(x), y_(y), below_(y.values.size() + 1), from_(y.values.size() + 1) {
    const auto& weights = y.probabilities;
    std::partial_sum(weights.begin(), weights.end(), below_.begin() + 1);
    std::partial_sum(weights.rbegin(), weights.rend(), from_.rbegin() + 1);
  }

  [[nodiscard]] Sides sides(double observed, double rounding) const {
    const double up_to = at_most(observed + rounding);
    const double from = at_least(observed - rounding);
    const double tied = std::max(0.0, up_to + from - 1);
    return {.below = std::max(epsilon, up_to - tied / 2),
            .above = std::max(epsilon, from - tied / 2)};
  }

  // The smallest change with at least `tail` up to it, and the largest with as much from it on.
  [[nodiscard]] double from_below(double tail) const {
    return search(lowest(), highest(), [&](double change) { return at_most(change) >= tail; });
  }
  [[nodiscard]] double from_above(double tail) const {
    return search(highest(), lowest(), [&](double change) { return at_least(change) >= tail; });
  }

 private:
  [[nodiscard]] double lowest() const {
    return std::clamp(Pair::of(x_.values.back(), y_.values.front()), -largest, largest);
  }
  [[nodiscard]] double highest() const {
    return std::clamp(Pair::of(x_.values.front(), y_.values.back()), -largest, largest);
  }

  // Going up in x a change gets smaller, so one pass over y is enough.
  template <class Before>
  [[nodiscard]] double sum(const std::vector<double>& of_y, Before before) const {
    double result = 0;
    std::size_t j = 0;
    for (std::size_t i = 0; i < x_.values.size(); ++i) {
      while (j < y_.values.size() && before(Pair::of(x_.values[i], y_.values[j]))) ++j;
      result += x_.probabilities[i] * of_y[j];
    }
    return result;
  }
  [[nodiscard]] double at_most(double change) const {
    return sum(below_, [change](double other) { return other <= change; });
  }
  [[nodiscard]] double at_least(double change) const {
    return sum(from_, [change](double other) { return other < change; });
  }

  // The first double on the way from one to another that is enough, or the last.
  template <class Enough>
  static double search(double begin, double end, Enough enough) {
    if (enough(begin)) return begin;
    while (true) {
      const double middle = begin / 2 + end / 2;
      if (middle == begin || middle == end) return end;
      (enough(middle) ? end : begin) = middle;
    }
  }

  const DiscreteDistribution& x_;
  const DiscreteDistribution& y_;
  std::vector<double> below_, from_;  // the probability of y before an outcome, and from it on
};

// The level at which the interval ends where `score_of_none` is: bca_tails() the other way round.
double bca_p(double bias, double acceleration, double score_of_none) {
  const double shift = score_of_none - bias;
  const double scale = 1 + acceleration * shift;
  if (scale <= 0) return 0;
  return normal_two_sided_p(shift / scale - bias);
}

template <class Pair, class Changes>
BootstrapResult interval(Changes&& changes, double of_x, double of_y, double acceleration,
                         double confidence) {
  const double observed = Pair::of(of_x, of_y);
  const double rounding = Pair::rounding(of_x, of_y);
  const double bias = score(changes.sides(observed, rounding));
  const auto tails = bca_tails(bias, acceleration, confidence);
  constexpr double none = Pair::kind == Change::Kind::ratio ? 1 : 0;
  const double p = bca_p(bias, acceleration, score(changes.sides(none, rounding)));
  return {.change = {.estimate = observed,
                     .low = changes.from_below(tails.below),
                     .high = changes.from_above(tails.above),
                     .level = std::max(confidence, 0.0),
                     .kind = Pair::kind},
          .p = of_x == of_y ? 1 : p};
}

template <class Pair>
BootstrapResult everything(double estimate) {
  return {.change = {.estimate = estimate,
                     .low = Pair::lowest,
                     .high = infinity,
                     .level = 1,
                     .kind = Pair::kind},
          .p = std::isnan(estimate) ? estimate : 1};
}

template <class Pair>
BootstrapResult quantile_interval(std::span<const double> x, std::span<const double> y, double q,
                                  double confidence) {
  const double of_x = quantile(x, q);
  const double of_y = quantile(y, q);
  if (x.size() < 2 || y.size() < 2 || !(confidence < 1))
    return everything<Pair>(Pair::of(of_x, of_y));
  const auto resampled_x = resampled_quantile(x, q);
  const auto resampled_y = resampled_quantile(y, q);
  return interval<Pair>(
      WeighedChanges<Pair>(resampled_x, resampled_y), of_x, of_y,
      acceleration_of<Pair>(jackknife_quantiles(x, q), of_x, jackknife_quantiles(y, q), of_y),
      confidence);
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Values array_of(std::span<const double> values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

template <class Pair>
BootstrapResult mean_interval(std::span<const double> x, std::span<const double> y,
                              double confidence, std::size_t resamples, std::uint64_t seed) {
  const double of_x = mean(x);
  const double of_y = mean(y);
  const double observed = Pair::of(of_x, of_y);
  if (x.size() < 2 || y.size() < 2 || resamples == 0 || !(confidence < 1)) {
    return everything<Pair>(observed);
  }
  // The side that comes first draws first, so that swapping them swaps the resamples too.
  const bool x_first =
      x.size() != y.size() ? x.size() < y.size() : std::ranges::lexicographical_compare(x, y);
  Random random(seed);
  auto first = resampled_means(x_first ? x : y, resamples, random);
  auto second = resampled_means(x_first ? y : x, resamples, random);
  if (!x_first) std::swap(first, second);
  Array changes = Pair::of(array_of(first), array_of(second));
  changes = changes.isNaN().select(observed, changes);  // 0 / 0 by underflow, and no order
  return interval<Pair>(DrawnChanges(std::move(changes)), of_x, of_y,
                        acceleration_of<Pair>(jackknife_means(x), of_x, jackknife_means(y), of_y),
                        confidence);
}

// A factor that keeps the sums and the differences of both sides finite.
double scale_for_sums(std::span<const double> sorted_x, std::span<const double> sorted_y) {
  double sum = 0;
  for (const auto& side : {sorted_x, sorted_y}) {
    const double extreme = std::max(std::abs(side.front()), std::abs(side.back()));
    sum = std::max(sum, extreme * static_cast<double>(side.size()));
  }
  return sum < largest / 4 ? 1 : 0x1p-66;
}

template <class Pair>
BootstrapResult compare(std::vector<double> x, std::vector<double> y, double confidence,
                        const BootstrapOptions& options) {
  using Statistic = BootstrapOptions::Statistic;
  const bool means = options.statistic == Statistic::mean;
  const bool shift = Pair::kind == Change::Kind::shift;
  const std::uint64_t seed = means ? seed_of(x, y) : 0;
  const double scale = means || shift ? scale_for_sums(x, y) : 1;
  for (auto* side : {&x, &y}) {
    for (double& value : *side) value *= scale;
  }
  const double q = options.statistic == Statistic::median ? 0.5 : options.quantile;
  BootstrapResult result = means ? mean_interval<Pair>(x, y, confidence, options.resamples, seed)
                                 : quantile_interval<Pair>(x, y, q, confidence);
  if (shift) {
    for (double* end : {&result.change.estimate, &result.change.low, &result.change.high}) {
      *end /= scale;
    }
  }
  return result;
}

}  // namespace

BootstrapResult bca_bootstrap_test(std::span<const double> x, std::span<const double> y,
                                   double confidence, BootstrapOptions options) {
  const bool unknown_quantile = options.statistic == BootstrapOptions::Statistic::quantile &&
                                !(options.quantile >= 0 && options.quantile <= 1);
  if (x.empty() || y.empty() || !all_finite(x) || !all_finite(y) || unknown_quantile) {
    return everything<Shift>(std::numeric_limits<double>::quiet_NaN());
  }
  auto sorted_x = sorted_copy(x);
  auto sorted_y = sorted_copy(y);
  const bool positive = sorted_x.front() > 0 && sorted_y.front() > 0;
  return positive ? compare<Ratio>(std::move(sorted_x), std::move(sorted_y), confidence, options)
                  : compare<Shift>(std::move(sorted_x), std::move(sorted_y), confidence, options);
}

Change bca_bootstrap(std::span<const double> x, std::span<const double> y, double confidence,
                     BootstrapOptions options) {
  return bca_bootstrap_test(x, y, confidence, options).change;
}

}  // namespace benchdiff::stats
