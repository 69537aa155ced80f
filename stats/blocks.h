#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// The values of both sides from one machine, process or fork, in any order.
struct Block {
  std::span<const double> x, y;
};

/// A block with values of both sides, each in ascending order.
struct WeightedBlock {
  std::vector<double> x, y;
  std::uint64_t weight;
};

struct WeightedBlocks {
  std::vector<WeightedBlock> blocks;
  bool rounded;  ///< The weights, as whole numbers in the right proportions would not fit.
};

/// A value of some block is NaN. O(values).
[[nodiscard]] bool has_nan(std::span<const Block> blocks);

/// The blocks that have values of both sides, none NaN, sorted and with the weights of van Elteren.
///
/// Those are to each other as 1 / (N + 1), N the values of both sides: whole numbers without a
/// common factor, so that a sum of weights of pairs is exact. 2 n1 n2 weights of all blocks add up
/// to less than 2^62; if that takes rounding, it is to a part in 2^61 / (N + 1) / (all values).
/// O(values log values).
[[nodiscard]] WeightedBlocks weighted_blocks(std::span<const Block> blocks);

}  // namespace benchdiff::stats
