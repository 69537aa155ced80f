#include <benchdiff/stats/signed_rank.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <benchdiff/stats/cut.h>
#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/halving.h>
#include <benchdiff/stats/interval.h>
#include <benchdiff/stats/paired_changes.h>
#include <benchdiff/stats/pairwise_change.h>

namespace benchdiff::stats {
namespace {

// 2^n counts of signs still fit a double.
constexpr std::size_t most_values = 1023;

// What SignedRankLimits has for a p, here for a table.
constexpr double most_table_work = 4e6;

// The additions that count_sums() takes.
double work_for(std::span<const std::uint64_t> ranks, std::uint64_t limit) {
  double work = 1;
  std::uint64_t reach = 0;
  for (const auto rank : ranks) {
    reach = std::min(limit, reach + rank);
    work += static_cast<double>(reach) + 1;
  }
  return work;
}

// In how many ways some of the ranks add up to 0, 1, ..., limit. Ascending ranks take least work.
std::vector<double> count_sums(std::span<const std::uint64_t> ranks, std::uint64_t limit) {
  std::vector<double> ways(limit + 1, 0.0);
  ways[0] = 1;
  std::uint64_t reach = 0;
  for (const auto rank : ranks) {
    reach = std::min(limit, reach + rank);
    for (auto sum = reach; sum >= rank && sum > 0; --sum) ways[sum] += ways[sum - rank];
  }
  return ways;
}

// The ranks of |d|, doubled for midranks to be whole numbers, and what those of d > 0 add up to.
struct DoubledRanks {
  std::vector<std::uint64_t> ranks;  // in ascending order
  std::uint64_t positive = 0;
  std::uint64_t total = 0;
  bool ties = false;
};

DoubledRanks rank(std::span<const double> differences) {
  std::vector<double> sorted;
  sorted.reserve(differences.size());
  std::ranges::copy_if(differences, std::back_inserter(sorted), [](double d) { return d != 0; });
  std::ranges::sort(sorted, {}, [](double d) { return std::abs(d); });

  DoubledRanks result;
  result.ranks.reserve(sorted.size());
  for (std::size_t begin = 0; begin < sorted.size();) {
    auto end = begin;
    std::uint64_t positive = 0;
    while (end < sorted.size() && std::abs(sorted[end]) == std::abs(sorted[begin])) {
      if (sorted[end++] > 0) ++positive;
    }
    const std::uint64_t midrank = begin + end + 1;
    result.ranks.insert(result.ranks.end(), end - begin, midrank);
    result.positive += positive * midrank;
    result.ties = result.ties || end - begin > 1;
    begin = end;
  }
  const std::uint64_t n = sorted.size();
  result.total = n * (n + 1);
  return result;
}

struct Tails {
  double lower, upper;  // P(V <= v), P(V >= v)
};

// V is symmetric, so both tails come from its lower half: `lower` and `upper` at v are each other's
// at total - v.
Tails exact_tails(std::span<const std::uint64_t> ranks, std::uint64_t v) {
  const auto ways = count_sums(ranks, v);
  const double below = std::accumulate(ways.begin(), ways.end() - 1, 0.0);
  const auto signs = -static_cast<int>(ranks.size());
  return {.lower = std::ldexp(below + ways.back(), signs), .upper = 1 - std::ldexp(below, signs)};
}

// The variance of V is a quarter of the sum of squared midranks, which is Lehmann's (1975, 3.12)
// correction for ties; ranks here are doubled.
Tails normal_tails(std::span<const std::uint64_t> ranks, double distance) {
  double squares = 0;
  for (const auto rank : ranks) squares += static_cast<double>(rank) * static_cast<double>(rank);
  const double deviation = std::sqrt(squares) / 4;
  return {.lower = normal_cdf((-distance + 0.5) / deviation),
          .upper = normal_cdf((distance + 0.5) / deviation)};
}

void test_ranks(const DoubledRanks& doubled, SignedRankLimits limits, SignedRankResult& result) {
  const auto mirrored = doubled.total - doubled.positive;
  const auto smaller = std::min(doubled.positive, mirrored);
  // The ranks have 2 in common without ties, and more where few values are different.
  const auto common = std::accumulate(doubled.ranks.begin(), doubled.ranks.end(), std::uint64_t{0},
                                      [](auto a, auto b) { return std::gcd(a, b); });
  const double distance = static_cast<double>(doubled.total) / 4 - static_cast<double>(smaller) / 2;
  std::vector<std::uint64_t> ranks = doubled.ranks;
  for (auto& rank : ranks) rank /= common;

  result.exact = ranks.size() <= most_values && work_for(ranks, smaller / common) <= limits.work;
  const Tails tails =
      result.exact ? exact_tails(ranks, smaller / common) : normal_tails(doubled.ranks, distance);
  const bool half_way = doubled.positive == mirrored;
  const bool low = doubled.positive <= mirrored;
  result.p = std::min(1.0, 2 * tails.lower);
  result.p_less = low ? tails.lower : tails.upper;
  result.p_greater = low && !half_way ? tails.upper : tails.lower;
}

// How many Walsh averages of values in ascending order are <= value. Going up in one value, the
// largest other that is small enough goes down.
template <class Kind>
std::uint64_t count_averages_up_to(std::span<const double> sorted, double value) {
  std::uint64_t count = 0;
  std::size_t end = sorted.size();
  for (std::size_t i = 0; i < end; ++i) {
    while (end > i && Kind::between(sorted[i], sorted[end - 1]) > value) --end;
    count += end - i;
  }
  return count;
}

template <class Kind>
Change by_averages(std::span<const double> sorted, std::uint64_t k) {
  const std::uint64_t n = sorted.size();
  return change_by_rank<Kind>(n * (n + 1) / 2, k, sorted.front(), sorted.back(),
                              [&](std::uint64_t rank, double low, double high) {
                                return first_reached(low, high, [&](double value) {
                                  return count_averages_up_to<Kind>(sorted, value) >= rank;
                                });
                              });
}

Cut exact_cut(std::span<const std::uint64_t> ranks, std::uint64_t half, double tail) {
  const auto ways = count_sums(ranks, half);
  const auto signs = -static_cast<int>(ranks.size());
  double below = 0;
  std::uint64_t k = 0;
  for (; k < ways.size(); ++k) {
    const double next = below + ways[k];
    if (std::ldexp(next, signs) > tail) break;
    below = next;
  }
  return {.k = k, .level = std::max(0.0, 1 - 2 * std::ldexp(below, signs))};
}

// How many Walsh averages lie outside of the interval at each end.
Cut cut(std::uint64_t n, double confidence) {
  if (!(confidence < 1)) return {.k = 0, .level = 1};
  const double tail = error_of(confidence) / 2;
  const std::uint64_t averages = n * (n + 1) / 2;
  const std::uint64_t most = (averages + 1) / 2;

  if (n <= most_values) {
    std::vector<std::uint64_t> ranks(n);
    std::iota(ranks.begin(), ranks.end(), std::uint64_t{1});
    if (work_for(ranks, averages / 2) <= most_table_work) {
      return exact_cut(ranks, most - 1, std::min(tail, 0.5 * (1 + 1e-12)));
    }
  }

  const auto size = static_cast<double>(n);
  const double middle = size * (size + 1) / 4;
  const double deviation = std::sqrt(middle * (2 * size + 1) / 6);
  return normal_cut(middle, deviation, most, tail);
}

}  // namespace

SignedRankResult signed_rank(std::span<const double> differences, SignedRankLimits limits) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  SignedRankResult result{.v = 0,
                          .n_nonzero = 0,
                          .zeros = 0,
                          .p = 1,
                          .p_less = 1,
                          .p_greater = 1,
                          .smallest_p = 1,
                          .exact = true,
                          .ties = false};
  result.zeros = static_cast<std::size_t>(std::ranges::count(differences, 0.0));
  result.n_nonzero = differences.size() - result.zeros;
  if (has_nan(differences)) {
    result.v = result.p = result.p_less = result.p_greater = result.smallest_p = nan;
    result.exact = false;
    return result;
  }
  if (result.n_nonzero == 0) return result;

