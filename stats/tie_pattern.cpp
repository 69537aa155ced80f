#include <benchdiff/stats/tie_pattern.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/binomials.h>

namespace benchdiff::stats {
namespace {

double log_choose(std::size_t n, std::size_t k) {
  double sum = 0;
  for (std::size_t i = 1; i <= std::min(k, n - k); ++i) {
    sum += std::log(static_cast<double>(n - i + 1) / static_cast<double>(i));
  }
  return sum;
}

// The probability that the first `size` of n values, in the order of their groups, make up one
// side.
double first_together(std::span<const std::size_t> groups, std::size_t n, std::size_t size) {
  std::size_t left = size;
  auto group = groups.begin();
  for (; left > *group; ++group) left -= *group;
  const double all = choose(n, size);
  if (std::isfinite(all)) return choose(*group, left) / all;
  return std::exp(log_choose(*group, left) - log_choose(n, size));
}

}  // namespace

std::uint64_t pool(std::span<const double> x, std::span<const double> y,
                   std::vector<std::size_t>& groups) {
  groups.clear();
  groups.reserve(x.size() + y.size());
  std::uint64_t twice_u = 0;
  std::uint64_t y_below = 0;
  each_tie_group(x, y, [&](std::size_t in_x, std::size_t in_y) {
    twice_u += in_x * (2 * y_below + in_y);
    y_below += in_y;
    groups.push_back(in_x + in_y);
  });
  return twice_u;
}

double rank_sum_variance(const TiePattern& ties) {
  const auto n1 = static_cast<double>(ties.n1);
  const auto n2 = static_cast<double>(ties.n2);
  const double n = n1 + n2;
  double tied = 0;
  for (const std::size_t group : ties.groups) {
    const auto t = static_cast<double>(group);
    tied += t * t * t - t;
  }
  return n1 * n2 / 12 * (n + 1 - tied / (n * (n - 1)));
}

ExtremeChances extreme_chances(const TiePattern& ties) {
  // x has the largest values where y has the smallest.
  const std::size_t n = ties.n1 + ties.n2;
  return {.lowest = first_together(ties.groups, n, ties.n1),
          .highest = first_together(ties.groups, n, ties.n2)};
}

}  // namespace benchdiff::stats
