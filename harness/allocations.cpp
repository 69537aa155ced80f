#include <benchdiff/harness/allocations.h>

#include <sys/resource.h>

#include <benchmark/benchmark.h>

#include <benchdiff/harness/loop.h>

namespace benchdiff::harness {
namespace {

using Loop = Allocations::Loop;

constinit thread_local Loop* current = nullptr;

std::int64_t faults_now(bool all_threads) {
  rusage usage{};
  getrusage(all_threads ? RUSAGE_SELF : RUSAGE_THREAD, &usage);
  return usage.ru_minflt;
}

void publish(const Loop& loop) {
  auto& counters = loop.state.counters;
  const auto per_iteration = [&](const char* name, auto amount) {
    counters[name] =
        benchmark::Counter(static_cast<double>(amount), benchmark::Counter::kAvgIterations);
  };
  if (counts_allocations()) {
    per_iteration("allocs/op", loop.so_far.allocations.allocations);
    per_iteration("B/op", loop.so_far.allocations.bytes);
    if (loop.options.peak) {
      counters["peak-B"] = benchmark::Counter(static_cast<double>(loop.peak));
    }
  }
  per_iteration("faults/op", loop.so_far.faults);
}

}  // namespace

Loop* Loop::of(const benchmark::State* state) noexcept {
  return current && &current->state == state ? current : nullptr;
}

AllocationCounts Loop::allocations_now() const {
  return options.all_threads ? allocations_of_process() : allocations_of_thread();
}

void Loop::start() {
  if (!counts) return;
  running = true;
  if (options.peak && !began) {
    reset_peak_of_thread();
    live_at_start = peak_of_thread();
  }
  began = true;
  at_start.faults = faults_now(options.all_threads);
  at_start.allocations = allocations_now();
}

void Loop::stop(const AllocationCounts& allocations) {
  if (!running) return;
  running = false;
  so_far.allocations = so_far.allocations + (allocations - at_start.allocations);
  so_far.faults += faults_now(options.all_threads) - at_start.faults;
  if (options.peak) peak = peak_of_thread() - live_at_start;
}

Allocations::Allocations(benchmark::State& state, Options options)
    : loop_(std::make_unique<Loop>(state, options)) {
  loop_->options.peak = options.peak && !options.all_threads;
  loop_->counts = !options.all_threads || state.thread_index() == 0;
  if (loop_->options.peak) loop_->tracking.emplace();
  current = loop_.get();
  loop_->start();
}

Allocations::~Allocations() {
  loop_->stop(loop_->allocations_now());
  publish(*loop_);
  current = nullptr;
}

}  // namespace benchdiff::harness
