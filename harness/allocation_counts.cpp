#include <benchdiff/harness/allocation_counts.h>

#include <benchdiff/harness/allocation_counter.h>

namespace benchdiff::harness {
namespace {

const AllocationCounter* counter() noexcept {
  // The address of what is weak may be null, which the compiler mustn't think away.
  const AllocationCounter* volatile address = &benchdiff_allocation_counter;
  return address;
}

}  // namespace

bool counts_allocations() noexcept { return counter() != nullptr; }

AllocationCounts allocations_of_thread() noexcept {
  const AllocationCounter* const asked = counter();
  return asked ? asked->of_thread() : AllocationCounts();
}

AllocationCounts allocations_of_process() noexcept {
  const AllocationCounter* const asked = counter();
  return asked ? asked->of_process() : AllocationCounts();
}

LiveTracking::LiveTracking() noexcept {
  if (const AllocationCounter* const asked = counter()) asked->track_live(true);
}

LiveTracking::~LiveTracking() {
  if (const AllocationCounter* const asked = counter()) asked->track_live(false);
}

std::int64_t peak_of_thread() noexcept {
  const AllocationCounter* const asked = counter();
  return asked ? asked->peak_of_thread() : 0;
}

void reset_peak_of_thread() noexcept {
  if (const AllocationCounter* const asked = counter()) asked->reset_peak_of_thread();
}

}  // namespace benchdiff::harness
