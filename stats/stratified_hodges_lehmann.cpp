#include <benchdiff/stats/stratified_hodges_lehmann.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <benchdiff/stats/cut.h>
#include <benchdiff/stats/distributions.h>
#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/halving.h>
#include <benchdiff/stats/hodges_lehmann.h>
#include <benchdiff/stats/interval.h>
#include <benchdiff/stats/pairwise_change.h>
#include <benchdiff/stats/rank_sum.h>
#include <benchdiff/stats/weighted_sum.h>

namespace benchdiff::stats {
namespace {

std::uint64_t pairs(const WeightedBlock& block) {
  return std::uint64_t{block.x.size()} * block.y.size();
}

std::uint64_t total_weight(const std::vector<WeightedBlock>& blocks) {
  std::uint64_t total = 0;
  for (const auto& block : blocks) total += block.weight * pairs(block);
  return total;
}

double work_for(const std::vector<WeightedBlock>& blocks) {
  constexpr double most_tails = 62;
  double work = 0;
  std::vector<WeightedSum::Term> terms;
  for (const auto& block : blocks) {
    work += RankSumTables::work(block.x.size(), block.y.size());
    terms.push_back({.weight = block.weight, .values = static_cast<std::size_t>(pairs(block) + 1)});
  }
  const auto [building, tail] = WeightedSum::work(terms);
  return work + building + most_tails * tail;
}

Cut exact_cut(const std::vector<WeightedBlock>& blocks, double tail) {
  RankSumTables tables;
  WeightedSum total;
  for (const auto& block : blocks) {
    total.add(block.weight, tables.distribution(block.x.size(), block.y.size()));
  }
  // The largest k with P(T <= k - 1) <= tail lies in least..most.
  std::uint64_t least = 0;
  std::uint64_t most = (total_weight(blocks) + 1) / 2;
  double outside = 0;
  while (least < most) {
    const auto middle = most - (most - least) / 2;
    const auto [below, at] = total.lower_tail(middle - 1);
    if (below + at <= tail) {
      least = middle;
      outside = below + at;
    } else {
      most = middle - 1;
    }
  }
  return {.k = least, .level = std::max(0.0, 1 - 2 * outside)};
}

Cut approximate_cut(const std::vector<WeightedBlock>& blocks, double tail) {
  double variance = 0;
  for (const auto& block : blocks) {
    const auto n1 = static_cast<double>(block.x.size());
    const auto n2 = static_cast<double>(block.y.size());
    const auto weight = static_cast<double>(block.weight);
    variance += weight * weight * n1 * n2 / 12 * (n1 + n2 + 1);
  }
  const double deviation = std::sqrt(variance);
  const std::uint64_t weight = total_weight(blocks);
  return normal_cut(static_cast<double>(weight) / 2, deviation, (weight + 1) / 2, tail);
}

Cut cut(const WeightedBlocks& weighted, double confidence, double most_work) {
  if (!(confidence < 1)) return {.k = 0, .level = 1};
  const double tail = std::min(error_of(confidence) / 2, 0.5);
  const bool exact = !weighted.rounded && work_for(weighted.blocks) <= most_work;
  return exact ? exact_cut(weighted.blocks, tail * (1 + 1e-12))
               : approximate_cut(weighted.blocks, tail);
}

template <class Kind>
Change by_pairs(const std::vector<WeightedBlock>& blocks, std::uint64_t k) {
  const auto smallest = [](const WeightedBlock& b) { return Kind::of(b.x.back(), b.y.front()); };
  const auto largest = [](const WeightedBlock& b) { return Kind::of(b.x.front(), b.y.back()); };
  double first = smallest(blocks.front());
  double last = largest(blocks.front());
  for (const auto& block : blocks) {
    first = std::min(first, smallest(block));
    last = std::max(last, largest(block));
  }
  const auto weight_up_to = [&](double value) {
    std::uint64_t weight = 0;
    for (const auto& block : blocks) {
      weight += block.weight * count_up_to<Kind>(block.x, block.y, value);
    }
    return weight;
  };
  return change_by_rank<Kind>(
      total_weight(blocks), k, first, last, [&](std::uint64_t rank, double low, double high) {
        return first_reached(low, high, [&](double value) { return weight_up_to(value) >= rank; });
      });
}

}  // namespace

Change stratified_hodges_lehmann(std::span<const Block> blocks, double confidence,
                                 StratifiedLimits limits) {
  const bool finite = std::ranges::all_of(
      blocks, [](const Block& block) { return all_finite(block.x) && all_finite(block.y); });
  if (!finite) return no_change_known();
  const auto weighted = weighted_blocks(blocks);
  if (weighted.blocks.empty()) return no_change_known();
  if (weighted.blocks.size() == 1) {
    const auto& block = weighted.blocks.front();
    return HodgesLehmann()(block.x, block.y, confidence);
  }

  const auto [k, level] = cut(weighted, confidence, limits.work);
  const bool positive = std::ranges::all_of(weighted.blocks, [](const WeightedBlock& block) {
    return block.x.front() > 0 && block.y.front() > 0;
  });
  Change change =
      positive ? by_pairs<Ratio>(weighted.blocks, k) : by_pairs<Shift>(weighted.blocks, k);
  change.level = level;
  return change;
}

}  // namespace benchdiff::stats
