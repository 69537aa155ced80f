// A program with benchmarks as a user of the harness writes it.

#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/harness/allocations.h>
#include <benchdiff/harness/benchmark_main.h>

namespace {

/// As many allocations as the environment says, so that a run can be made worse.
void append(benchmark::State& state) {
  const char* const more = std::getenv("ALLOCATIONS");
  const int count = more ? std::atoi(more) : 2;
  benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) {
    for (int i = 0; i < count; ++i) {
      std::vector<char> bytes(static_cast<std::size_t>(state.range(0)));
      benchmark::DoNotOptimize(bytes.data());
    }
  }
}
BENCHMARK(append)->Arg(100)->Arg(1000)->Iterations(50);

/// Takes the same time in every run, so that nothing is unclear.
void steady(benchmark::State& state) {
  benchdiff::harness::Allocations allocations(state);
  for (auto _ : state) state.SetIterationTime(std::getenv("SLOW") ? 2e-6 : 1e-6);
}
BENCHMARK(steady)->UseManualTime()->Iterations(10);

void broken(benchmark::State& state) {
  state.SkipWithError("no such thing");
  for (auto _ : state) benchmark::ClobberMemory();
}
BENCHMARK(broken);

}  // namespace

BENCHDIFF_MAIN();
