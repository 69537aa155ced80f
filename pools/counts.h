#pragma once

#include <cstddef>
#include <cstdint>

namespace benchdiff::pools {

/// What the near side of a pool has done, all CPUs or threads together: as of a moment, while
/// others go on.
struct Counts {
  std::uint64_t pops = 0;    ///< that had an object
  std::uint64_t pushes = 0;  ///< that had room
  std::size_t cached = 0;    ///< objects there now
};

}  // namespace benchdiff::pools
