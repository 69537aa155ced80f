#pragma once

#include <cstdint>

namespace benchdiff::stats {

/// What a distribution-free interval leaves out: k of the changes in order at each end, and the
/// coverage that remains. k = 0 leaves out nothing.
struct Cut {
  std::uint64_t k;
  double level;
};

/// The cut by the normal approximation of a symmetric count with that mean and deviation, with a
/// correction of 1/2 for continuity: at most `tail` <= 1/2 is left out at each end, and no more
/// than `most`. O(1).
[[nodiscard]] Cut normal_cut(double mean, double deviation, std::uint64_t most, double tail);

}  // namespace benchdiff::stats
