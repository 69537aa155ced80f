#include <benchdiff/harness/pools/benchmarks.h>

#include <algorithm>

namespace benchdiff::harness {

std::string PoolBenchmark::name() const {
  return scenario + "/variant=" + variant + "/threads=" + std::to_string(threads);
}

std::vector<PoolBenchmark> all_pool_benchmarks() {
  std::vector<PoolBenchmark> list;
  add_fresh_and_pooled(list);
  add_other_back_ends(list);
  add_naive_variants(list);
  add_other_libraries(list);
  add_policies(list);
  // Those that the policies add to it, too.
  std::ranges::stable_partition(
      list, [](const PoolBenchmark& benchmark) { return benchmark.variant == "fresh"; });
  return list;
}

const PoolBenchmark* find_benchmark(const std::vector<PoolBenchmark>& benchmarks,
                                    std::string_view scenario, std::string_view variant) {
  const auto found = std::ranges::find_if(benchmarks, [&](const PoolBenchmark& benchmark) {
    return benchmark.scenario == scenario && benchmark.variant == variant;
  });
  return found == benchmarks.end() ? nullptr : &*found;
}

}  // namespace benchdiff::harness
