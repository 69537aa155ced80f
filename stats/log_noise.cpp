#include <benchdiff/stats/log_noise.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include <benchdiff/stats/thinned.h>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double normal_upper_quartile = 0.6744897501960817;

// Up to so many pairs listing them is quicker than counting them.
constexpr std::size_t most_listed = 4096;

std::vector<double> sorted_logarithms(std::span<const double> values) {
  std::vector<double> logs(values.begin(), values.end());
  if (!std::ranges::is_sorted(logs)) std::ranges::sort(logs);
  std::vector<double> storage;
  if (const auto few = thinned(logs, most_values_for_noise, storage); few.size() < logs.size()) {
    logs.swap(storage);
  }
  for (double& value : logs) value = std::log(value);
  return logs;
}

void list_pairs(std::span<const double> sorted, std::vector<double>& distances) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t j = i + 1; j < sorted.size(); ++j) distances.push_back(sorted[j] - sorted[i]);
  }
}

std::size_t pairs_of(std::size_t n) { return n == 0 ? 0 : n * (n - 1) / 2; }

std::size_t pairs_within(std::span<const double> sorted, double distance) {
  std::size_t count = 0;
  std::size_t low = 0;
  for (std::size_t high = 0; high < sorted.size(); ++high) {
    while (sorted[high] - sorted[low] > distance) ++low;
    count += high - low;
  }
  return count;
}

// The distance of that rank among all within x and within y. Doubles >= 0 are in the order of their
// bits, so that halving those reaches it.
double distance_of_rank(std::span<const double> x, std::span<const double> y, std::size_t rank) {
  std::uint64_t low = 0;
  std::uint64_t high = std::bit_cast<std::uint64_t>(infinity);
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const auto distance = std::bit_cast<double>(middle);
    if (pairs_within(x, distance) + pairs_within(y, distance) >= rank) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return std::bit_cast<double>(low);
}

// The two distances in the middle of all, which are one for an odd number.
using Middle = std::pair<double, double>;

Middle middle_of_list(std::span<const double> x, std::span<const double> y) {
  std::vector<double> distances;
  distances.reserve(pairs_of(x.size()) + pairs_of(y.size()));
  list_pairs(x, distances);
  list_pairs(y, distances);
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  if (distances.size() % 2 == 1) return {*middle, *middle};
  return {*std::max_element(distances.begin(), middle), *middle};
}

Middle middle_by_counting(std::span<const double> x, std::span<const double> y, std::size_t pairs) {
  const double lower = distance_of_rank(x, y, (pairs + 1) / 2);
  return {lower, pairs % 2 == 1 ? lower : distance_of_rank(x, y, pairs / 2 + 1)};
}

}  // namespace

double log_noise(std::span<const double> x, std::span<const double> y) {
  const auto usable = [](double value) { return value > 0 && std::isfinite(value); };
  if (!std::ranges::all_of(x, usable) || !std::ranges::all_of(y, usable)) return nan;
  const std::vector<double> log_x = sorted_logarithms(x);
  const std::vector<double> log_y = sorted_logarithms(y);
  const std::size_t pairs = pairs_of(log_x.size()) + pairs_of(log_y.size());
  if (pairs == 0) return nan;
  const auto [lower, upper] =
      pairs <= most_listed ? middle_of_list(log_x, log_y) : middle_by_counting(log_x, log_y, pairs);
  // The median of |X - Y| of normals is sqrt(2) times their upper quartile.
  return (lower + upper) / 2 / (std::numbers::sqrt2 * normal_upper_quartile);
}

}  // namespace benchdiff::stats
