#include <benchdiff/stats/blocks.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include <benchdiff/stats/finite.h>

namespace benchdiff::stats {
namespace {

constexpr std::uint64_t most_weight = std::uint64_t{1} << 61;

std::uint64_t divisor(const WeightedBlock& block) { return block.x.size() + block.y.size() + 1; }

// What all divisors divide, unless it is more than `most`.
std::optional<std::uint64_t> common_multiple(std::span<const WeightedBlock> blocks,
                                             std::uint64_t most) {
  std::uint64_t multiple = 1;
  for (const auto& block : blocks) {
    const auto factor = divisor(block) / std::gcd(multiple, divisor(block));
    if (factor > most / multiple) return std::nullopt;
    multiple *= factor;
  }
  return multiple;
}

}  // namespace

bool has_nan(std::span<const Block> blocks) {
  return std::ranges::any_of(
      blocks, [](const Block& block) { return has_nan(block.x) || has_nan(block.y); });
}

WeightedBlocks weighted_blocks(std::span<const Block> blocks) {
  WeightedBlocks result{.blocks = {}, .rounded = false};
  std::uint64_t values = 0;
  for (const auto& [x, y] : blocks) {
    if (x.empty() || y.empty()) continue;
    auto& block = result.blocks.emplace_back(
        WeightedBlock{.x = {x.begin(), x.end()}, .y = {y.begin(), y.end()}, .weight = 1});
    std::ranges::sort(block.x);
    std::ranges::sort(block.y);
    values += x.size() + y.size();
  }
  if (result.blocks.empty()) return result;

  // 2 n1 n2 / (N + 1) is less than N / 2.
  const auto multiple = common_multiple(result.blocks, most_weight / values);
  result.rounded = !multiple;
  std::uint64_t common = 0;
  for (auto& block : result.blocks) {
    block.weight =
        std::max<std::uint64_t>(1, multiple.value_or(most_weight / values) / divisor(block));
    common = std::gcd(common, block.weight);
  }
  for (auto& block : result.blocks) block.weight /= common;
  return result;
}

}  // namespace benchdiff::stats
