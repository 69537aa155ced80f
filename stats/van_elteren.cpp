#include <benchdiff/stats/van_elteren.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/rank_sum.h>
#include <benchdiff/stats/tied_rank_sum.h>
#include <benchdiff/stats/weighted_sum.h>

namespace benchdiff::stats {
namespace {

// A block, reduced to what the test needs of it. n1 and U are those of the side whose lower tail is
// counted.
struct RankedBlock {
  std::vector<std::size_t> groups;
  std::size_t n1, n2;
  std::uint64_t twice_u;
  std::uint64_t weight;

  [[nodiscard]] TiePattern pattern() const { return {.groups = groups, .n1 = n1, .n2 = n2}; }
  [[nodiscard]] bool tied() const { return groups.size() < n1 + n2; }
  [[nodiscard]] std::uint64_t pairs() const { return std::uint64_t{n1} * n2; }
};

struct Tails {
  double lower, upper;  // P(T <= t), P(T >= t)
};

std::vector<RankedBlock> rank(const WeightedBlocks& weighted) {
  std::vector<RankedBlock> ranked;
  for (const auto& [x, y, weight] : weighted.blocks) {
    auto& block = ranked.emplace_back(
        RankedBlock{.groups = {}, .n1 = y.size(), .n2 = x.size(), .twice_u = 0, .weight = weight});
    block.twice_u = pool(y, x, block.groups);
  }
  return ranked;
}

// 2T on the scale of the weights, and how much it is on average.
struct DoubledSum {
  std::uint64_t value = 0, mean = 0;
};

DoubledSum sum(const std::vector<RankedBlock>& blocks) {
  DoubledSum result;
  for (const auto& block : blocks) {
    result.value += block.weight * block.twice_u;
    result.mean += block.weight * block.pairs();
  }
  return result;
}

// Gives each side the part of the other.
void mirror(std::vector<RankedBlock>& blocks) {
  for (auto& block : blocks) {
    block.twice_u = 2 * block.pairs() - block.twice_u;
    std::swap(block.n1, block.n2);
  }
}

// Halfway the sides are told apart by their sizes, for p to be the same to the last bit when they
// are swapped.
bool second_is_smaller(const std::vector<RankedBlock>& blocks) {
  const auto uneven =
      std::ranges::find_if(blocks, [](const RankedBlock& block) { return block.n1 != block.n2; });
  return uneven != blocks.end() && uneven->n1 > uneven->n2;
}

// All groups odd make every U whole.
bool all_whole(const std::vector<RankedBlock>& blocks) {
  return std::ranges::all_of(blocks, [](const RankedBlock& block) {
    return std::ranges::all_of(block.groups, [](std::size_t size) { return size % 2 == 1; });
  });
}

double work_for(const std::vector<RankedBlock>& blocks, bool whole) {
  double work = 0;
  std::vector<WeightedSum::Term> terms;
  for (const auto& block : blocks) {
    work += block.tied() ? TiedRankSum::distribution_work(block.n1, block.n2)
                         : RankSumTables::work(block.n1, block.n2);
    terms.push_back({.weight = block.weight,
                     .values = static_cast<std::size_t>(block.pairs() * (whole ? 1 : 2) + 1)});
  }
  const auto [building, tail] = WeightedSum::work(terms);
  return work + building + tail;
}

// P(U = i / 2), or P(U = i) where all are whole.
std::vector<double> distribution(const RankedBlock& block, bool whole, RankSumTables& tables,
                                 TiedRankSum& tied) {
  if (!block.tied()) {
    auto probabilities = tables.distribution(block.n1, block.n2);
    if (whole) return probabilities;
    std::vector<double> halves(2 * probabilities.size() - 1, 0.0);
    for (std::size_t i = 0; i < probabilities.size(); ++i) halves[2 * i] = probabilities[i];
    return halves;
  }
  auto probabilities = tied.distribution(block.pattern());
  if (!whole) return probabilities;
  for (std::size_t i = 1; 2 * i < probabilities.size(); ++i)
    probabilities[i] = probabilities[2 * i];
  probabilities.resize((probabilities.size() + 1) / 2);
  return probabilities;
}

Tails exact_tails(const std::vector<RankedBlock>& blocks, std::uint64_t twice_t, bool whole) {
  RankSumTables tables;
  TiedRankSum tied;
  WeightedSum total;
  for (const auto& block : blocks) {
    total.add(block.weight, distribution(block, whole, tables, tied));
  }
  const auto [below, at] = total.lower_tail(twice_t / (whole ? 2 : 1));
  return {.lower = below + at, .upper = 1 - below};
}

bool single_is_exact(const RankedBlock& block) {
  const double most = MannWhitneyLimits{}.work;
  const double work = block.tied() ? TiedRankSum().work(block.pattern(), block.twice_u, most)
                                   : RankSumTables::work(block.n1, block.n2);
  return work <= most;
}

// Takes less than the whole distribution, as MannWhitney does.
Tails single_tails(const RankedBlock& block) {
  if (block.tied()) {
    const auto [below, at] = TiedRankSum().lower_tail(block.pattern(), block.twice_u);
    return {.lower = below + at, .upper = 1 - below};
  }
  RankSumTables tables;
  const auto table = tables.lower_tail(block.n1, block.n2);
  const auto u = static_cast<std::size_t>(block.twice_u / 2);
  return {.lower = table[u], .upper = u == 0 ? 1 : 1 - table[u - 1]};
}

// With the variance of Lehmann (1975, eq. 1.34) in every block.
Tails normal_tails(const std::vector<RankedBlock>& blocks, DoubledSum twice_t) {
  double variance = 0;
  for (const auto& block : blocks) {
    const auto weight = static_cast<double>(block.weight);
    variance += weight * weight * rank_sum_variance(block.pattern());
  }
  if (!(variance > 0)) return {.lower = 1, .upper = 1};
  const double deviation = std::sqrt(variance);
  const double distance = static_cast<double>(twice_t.mean - twice_t.value) / 2;
  return {.lower = normal_cdf(-(distance - 0.5) / deviation),
          .upper = normal_cdf((distance + 0.5) / deviation)};
}

double smallest_p_of(const std::vector<RankedBlock>& blocks) {
  double lowest = 1;
  double highest = 1;
  for (const auto& block : blocks) {
    const auto chances = extreme_chances(block.pattern());
    lowest *= chances.lowest;
    highest *= chances.highest;
  }
  return std::min(1.0, 2 * std::min(lowest, highest));
}

}  // namespace

VanElterenResult van_elteren(std::span<const Block> blocks, VanElterenLimits limits) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  VanElterenResult result{.t = 0,
                          .p = 1,
                          .p_less = 1,
                          .p_greater = 1,
                          .smallest_p = 1,
                          .blocks = 0,
                          .unused = 0,
                          .exact = true,
                          .ties = false};
  result.blocks = static_cast<std::size_t>(std::ranges::count_if(
      blocks, [](const Block& block) { return !block.x.empty() && !block.y.empty(); }));
  result.unused = blocks.size() - result.blocks;
  if (has_nan(blocks)) {
    result.t = result.p = result.p_less = result.p_greater = result.smallest_p = nan;
    result.exact = false;
    return result;
  }
  if (result.blocks == 0) return result;

