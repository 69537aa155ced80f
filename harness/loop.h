#pragma once

#include <cstdint>
#include <optional>

#include <benchdiff/harness/allocation_counts.h>
#include <benchdiff/harness/allocations.h>

namespace benchdiff::harness {

/// What a benchmark's loop has cost so far besides time.
struct LoopCosts {
  AllocationCounts allocations;
  std::int64_t faults = 0;
};

/// The loop of a benchmark that is counted, which begins, pauses, resumes and ends.
struct Allocations::Loop {
  benchmark::State& state;
  Options options;
  LoopCosts at_start{}, so_far{};
  bool began = false, running = false;
  std::int64_t peak = 0, live_at_start = 0;
  std::optional<LiveTracking> tracking;
  bool counts = true;  ///< of several threads, one counts for all

  Loop(benchmark::State& of, Options how) : state(of), options(how) {}

  /// Nothing was counted yet.
  void forget() { running = began = false; }
  void start();
  /// Ends a stretch, with the allocations as they were before the timer stopped.
  void stop(const AllocationCounts& allocations);
  [[nodiscard]] AllocationCounts allocations_now() const;

  /// Of this benchmark, if this thread counts it.
  [[nodiscard]] static Loop* of(const benchmark::State* state) noexcept;
};

}  // namespace benchdiff::harness
