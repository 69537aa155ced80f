#pragma once

#include <cstdint>

namespace benchdiff::harness {

/// Something to measure: `work()` does some operations, on each of a few threads, until the slice
/// is over.
class Scenario {
 public:
  Scenario() = default;
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;
  virtual ~Scenario() = default;

  /// Some operations of a thread, and how many.
  virtual std::uint64_t work(unsigned thread) = 0;
};

struct SliceOptions {
  unsigned threads = 1;
  double milliseconds = 12;
  /// Threads sleep while they wait for each other, which looks like contamination.
  bool blocks = false;
};

/// What one slice came to.
struct Slice {
  std::uint64_t operations = 0;  ///< of all threads
  double ns = 0;                 ///< an operation, of all threads together
  double allocations = 0;        ///< an operation
  double bytes = 0;              ///< an operation, as asked for
  double faults = 0;             ///< minor page faults an operation
  /// Something else ran on these CPUs meanwhile, see contamination.h.
  bool contaminated = false;
};

/// Runs a scenario on threads that are pinned in turn to the CPUs that there are.
[[nodiscard]] Slice run_slice(Scenario& scenario, const SliceOptions& options);

/// The bytes that a scenario holds on to when it has worked for a while and nothing is in use, in
/// the sizes that the allocator gives.
[[nodiscard]] double retained_bytes(Scenario& scenario);

}  // namespace benchdiff::harness
