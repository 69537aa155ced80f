#pragma once

#include <cstddef>
#include <cstdint>

namespace benchdiff::pools {

/// What happened in a pool since it was made. Exact while nobody uses it; a snapshot of counters
/// that move on otherwise. Always: made + adopted == destroyed + released + cached + out.
struct Stats {
  std::uint64_t gets = 0;             ///< of objects, whether it had one or not: hits + misses
  std::uint64_t hits = 0;             ///< that it had an object for, victims among them
  std::uint64_t misses = 0;           ///< that it had none for
  std::uint64_t victim_hits = 0;      ///< hits of objects that the next trim would have destroyed
  std::uint64_t refills = 0;          ///< batches from the depot to a CPU
  std::uint64_t spills = 0;           ///< batches from a CPU to the depot
  std::uint64_t dropped_outlier = 0;  ///< as recycle() said so
  std::uint64_t dropped_full = 0;     ///< as there was no room, by number or by bytes
  std::uint64_t dropped_reset_threw = 0;  ///< as recycle() threw
  std::uint64_t trimmed = 0;              ///< destroyed by trim() and clear()
  std::uint64_t made = 0;                 ///< by the policy's make()
  std::uint64_t adopted = 0;              ///< by put()
  std::uint64_t released = 0;             ///< by Lease::release(): no longer the pool's
  std::uint64_t destroyed = 0;            ///< by the pool, for whatever reason
  std::size_t cached = 0;                 ///< idle now
  std::size_t out = 0;                    ///< with a lease now
};

}  // namespace benchdiff::pools