  const auto doubled = rank(differences);
  result.v = static_cast<double>(doubled.positive) / 2;
  result.ties = doubled.ties;
  // Beyond some 1100 values there is nothing between this and 0.
  const auto values = static_cast<int>(std::min<std::size_t>(result.n_nonzero, 2000));
  result.smallest_p = std::ldexp(1.0, 1 - values);
  test_ranks(doubled, limits, result);
  return result;
}

SignedRankResult paired_signed_rank(std::span<const double> x, std::span<const double> y,
                                    SignedRankLimits limits) {
  return signed_rank(paired_changes(x, y).signed_sizes, limits);
}

Change pseudomedian(std::span<const double> changes, Change::Kind kind, double confidence) {
  const bool usable = !changes.empty() && all_finite(changes) &&
                      (kind == Shift::kind || std::ranges::min(changes) > 0);
  if (!usable) return no_change_known();

  std::vector<double> sorted(changes.begin(), changes.end());
  std::ranges::sort(sorted);
  const auto [k, level] = cut(sorted.size(), confidence);
  Change change =
      kind == Ratio::kind ? by_averages<Ratio>(sorted, k) : by_averages<Shift>(sorted, k);
  change.level = level;
  return change;
}

Change paired_pseudomedian(std::span<const double> x, std::span<const double> y,
                           double confidence) {
  const auto pairs = paired_changes(x, y);
  return pseudomedian(pairs.changes, pairs.kind, confidence);
}

}  // namespace benchdiff::stats
