#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <benchdiff/harness/clock_resolution.h>
#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// What all CPUs together have done since boot, in ticks.
struct CpuTimes {
  double busy = 0;
  double idle = 0;
  double stolen = 0;  ///< a virtual CPU was ready, and the hypervisor ran something else
  [[nodiscard]] double total() const { return busy + idle + stolen; }
};
/// The first line of /proc/stat; none where it isn't one.
[[nodiscard]] std::optional<CpuTimes> cpu_times(const Sources& sources);

/// The time that a process has used since it began, with that of its threads.
struct ProcessTime {
  int id = 0;
  std::int64_t started = 0;  ///< when, in ticks: numbers of processes are used again
  std::string name;          ///< raw: a process calls itself what it likes
  double ticks = 0;
};
/// The processes that can be seen; one that ends meanwhile is left out.
[[nodiscard]] std::vector<ProcessTime> process_times(const Sources& sources);

/// What the machine had done by one moment.
struct Look {
  double seconds = 0;  ///< since anything
  std::optional<CpuTimes> cpu;
  std::vector<ProcessTime> processes;
  std::optional<std::int64_t> throttles;  ///< for heat
};

/// What has to be watched or measured, and can't be read once.
struct Samples {
  Look before, after;
  double ticks_a_second = 100;
  std::optional<ClockResolution> clock;
};

/// Looks twice, and measures the clock. The kernel tells times in ticks of mostly 10 ms: what uses
/// 2% of a CPU is seen within a second, and not within a tenth.
[[nodiscard]] Samples take_samples(
    const Sources& sources, std::chrono::milliseconds apart = std::chrono::milliseconds(1000));

/// A program and how much it used between two looks: 1 is a whole CPU.
struct Usage {
  std::string name;
  int processes = 0;
  double cpus = 0;
};

/// What was used between two looks, but for the process `self`.
struct Background {
  std::vector<Usage> programs;  ///< processes of a name together, the most busy first
  double unseen = 0;            ///< by what ended, or can't be seen from here; in CPUs
};
/// None where there is nothing to tell from.
[[nodiscard]] std::optional<Background> background(const Samples& samples, int self);

}  // namespace benchdiff::harness
