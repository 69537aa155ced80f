#include <benchdiff/harness/pools/contamination.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <time.h>
#include <unistd.h>

namespace benchdiff::harness {
namespace {

double seconds_of(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// The second of the numbers in schedstat, in nanoseconds. Not by a stream, which would allocate.
double delayed_seconds() noexcept {
  const int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 128> text{};
  const bool is_read = read(file, text.data(), text.size() - 1) > 0;
  close(file);
  unsigned long long running = 0;
  unsigned long long delayed = 0;
  if (!is_read || std::sscanf(text.data(), "%llu %llu", &running, &delayed) != 2) return 0;
  return 1e-9 * static_cast<double>(delayed);
}

}  // namespace

CpuShare cpu_share_so_far() noexcept {
  CpuShare share;
  share.delayed = delayed_seconds();
  share.cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID);
  share.wall = seconds_of(CLOCK_MONOTONIC);
  return share;
}

bool is_contaminated(std::span<const CpuShare> threads, std::size_t cpus, bool blocks) noexcept {
  constexpr double most_delay = 0.01;
  constexpr double least_together = 0.97;
  double wall = 0;
  double longest = 0;
  double shortest = std::numeric_limits<double>::infinity();
  double cpu = 0;
  bool is_delayed = false;
  for (const CpuShare& share : threads) {
    wall += share.wall;
    longest = std::max(longest, share.wall);
    shortest = std::min(shortest, share.wall);
    cpu += share.cpu;
    is_delayed = is_delayed || share.delayed > most_delay * share.wall;
  }
  if (threads.size() <= std::min<std::size_t>(cpus, 2)) {
    return is_delayed || shortest < least_together * longest ||
           cpu < (threads.size() == 1 ? 0.97 : 0.9) * wall;
  }
  if (blocks) return false;
  const auto count = static_cast<double>(threads.size());
  const auto shared = static_cast<double>(std::min(cpus, threads.size()));
  return cpu < 0.9 * wall * shared / count;
}

}  // namespace benchdiff::harness
