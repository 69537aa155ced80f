#include <benchdiff/stats/trend.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/give_back.h>
#include <benchdiff/stats/median.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Up to so many values comparing all pairs is quicker than merging.
constexpr std::size_t few = 48;

std::uint64_t pairs(std::size_t n) { return n < 2 ? 0 : std::uint64_t{n} * (n - 1) / 2; }

double variance_of_s(const Ranking& ranking) {
  const auto terms = [](std::size_t size) {
    const auto t = static_cast<double>(size);
    return t * (t - 1) * (2 * t + 5);
  };
  double sum = terms(ranking.size());
  for (const std::size_t equal : ranking.groups()) sum -= terms(equal);
  return sum / 18;
}

}  // namespace

std::uint64_t MannKendall::count_inversions(std::span<const double> ranks) {
  const std::size_t n = ranks.size();
  std::uint64_t count = 0;
  if (n <= few) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) count += ranks[i] > ranks[j] ? 1u : 0u;
    }
    return count;
  }
  merged_.assign(ranks.begin(), ranks.end());
  merging_.resize(n);
  for (std::size_t width = 1; width < n; width *= 2) {
    for (std::size_t begin = 0; begin < n; begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, n);
      const std::size_t end = std::min(begin + 2 * width, n);
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t out = begin; out < end; ++out) {
        if (right == end || (left < middle && merged_[left] <= merged_[right])) {
          merging_[out] = merged_[left++];
        } else {
          count += middle - left;
          merging_[out] = merged_[right++];
        }
      }
    }
    merged_.swap(merging_);
  }
  give_back(merged_);
  give_back(merging_);
  return count;
}

Trend MannKendall::operator()(std::span<const double> values) {
  if (std::ranges::any_of(values, [](double value) { return std::isnan(value); })) {
    return {.s = 0, .variance = nan, .z = nan, .p = nan, .exact = false};
  }
  ranking_.assign(values);
  return operator()(ranking_);
}

Trend MannKendall::operator()(const Ranking& ranking) {
  const std::size_t n = ranking.size();
  Trend trend{.s = 0, .variance = variance_of_s(ranking), .z = 0, .p = 1, .exact = true};
  if (ranking.groups().size() < 2) {
    trend.variance = 0;
    return trend;
  }
  std::uint64_t unequal = pairs(n);
  for (const std::size_t equal : ranking.groups()) unequal -= pairs(equal);
  const std::uint64_t falling = count_inversions(ranking.ranks());
  const std::uint64_t growing = unequal - falling;
  trend.s = static_cast<std::int64_t>(growing) - static_cast<std::int64_t>(falling);

  const double distance = std::max(0.0, std::abs(static_cast<double>(trend.s)) - 1);
  trend.z = (trend.s < 0 ? -1 : 1) * distance / std::sqrt(trend.variance);
  const bool ties = ranking.ties();
  trend.exact = n <= (ties ? std::min(limits_.tied, Inversions::most_tied) : limits_.untied);
  if (!trend.exact) {
    trend.p = normal_two_sided_p(trend.z);
  } else {
    const std::uint64_t fewer = std::min(growing, falling);
    const double tail =
        ties ? inversions_.lower_tail(ranking.groups(), fewer) : inversions_.lower_tail(n, fewer);
    trend.p = std::min(1.0, 2 * tail);
  }
  return trend;
}

Slope TheilSen::operator()(std::span<const double> values) {
  const std::size_t n = values.size();
  if (n < 2 || !all_finite(values)) {
    return {.per_run = nan, .relative = nan};
  }
  slopes_.clear();
  const auto add = [&](std::size_t i, std::size_t j) {
    slopes_.push_back((values[j] - values[i]) / static_cast<double>(j - i));
  };
  if (n <= most_complete) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) add(i, j);
    }
  } else {
    const std::size_t lag = n - n / 3;
    for (std::size_t i = 0; i + lag < n; ++i) add(i, i + lag);
  }
  const double per_run = median_in_place(slopes_);
  slopes_.assign(values.begin(), values.end());
  const double size = std::abs(median_in_place(slopes_));
  return {.per_run = per_run, .relative = size == 0 ? nan : per_run / size};
}

}  // namespace benchdiff::stats
