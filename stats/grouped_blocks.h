#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include <benchdiff/stats/blocks.h>

namespace benchdiff::stats {

/// The values of both sides put into blocks, given the number of each value's block.
class GroupedBlocks {
 public:
  /// As many numbers as values on each side; equal numbers are one block, on both sides alike.
  /// O(values log blocks).
  GroupedBlocks(std::span<const double> x, std::span<const std::uint32_t> block_of_x,
                std::span<const double> y, std::span<const std::uint32_t> block_of_y);

  /// In ascending order of their numbers; they hold as long as this does.
  [[nodiscard]] std::span<const Block> blocks() const { return blocks_; }

 private:
  struct Values {
    std::vector<double> x, y;
  };
  std::map<std::uint32_t, Values> values_;
  std::vector<Block> blocks_;
};

}  // namespace benchdiff::stats
