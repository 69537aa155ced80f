// The example of docs/harness.md.

#include <benchmark/benchmark.h>

#include <string>

#include <benchdiff/harness/allocations.h>
#include <benchdiff/harness/benchmark_main.h>

static void build_name(benchmark::State& state) {
  benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) {
    std::string name(40, 'x');
    benchmark::DoNotOptimize(name.data());
  }
}
BENCHMARK(build_name);

BENCHDIFF_MAIN();
