#include <benchdiff/stats/log_noise.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

namespace benchdiff::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double normal_upper_quartile = 0.6744897501960817;

std::vector<double> sorted_logarithms(std::span<const double> values) {
  std::vector<double> logs;
  for (const double value : values) logs.push_back(std::log(value));
  std::ranges::sort(logs);
  return logs;
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

}  // namespace

double log_noise(std::span<const double> x, std::span<const double> y) {
  const auto usable = [](double value) { return value > 0 && std::isfinite(value); };
  if (!std::ranges::all_of(x, usable) || !std::ranges::all_of(y, usable)) return nan;
  const std::size_t pairs = pairs_of(x.size()) + pairs_of(y.size());
  if (pairs == 0) return nan;
  const std::vector<double> log_x = sorted_logarithms(x);
  const std::vector<double> log_y = sorted_logarithms(y);
  const double lower = distance_of_rank(log_x, log_y, (pairs + 1) / 2);
  const double upper = pairs % 2 == 1 ? lower : distance_of_rank(log_x, log_y, pairs / 2 + 1);
  // The median of |X - Y| of normals is sqrt(2) times their upper quartile.
  return (lower + upper) / 2 / (std::numbers::sqrt2 * normal_upper_quartile);
}

}  // namespace benchdiff::stats
