#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace benchdiff::pools {

/// How much a pool keeps, and what it is called.
struct Options {
  /// What messages call it. Not copied.
  const char* name = "pool";
  /// Idle objects a CPU, or a thread with ThreadMagazine: 1 to 63.
  std::uint16_t local = 32;
  /// Idle objects behind these, which all CPUs share.
  std::size_t depot = 1024;
  /// Bytes of idle objects in the depot, where the policy weighs them. Those of a CPU aren't
  /// weighed.
  std::size_t max_bytes = std::numeric_limits<std::size_t>::max();
};

}  // namespace benchdiff::pools
