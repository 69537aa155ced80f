#include <benchdiff/harness/pools/slice.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include <benchdiff/harness/allocation_counts.h>
#include <benchdiff/harness/pools/contamination.h>
#include <benchdiff/harness/pools/pinning.h>

namespace benchdiff::harness {
namespace {

std::int64_t minor_faults() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_minflt;
}

/// What one thread did and saw.
struct Share {
  double begin = 0, end = 0;  ///< in seconds, on one clock
  std::uint64_t operations = 0;
  std::int64_t faults = 0;
  AllocationCounts allocations;
  CpuShare cpu;
};

Share work_until(const std::atomic<bool>& over, Scenario& scenario, unsigned thread) {
  Share share;
  const CpuShare before = cpu_share_so_far();
  const std::int64_t faults = minor_faults();
  const AllocationCounts allocations = allocations_of_thread();
  do {  // once at least: on a busy machine it may be over before a thread gets to run
    share.operations += scenario.work(thread);
  } while (!over.load(std::memory_order_relaxed));
  share.allocations = allocations_of_thread() - allocations;
  share.faults = minor_faults() - faults;
  const CpuShare after = cpu_share_so_far();
  share.cpu = after - before;
  share.begin = before.wall;
  share.end = after.wall;
  return share;
}

Slice sum_up(const std::vector<Share>& shares, const SliceOptions& options, std::size_t cpus) {
  Slice slice;
  AllocationCounts allocations;
  std::int64_t faults = 0;
  double begin = shares.front().begin;
  double end = shares.front().end;
  std::vector<CpuShare> cpu;
  for (const Share& share : shares) {
    slice.operations += share.operations;
    faults += share.faults;
    allocations = allocations + share.allocations;
    begin = std::min(begin, share.begin);
    end = std::max(end, share.end);
    cpu.push_back(share.cpu);
  }
  slice.contaminated = is_contaminated(cpu, cpus, options.blocks);
  if (slice.operations == 0) return slice;
  const auto operations = static_cast<double>(slice.operations);
  slice.ns = 1e9 * (end - begin) / operations;
  slice.allocations = static_cast<double>(allocations.allocations) / operations;
  slice.bytes = static_cast<double>(allocations.bytes) / operations;
  slice.faults = static_cast<double>(faults) / operations;
  return slice;
}

}  // namespace

Slice run_slice(Scenario& scenario, const SliceOptions& options) {
  const std::vector<int> cpus = allowed_cpus();
  std::vector<Share> shares(options.threads);
  std::atomic<bool> over{false};
  std::barrier start(static_cast<std::ptrdiff_t>(options.threads) + 1);
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < options.threads; ++i) {
    workers.emplace_back([&, i] {
      pin_this_thread(cpus[i % cpus.size()]);
      (void)scenario.work(i);  // warms up
      start.arrive_and_wait();
      shares[i] = work_until(over, scenario, i);
    });
  }
  start.arrive_and_wait();
  std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(options.milliseconds));
  over = true;
  for (auto& worker : workers) worker.join();
  return sum_up(shares, options, cpus.size());
}

double retained_bytes(Scenario& scenario) {
  constexpr int rounds = 20;
  const LiveTracking tracking;
  const AllocationCounts before = allocations_of_process();
  std::thread([&] {
    pin_this_thread(allowed_cpus().front());
    for (int i = 0; i < rounds; ++i) (void)scenario.work(0);
  }).join();
  return static_cast<double>((allocations_of_process() - before).live_bytes);
}

}  // namespace benchdiff::harness
