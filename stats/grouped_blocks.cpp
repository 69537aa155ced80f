#include <benchdiff/stats/grouped_blocks.h>

#include <cassert>
#include <cstddef>

namespace benchdiff::stats {

GroupedBlocks::GroupedBlocks(std::span<const double> x, std::span<const std::uint32_t> block_of_x,
                             std::span<const double> y, std::span<const std::uint32_t> block_of_y) {
  assert(x.size() == block_of_x.size() && y.size() == block_of_y.size());
  for (std::size_t i = 0; i < x.size(); ++i) values_[block_of_x[i]].x.push_back(x[i]);
  for (std::size_t i = 0; i < y.size(); ++i) values_[block_of_y[i]].y.push_back(y[i]);
  for (const auto& [number, values] : values_) blocks_.push_back({.x = values.x, .y = values.y});
}

}  // namespace benchdiff::stats
