#include <benchdiff/harness/pools/steady_state.h>

#include <algorithm>
#include <cstdio>

namespace benchdiff::harness {
namespace {

std::string text_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

/// What it settles to. A slice may be of a few operations alone, on a busy machine, and the first
/// one of all makes the first object.
double allocations_of(const PoolBenchmark& benchmark) {
  constexpr int slices = 6;
  const auto scenario = benchmark.make();
  double least = run_slice(*scenario, {.threads = 1, .milliseconds = 2}).allocations;
  for (int i = 1; i < slices && least > 0; ++i) {
    least = std::min(least, run_slice(*scenario, {.threads = 1, .milliseconds = 2}).allocations);
  }
  return least;
}

}  // namespace

std::optional<std::string> find_steady_state_fault(double fresh, double pooled) {
  if (!(fresh >= 1)) {
    return "without a pool there should be an allocation an operation, and there are " +
           text_of(fresh) + ": is operator new counted?";
  }
  if (!(pooled < 1e-4)) {
    return "with a pool there should be no allocations, and there are " + text_of(pooled) +
           " an operation";
  }
  return std::nullopt;
}

std::optional<std::string> check_steady_state(const std::vector<PoolBenchmark>& benchmarks) {
  for (const char* scenario : {"Getput", "Small", "Use64K/touch=1K"}) {
    const PoolBenchmark* const fresh = find_benchmark(benchmarks, scenario, "fresh");
    const PoolBenchmark* const pooled = find_benchmark(benchmarks, scenario, "pooled");
    if (!fresh || !pooled) return std::string(scenario) + " isn't there with and without a pool";
    if (const auto fault =
            find_steady_state_fault(allocations_of(*fresh), allocations_of(*pooled))) {
      return std::string(scenario) + ": " + *fault;
    }
  }
  return std::nullopt;
}

}  // namespace benchdiff::harness
