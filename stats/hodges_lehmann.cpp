#include <benchdiff/stats/hodges_lehmann.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/halving.h>
#include <benchdiff/stats/interval.h>
#include <benchdiff/stats/pairwise_change.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

// Past this, counting beats looking at every pair.
constexpr std::size_t most_listed_pairs = 50'000;

// A table for 158 values a side; what MannWhitney takes by default too.
constexpr double most_table_work = 4e6;

template <class Pair>
double smallest(std::span<const double> x, std::span<const double> y) {
  return Pair::of(x.back(), y.front());
}

template <class Pair>
double largest(std::span<const double> x, std::span<const double> y) {
  return Pair::of(x.front(), y.back());
}

// The changes by rank, given how to find the pair of a rank between two of its neighbours.
template <class Pair, class Find>
Change change_of(std::span<const double> x, std::span<const double> y, std::size_t k, Find find) {
  return change_by_rank<Pair>(x.size() * y.size(), k, smallest<Pair>(x, y), largest<Pair>(x, y),
                              find);
}

}  // namespace

Change HodgesLehmann::operator()(std::span<const double> sorted_x, std::span<const double> sorted_y,
                                 double confidence) {
  const bool usable =
      !sorted_x.empty() && !sorted_y.empty() && all_finite(sorted_x) && all_finite(sorted_y);
  if (!usable) return no_change_known();

  const auto [k, level] = cut(sorted_x.size(), sorted_y.size(), confidence);
  const bool positive = sorted_x.front() > 0 && sorted_y.front() > 0;
  Change change =
      positive ? by_pairs<Ratio>(sorted_x, sorted_y, k) : by_pairs<Shift>(sorted_x, sorted_y, k);
  change.level = level;
  return change;
}

template <class Pair>
Change HodgesLehmann::by_pairs(std::span<const double> x, std::span<const double> y,
                               std::size_t k) {
  if (x.size() > most_listed_pairs / y.size()) {
    return change_of<Pair>(x, y, k, [&](std::size_t rank, double low, double high) {
      return pair_selection_.at(Pair::kind, x, y, rank, low, high);
    });
  }

  pairs_.resize(x.size() * y.size());
  auto next = pairs_.begin();
  for (const double value : x) {
    next = std::transform(y.begin(), y.end(), next,
                          [value](double other) { return Pair::of(value, other); });
  }
  selection_.spread(pairs_, smallest<Pair>(x, y), largest<Pair>(x, y));
  return change_of<Pair>(x, y, k,
                         [&](std::size_t rank, double, double) { return selection_.at(rank - 1); });
}

Cut HodgesLehmann::cut(std::size_t n1, std::size_t n2, double confidence) {
  if (!(confidence < 1)) return {.k = 0, .level = 1};
  const double tail = error_of(confidence) / 2;
  const std::size_t most = (n1 * n2 + 1) / 2;

  if (RankSumTables::work(n1, n2) <= most_table_work) {
    const auto table = tables_.lower_tail(n1, n2);
    const auto held = std::ranges::upper_bound(table, tail) - table.begin();
    const std::size_t k = std::min(most, static_cast<std::size_t>(held));
    return {.k = k, .level = k == 0 ? 1 : std::max(0.0, 1 - 2 * table[k - 1])};
  }

  const double pairs = static_cast<double>(n1) * static_cast<double>(n2);
  const double deviation = std::sqrt(pairs / 12 * (static_cast<double>(n1 + n2) + 1));
  return normal_cut(pairs / 2, deviation, most, tail);
}

Change hodges_lehmann(std::span<const double> x, std::span<const double> y, double confidence) {
  return HodgesLehmann()(sorted_copy(x), sorted_copy(y), confidence);
}

}  // namespace benchdiff::stats
