#pragma once

#include <benchdiff/harness/allocation_counts.h>

namespace benchdiff::harness {

/// How the library asks what operator new counted, in a program that may have another one.
struct AllocationCounter {
  AllocationCounts (*of_thread)() noexcept;
  AllocationCounts (*of_process)() noexcept;
  void (*track_live)(bool on) noexcept;
  std::int64_t (*peak_of_thread)() noexcept;
  void (*reset_peak_of_thread)() noexcept;
};

/// Stands in `benchdiff::allocations`, and is null in a program without it.
extern "C" const AllocationCounter benchdiff_allocation_counter __attribute__((weak));

}  // namespace benchdiff::harness