  const auto weighted = weighted_blocks(blocks);
  auto ranked = rank(weighted);
  for (const auto& block : ranked) {
    result.t +=
        static_cast<double>(block.twice_u) / 2 / static_cast<double>(block.n1 + block.n2 + 1);
    result.ties = result.ties || block.tied();
  }
  result.smallest_p = smallest_p_of(ranked);

  auto twice_t = sum(ranked);
  const bool halfway = twice_t.value == twice_t.mean;
  const bool mirrored = halfway ? second_is_smaller(ranked) : twice_t.value > twice_t.mean;
  if (mirrored) {
    mirror(ranked);
    twice_t = sum(ranked);
  }
  const bool whole = all_whole(ranked);
  const bool single = ranked.size() == 1;
  result.exact = single ? single_is_exact(ranked.front())
                        : !weighted.rounded && work_for(ranked, whole) <= limits.work;
  Tails tails{};
  if (!result.exact) {
    tails = normal_tails(ranked, twice_t);
  } else {
    tails = single ? single_tails(ranked.front()) : exact_tails(ranked, twice_t.value, whole);
  }
  result.p = std::min(1.0, 2 * std::min(tails.lower, tails.upper));
  result.p_less = mirrored ? tails.upper : tails.lower;
  result.p_greater = mirrored ? tails.lower : tails.upper;
  return result;
}

}  // namespace benchdiff::stats
