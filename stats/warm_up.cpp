#include <benchdiff/stats/warm_up.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <benchdiff/stats/finite.h>

namespace benchdiff::stats {

// Of the numbers of runs that were apart in the samples before, leaves those that are in this one.
void WarmUpTest::leave_apart(std::span<const double> values, bool above) {
  const double sign = above ? 1 : -1;
  rest_.resize(apart_.size());
  double largest = sign * values.back();
  for (std::size_t i = values.size(); i-- > 1;) {
    largest = std::max(largest, sign * values[i]);
    if (i < rest_.size()) rest_[i] = largest;
  }
  double least = sign * values[0];
  for (std::size_t k = 1; k < apart_.size(); ++k) {
    least = std::min(least, sign * values[k - 1]);
    if (!(least > rest_[k])) apart_[k] = 0;
  }
}

WarmUp WarmUpTest::test(std::span<const std::span<const double>> samples) {
  WarmUp result{.runs = 0, .p = 1, .above = false};
  std::size_t most = samples[0].size() / 4;
  for (const auto values : samples) {
    most = std::min(most, values.size() / 4);
    if (has_nan(values)) return result;
  }
  if (most == 0) return result;

  for (const bool above : {true, false}) {
    apart_.assign(most + 1, 1);
    for (const auto values : samples) leave_apart(values, above);
    for (std::size_t k = result.runs + 1; k <= most; ++k) {
      if (apart_[k] != 0) result = {.runs = k, .p = 1, .above = above};
    }
  }
  if (result.runs == 0) return result;

  // 1 / C(n, k) from that of k - 1, for each sample.
  double chance = 1;
  double sum = 0;
  for (std::size_t k = 1; k <= most; ++k) {
    for (const auto values : samples) {
      chance *= static_cast<double>(k) / static_cast<double>(values.size() - k + 1);
    }
    if (k >= result.runs) sum += chance;
  }
  result.p = std::min(1.0, 2 * sum);
  return result;
}

WarmUp WarmUpTest::operator()(std::span<const double> values) { return test(std::array{values}); }

WarmUp WarmUpTest::operator()(std::span<const double> x, std::span<const double> y) {
  return test(std::array{x, y});
}

}  // namespace benchdiff::stats
