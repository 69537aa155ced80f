#include <algorithm>
#include <cassert>
#include <vector>

#include <benchdiff/stats/arrangement_counts.h>
#include <benchdiff/stats/binomials.h>

namespace benchdiff::stats {
namespace {

using Sums = std::vector<std::int64_t>;

// The sums of all subsets with 0..m values, by size.
std::vector<Sums> sums_by_size(std::span<const std::int64_t> values, std::size_t m) {
  std::vector<Sums> sums(m + 1);
  for (std::size_t size = 0; size <= std::min(m, values.size()); ++size) {
    sums[size].reserve(static_cast<std::size_t>(choose(values.size(), size)));
  }
  sums[0].push_back(0);
  for (const std::int64_t value : values) {
    for (std::size_t size = m; size > 0; --size) {
      for (const std::int64_t sum : sums[size - 1]) sums[size].push_back(sum + value);
    }
  }
  return sums;
}

struct Pairs {
  std::uint64_t below = 0, within = 0;
};

// Counts the pairs of one sum of each list: the longer one is gone through, the shorter one sorted.
Pairs match(Sums& longer, Sums& shorter, std::int64_t low, std::int64_t high) {
  if (longer.size() < shorter.size()) std::swap(longer, shorter);
  std::ranges::sort(shorter);
  Pairs pairs;
  for (const std::int64_t sum : longer) {
    const auto first = std::ranges::lower_bound(shorter, low - sum);
    const auto last = std::upper_bound(first, shorter.end(), high - sum);
    pairs.below += static_cast<std::uint64_t>(first - shorter.begin());
    pairs.within += static_cast<std::uint64_t>(last - first);
  }
  return pairs;
}

// The m values at an end of the sorted ones have an extreme sum; so have those with others for the
// ones that equal `last`, the innermost of them.
double ways_to_extreme(std::span<const std::int64_t> all, std::span<const std::int64_t> at_end,
                       std::int64_t last) {
  return choose(static_cast<std::size_t>(std::ranges::count(all, last)),
                static_cast<std::size_t>(std::ranges::count(at_end, last)));
}

}  // namespace

double subset_sums_work(std::size_t n, std::size_t m) {
  double sums = 0;
  for (const std::size_t half : {n / 2, n - n / 2}) {
    for (std::size_t size = 0; size <= std::min(m, half) && sums < 1e18; ++size) {
      sums += choose(half, size);
    }
  }
  return sums;
}

ArrangementCounts count_subset_sums(std::span<const std::int64_t> sorted, std::size_t m,
                                    std::int64_t low, std::int64_t high) {
  assert(m >= 1 && m < sorted.size());
  auto first = sums_by_size(sorted.first(sorted.size() / 2), m);
  auto second = sums_by_size(sorted.subspan(sorted.size() / 2), m);
  Pairs pairs;
  for (std::size_t size = 0; size <= m; ++size) {
    const auto [below, within] = match(first[size], second[m - size], low, high);
    pairs.below += below;
    pairs.within += within;
  }
  const double all = choose(sorted.size(), m);
  const auto below = static_cast<double>(pairs.below);
  const auto within = static_cast<double>(pairs.within);
  const auto lowest = sorted.first(m);
  const auto highest = sorted.last(m);
  return {.below = below,
          .within = within,
          .above = all - below - within,
          .lowest = ways_to_extreme(sorted, lowest, lowest.back()),
          .highest = ways_to_extreme(sorted, highest, highest.front())};
}

}  // namespace benchdiff::stats
