#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

#if defined(__linux__)
#include <sched.h>
#include <unistd.h>
#endif

namespace benchdiff::pools {

/// How many CPUs the machine may have, 1 at least: numbers of CPUs are below that, but for machines
/// that number them with gaps.
[[nodiscard]] inline std::size_t possible_cpus() noexcept {
#if defined(__linux__)
  const long cpus = sysconf(_SC_NPROCESSORS_CONF);
#else
  const long cpus = static_cast<long>(std::thread::hardware_concurrency());
#endif
  return static_cast<std::size_t>(std::max(cpus, 1L));
}

/// A number that threads on different CPUs mostly have different ones of: that of the CPU where the
/// system tells it, else one of the thread.
[[nodiscard]] inline std::size_t current_cpu() noexcept {
#if defined(__linux__)
  if (const int cpu = sched_getcpu(); cpu >= 0) return static_cast<std::size_t>(cpu);
#endif
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed);
  return mine;
}

}  // namespace benchdiff::pools
