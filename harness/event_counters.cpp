#include <benchdiff/harness/event_counters.h>

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace benchdiff::harness {
namespace {

int open_counter(pid_t process, std::uint64_t event) {
  perf_event_attr wanted{};
  wanted.size = sizeof wanted;
  wanted.type = PERF_TYPE_HARDWARE;
  wanted.config = event;
  wanted.disabled = 1;
  wanted.enable_on_exec = 1;
  wanted.inherit = 1;
  wanted.exclude_kernel = 1;
  wanted.exclude_hv = 1;
  return static_cast<int>(
      syscall(SYS_perf_event_open, &wanted, process, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

std::optional<std::uint64_t> read_counter(int descriptor) {
  std::uint64_t count = 0;
  const bool was_read = descriptor >= 0 && read(descriptor, &count, sizeof count) == sizeof count;
  return was_read && count > 0 ? std::optional(count) : std::nullopt;
}

}  // namespace

EventCounters::EventCounters(pid_t process)
    : instructions_(open_counter(process, PERF_COUNT_HW_INSTRUCTIONS)),
      cycles_(open_counter(process, PERF_COUNT_HW_CPU_CYCLES)) {}

EventCounters::~EventCounters() {
  if (instructions_ >= 0) close(instructions_);
  if (cycles_ >= 0) close(cycles_);
}

std::optional<std::uint64_t> EventCounters::instructions() const {
  return read_counter(instructions_);
}
std::optional<std::uint64_t> EventCounters::cycles() const { return read_counter(cycles_); }

}  // namespace benchdiff::harness
