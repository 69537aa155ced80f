#include <benchdiff/stats/resampling.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include <Eigen/Core>
#include <boost/math/special_functions/gamma.hpp>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/quantile.h>

namespace benchdiff::stats {
namespace {

using Values = Eigen::Map<const Eigen::ArrayXd>;

constexpr double least_probability = 1e-18;

Values array_of(std::span<const double> values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

// Value by value, as Eigen's sum depends on where in memory they begin.
double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double log_choose(double n, double k) {
  return boost::math::lgamma(n + 1) - boost::math::lgamma(k + 1) - boost::math::lgamma(n - k + 1);
}

// Of n draws of 0..n-1 the one of 0-based rank `rank` in order, and the next one.
class OrderStatisticDraws {
 public:
  OrderStatisticDraws(std::size_t n, std::size_t rank)
      : n_(static_cast<double>(n)),
        lower_(static_cast<double>(rank + 1)),
        upper_(n_ - lower_),
        log_ways_(log_choose(n_, lower_)) {
    // Ten standard deviations, and where those are short some 40 draws, leave nothing out.
    const double reach = 10 * std::sqrt(lower_ / n_ * upper_) + 45;
    begin_ = static_cast<std::size_t>(std::max(0.0, lower_ - reach));
    end_ = std::min(n, static_cast<std::size_t>(lower_ + reach));
    double up_to = begin_ == 0 ? 0 : at_most(begin_ - 1);
    for (std::size_t draw = begin_; draw < end_; ++draw) {
      const double next = at_most(draw);
      probabilities_.push_back(std::max(0.0, next - up_to));
      up_to = next;
    }
  }

  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] double probability(std::size_t draw) const { return probabilities_[draw - begin_]; }

  // The probability of `draw` and a later one next: the lower ones are <= draw with one equal, the
  // upper ones >= next with one equal.
  [[nodiscard]] double probability(std::size_t draw, std::size_t next) const {
    const auto j = static_cast<double>(draw);
    const auto above = n_ - static_cast<double>(next);
    return std::exp(log_ways_ + log_step(j + 1, lower_) + log_step(above, upper_));
  }

  // The probability of `draw` and the same one next: what is left by all the later ones.
  [[nodiscard]] double probability_of_both(std::size_t draw) const {
    const auto j = static_cast<double>(draw);
    const double later =
        std::exp(log_ways_ + log_step(j + 1, lower_) + upper_ * std::log((n_ - j - 1) / n_));
    return std::max(0.0, probability(draw) - later);
  }

 private:
  // P(the one of the rank <= draw): enough draws are.
  [[nodiscard]] double at_most(std::size_t draw) const {
    const auto n = static_cast<std::size_t>(n_);
    return 1 - binomial_cdf(static_cast<std::size_t>(lower_) - 1, n,
                            static_cast<double>(draw + 1) / n_);
  }

  // log of (up / n)^power - ((up - 1) / n)^power.
  [[nodiscard]] double log_step(double up, double power) const {
    return power * std::log(up / n_) + std::log1p(-std::exp(power * std::log((up - 1) / up)));
  }

  double n_, lower_, upper_, log_ways_;
  std::size_t begin_, end_;
  std::vector<double> probabilities_;
};

DiscreteDistribution in_order(std::vector<std::pair<double, double>> outcomes) {
  std::ranges::sort(outcomes);
  DiscreteDistribution result;
  result.values.reserve(outcomes.size());
  result.probabilities.reserve(outcomes.size());
  for (const auto& [value, probability] : outcomes) {
    result.values.push_back(value);
    result.probabilities.push_back(probability);
  }
  return result;
}

struct Moments {
  double second, third;
};

// Sums of what each value pulls its statistic by.
Moments pulls(std::span<const double> replicates) {
  if (replicates.empty()) return {.second = 0, .third = 0};
  const auto n = static_cast<double>(replicates.size());
  const Eigen::ArrayXd pull = (mean_of(replicates) - array_of(replicates)) * ((n - 1) / n);
  return {.second = pull.square().sum(), .third = pull.cube().sum()};
}

}  // namespace

std::vector<double> resampled_means(std::span<const double> values, std::size_t count,
                                    Random& random) {
  if (values.empty()) return std::vector<double>(count, std::nan(""));
  const auto n = static_cast<double>(values.size());
  std::vector<std::uint32_t> draws(values.size());
  std::vector<double> means(count);
  for (double& mean : means) {
    random.fill_below(static_cast<std::uint32_t>(values.size()), draws);
    double sum = draws.size() % 2 == 0 ? 0 : values[draws.back()];
    double other = 0;  // so that an addition need not wait for the one before
    for (std::size_t i = 0; i + 1 < draws.size(); i += 2) {
      sum += values[draws[i]];
      other += values[draws[i + 1]];
    }
    mean = (sum + other) / n;
  }
  return means;
}

DiscreteDistribution resampled_quantile(std::span<const double> sorted, double q) {
  assert(!sorted.empty() && q >= 0 && q <= 1);
  const auto [rank, fraction] = quantile_rank(sorted.size(), q);
  const OrderStatisticDraws draws(sorted.size(), rank);
  std::vector<std::pair<double, double>> outcomes;
  const auto add = [&](double value, double probability) {
    if (probability >= least_probability) outcomes.emplace_back(value, probability);
  };
  for (std::size_t draw = draws.begin(); draw < draws.end(); ++draw) {
    if (fraction == 0) {
      add(sorted[draw], draws.probability(draw));
      continue;
    }
    add(sorted[draw], draws.probability_of_both(draw));
    for (std::size_t next = draw + 1; next < sorted.size(); ++next) {
      const double probability = draws.probability(draw, next);
      if (probability < least_probability) break;  // and less from here on
      add(between(sorted[draw], sorted[next], fraction), probability);
    }
  }
  return in_order(std::move(outcomes));
}

std::vector<double> jackknife_means(std::span<const double> values) {
  assert(values.size() >= 2);
  std::vector<double> result(values.size());
  const auto others = static_cast<double>(values.size() - 1);
  // From the mean, so that little is lost where the values differ by little.
  const double mean = mean_of(values);
  Eigen::Map<Eigen::ArrayXd>(result.data(), static_cast<Eigen::Index>(result.size())) =
      mean + (mean - array_of(values)) / others;
  return result;
}

std::vector<double> jackknife_quantiles(std::span<const double> sorted, double q) {
  assert(sorted.size() >= 2);
  const auto [rank, fraction] = quantile_rank(sorted.size() - 1, q);
  std::vector<double> result(sorted.size());
  for (std::size_t left_out = 0; left_out < sorted.size(); ++left_out) {
    const auto value = [&](std::size_t i) { return sorted[i < left_out ? i : i + 1]; };
    result[left_out] =
        fraction == 0 ? value(rank) : between(value(rank), value(rank + 1), fraction);
  }
  return result;
}

double acceleration(std::span<const double> replicates, std::span<const double> less) {
  const Moments plus = pulls(replicates);
  const Moments minus = pulls(less);
  const double second = plus.second + minus.second;
  const double result = (plus.third - minus.third) / (6 * second * std::sqrt(second));
  return std::isfinite(result) ? result : 0;
}

}  // namespace benchdiff::stats
