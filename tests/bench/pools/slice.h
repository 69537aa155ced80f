#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace benchdiff::bench {

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
  /// Whether threads sleep while they wait, which looks like contamination.
  [[nodiscard]] virtual bool blocks() const { return false; }
};

/// What one slice came to.
struct Slice {
  std::uint64_t operations = 0;  ///< of all threads
  double wall_ns = 0;            ///< an operation: the time of the slice by all operations
  double allocations = 0;        ///< an operation
  double bytes = 0;              ///< an operation, as asked for
  double faults = 0;             ///< minor page faults an operation
  /// Something else ran on these CPUs meanwhile: more than 1 % of the time was spent waiting for
  /// one, or too little of it computing.
  bool contaminated = false;
};

/// Runs a scenario for some milliseconds on threads that are pinned to CPUs in turn.
[[nodiscard]] Slice run_slice(Scenario& scenario, unsigned threads, double milliseconds);

}  // namespace benchdiff::bench
