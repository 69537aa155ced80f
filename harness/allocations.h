#pragma once

#include <memory>

namespace benchmark {
class State;
}

namespace benchdiff::harness {

/// Counts what the loop of a Google Benchmark allocates, and publishes it an iteration as the
/// counters `allocs/op`, `B/op` (bytes as they were asked for) and `faults/op` (minor page faults):
///
///     void render(benchmark::State& state) {
///       benchdiff::harness::Allocations allocations(state);
///       for (auto _ : state) benchmark::DoNotOptimize(render_page());
///     }
///
/// Stands before the loop. Counts from the first iteration's beginning to the last one's end, as
/// the timer does: not what set-up and tear-down allocate, and not between PauseTiming() and
/// ResumeTiming(). Exact, and as a fraction, whatever the number of iterations and repetitions, and
/// with Threads(n), where each thread has one of its own. Needs `benchdiff::allocations` for
/// allocations; without it there is only `faults/op`. Costs nothing in the loop.
///
/// A program that is linked without the linker's `--wrap` options, which the CMake target
/// `benchdiff::harness` brings with it, counts from here to the end of the scope, pauses included.
class Allocations {
 public:
  struct Options {
    /// Counts all threads of the process, those that the benchmark starts itself included. They
    /// have to stand still, or have ended, when the loop begins and ends. Of several threads of
    /// Threads(n), the first counts for all.
    bool all_threads = false;
    /// Publishes `peak-B` besides: the most bytes that the loop had allocated and not freed, in the
    /// sizes that the allocator gives, summed over Threads(n) as each is highest. Slows allocations
    /// down. Not with `all_threads`.
    bool peak = false;
  };

  explicit Allocations(benchmark::State& state) : Allocations(state, Options()) {}
  Allocations(benchmark::State& state, Options options);
  Allocations(const Allocations&) = delete;
  Allocations& operator=(const Allocations&) = delete;
  ~Allocations();

  struct Loop;

 private:
  std::unique_ptr<Loop> loop_;
};

}  // namespace benchdiff::harness
