// What it costs to count allocations: the same benchmarks, linked with and without the operator new
// that counts. Compare with
//
//     benchdiff run --old '.../not_counting_bench --benchmark_format=json'
//         --new '.../counting_bench --benchmark_format=json'

#include <cstddef>
#include <new>

#include <benchmark/benchmark.h>

#include <benchdiff/harness/allocations.h>

namespace {

void new_and_delete(benchmark::State& state) {
  const benchdiff::harness::Allocations allocations(state);
  const auto size = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    void* const memory = ::operator new(size);
    benchmark::DoNotOptimize(memory);
    ::operator delete(memory);
  }
}
BENCHMARK(new_and_delete)->Arg(16)->Arg(64)->Arg(1024)->MinTime(0.05);

void no_allocation(benchmark::State& state) {
  const benchdiff::harness::Allocations allocations(state);
  std::size_t sum = 0;
  for (auto _ : state) benchmark::DoNotOptimize(sum += 3);
}
BENCHMARK(no_allocation)->MinTime(0.05);

void no_allocation_uncounted(benchmark::State& state) {
  std::size_t sum = 0;
  for (auto _ : state) benchmark::DoNotOptimize(sum += 3);
}
BENCHMARK(no_allocation_uncounted)->MinTime(0.05);

}  // namespace
