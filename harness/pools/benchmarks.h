#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/harness/pools/slice.h>

namespace benchdiff::harness {

/// A scenario with a way to pool and a number of threads.
struct PoolBenchmark {
  std::string scenario;
  std::string variant;
  unsigned threads = 1;
  bool blocks = false;   ///< threads sleep while they wait for each other
  bool retains = false;  ///< what it holds on to is of interest
  std::function<std::unique_ptr<Scenario>()> make;

  /// `Getput/variant=pooled/threads=1`
  [[nodiscard]] std::string name() const;
};

/// All there are. Variants stand together, `fresh` first, then `pooled`.
[[nodiscard]] std::vector<PoolBenchmark> all_pool_benchmarks();

/// Null if there is none.
[[nodiscard]] const PoolBenchmark* find_benchmark(const std::vector<PoolBenchmark>& benchmarks,
                                                  std::string_view scenario,
                                                  std::string_view variant);

// What all_pool_benchmarks() is made of; each adds its own to the list.
void add_fresh_and_pooled(std::vector<PoolBenchmark>& list);
void add_other_back_ends(std::vector<PoolBenchmark>& list);
void add_naive_variants(std::vector<PoolBenchmark>& list);
void add_other_libraries(std::vector<PoolBenchmark>& list);
void add_policies(std::vector<PoolBenchmark>& list);

}  // namespace benchdiff::harness
