#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <fstream>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <thread>
#include <time.h>
#include <vector>

#include "allocations.h"
#include "slice.h"

namespace benchdiff::bench {
namespace {

using Clock = std::chrono::steady_clock;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Seconds that this thread was ready to run and wasn't let.
double delayed_seconds() {
  std::ifstream file("/proc/thread-self/schedstat");
  double running = 0;
  double delayed = 0;
  file >> running >> delayed;
  return 1e-9 * delayed;
}

double minor_faults() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return static_cast<double>(usage.ru_minflt);
}

void pin(unsigned thread) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(thread % static_cast<unsigned>(std::max(1U, std::thread::hardware_concurrency())), &set);
  (void)pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

/// What one thread saw.
struct Share {
  std::uint64_t operations = 0;
  double cpu = 0, delayed = 0, faults = 0;
  Allocations allocations;
};

}  // namespace

Slice run_slice(Scenario& scenario, unsigned threads, double milliseconds) {
  std::vector<Share> shares(threads);
  std::atomic<bool> over{false};
  std::barrier start(static_cast<std::ptrdiff_t>(threads) + 1);
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&, i] {
      pin(i);
      (void)scenario.work(i);  // warms up
      Share& share = shares[i];
      start.arrive_and_wait();
      const double cpu = cpu_seconds();
      const double delayed = delayed_seconds();
      const double faults = minor_faults();
      const Allocations before = allocations_of_thread();
      while (!over.load(std::memory_order_relaxed)) share.operations += scenario.work(i);
      share.allocations = allocations_of_thread() - before;
      share.faults = minor_faults() - faults;
      share.cpu = cpu_seconds() - cpu;
      share.delayed = delayed_seconds() - delayed;
    });
  }
  start.arrive_and_wait();
  const auto begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(milliseconds));
  over = true;
  const double wall = std::chrono::duration<double>(Clock::now() - begin).count();
  for (auto& worker : workers) worker.join();

  Slice slice;
  double cpu = 0;
  bool waited = false;
  Share sum;
  for (const Share& share : shares) {
    sum.operations += share.operations;
    sum.faults += share.faults;
    sum.allocations = sum.allocations + share.allocations;
    cpu += share.cpu;
    waited = waited || share.delayed > 0.01 * wall;
  }
  const auto operations = static_cast<double>(std::max<std::uint64_t>(sum.operations, 1));
  slice.operations = sum.operations;
  slice.wall_ns = 1e9 * wall / operations;
  slice.allocations = static_cast<double>(sum.allocations.count) / operations;
  slice.bytes = static_cast<double>(sum.allocations.bytes) / operations;
  slice.faults = sum.faults / operations;
  const double cores = std::min<double>(threads, std::thread::hardware_concurrency());
  if (threads <= 2) {
    slice.contaminated = waited || cpu < (threads == 1 ? 0.97 : 0.9) * wall * threads;
  } else {
    slice.contaminated = !scenario.blocks() && cpu < 0.9 * cores * wall;
  }
  return slice;
}

}  // namespace benchdiff::bench
