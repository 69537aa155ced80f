#pragma once

#include <cstddef>
#include <span>

namespace benchdiff::harness {

/// What a thread had of its CPU, in seconds.
struct CpuShare {
  double wall = 0;
  double cpu = 0;      ///< computing
  double delayed = 0;  ///< ready to run, and not let; 0 where the kernel doesn't tell

  friend CpuShare operator-(const CpuShare& a, const CpuShare& b) {
    return {a.wall - b.wall, a.cpu - b.cpu, a.delayed - b.delayed};
  }
};

/// Of this thread, since some time ago. Never allocates.
[[nodiscard]] CpuShare cpu_share_so_far() noexcept;

/// Whether something else ran on the CPUs of a slice, by what its threads had of them.
///
/// With one or two threads that have a CPU each: if one of them had to wait for it for more than 1
/// % of the time, or computed for less than 97 % of it (90 % with two), or if they didn't begin
/// together. With more: if all together computed for less than 90 % of what the CPUs could give.
/// Threads that sleep while they wait for each other (`blocks`) can't be told from disturbed ones
/// then, and pass.
[[nodiscard]] bool is_contaminated(std::span<const CpuShare> threads, std::size_t cpus,
                                   bool blocks) noexcept;

}  // namespace benchdiff::harness
