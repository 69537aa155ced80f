#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace benchdiff::harness {

/// Counts the instructions and cycles in user mode of a process that is about to start a program,
/// from then on, with all the processes that it will start. Counts nothing where the system or the
/// machine doesn't allow it.
class EventCounters {
 public:
  explicit EventCounters(pid_t process);
  EventCounters(const EventCounters&) = delete;
  EventCounters& operator=(const EventCounters&) = delete;
  ~EventCounters();

  [[nodiscard]] std::optional<std::uint64_t> instructions() const;
  [[nodiscard]] std::optional<std::uint64_t> cycles() const;

 private:
  int instructions_;
  int cycles_;
};

}  // namespace benchdiff::harness
