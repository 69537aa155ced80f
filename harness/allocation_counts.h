#pragma once

#include <cstdint>

namespace benchdiff::harness {

/// What a program asked operator new for, and gave back. Differences of two readings are what
/// happened between them.
struct AllocationCounts {
  std::uint64_t allocations = 0;
  std::uint64_t bytes = 0;  ///< as they were asked for
  std::uint64_t frees = 0;
  /// Bytes allocated and not freed, in the sizes that the allocator really gives. Negative where a
  /// thread frees what others allocated. They stand still while nobody tracks them.
  std::int64_t live_bytes = 0;

  friend AllocationCounts operator-(AllocationCounts a, const AllocationCounts& b) {
    return {a.allocations - b.allocations, a.bytes - b.bytes, a.frees - b.frees,
            a.live_bytes - b.live_bytes};
  }
  friend AllocationCounts operator+(AllocationCounts a, const AllocationCounts& b) {
    return {a.allocations + b.allocations, a.bytes + b.bytes, a.frees + b.frees,
            a.live_bytes + b.live_bytes};
  }
  friend bool operator==(const AllocationCounts&, const AllocationCounts&) = default;
};

/// Whether this program counts: whether it is linked to `benchdiff::allocations`, whose operator
/// new and delete, in all their forms, do it. Where it doesn't, all counts stay 0.
[[nodiscard]] bool counts_allocations() noexcept;

/// Of this thread, since it began. Some 2 ns; never allocates.
[[nodiscard]] AllocationCounts allocations_of_thread() noexcept;

/// Of all threads that ever were. Exact for those that have ended or stand still. A lock, and as
/// many steps as there are threads; never allocates.
[[nodiscard]] AllocationCounts allocations_of_process() noexcept;

/// Has live bytes of all threads counted while it lives, which costs a look-up of the size of each
/// block. Without one they aren't, as that is more than all other counting takes.
class LiveTracking {
 public:
  LiveTracking() noexcept;
  ~LiveTracking();
  LiveTracking(const LiveTracking&) = delete;
  LiveTracking& operator=(const LiveTracking&) = delete;
};

/// The most live bytes of this thread since reset_peak_of_thread(), as `live_bytes` counts them;
/// needs a LiveTracking.
[[nodiscard]] std::int64_t peak_of_thread() noexcept;
/// Lets the peak begin anew at what is live now.
void reset_peak_of_thread() noexcept;

}  // namespace benchdiff::harness
