#pragma once

namespace benchdiff::harness {

/// What the clock that measures can tell: std::chrono::steady_clock.
struct ClockResolution {
  double cost = 0;  ///< seconds that a reading takes: of several batches the median
  double step = 0;  ///< the smallest time between two readings that differ; in seconds
};

/// Measures it, in some milliseconds. The step is infinite where the clock doesn't move meanwhile.
[[nodiscard]] ClockResolution measure_clock();

}  // namespace benchdiff::harness
