#pragma once

#include <atomic>
#include <sys/types.h>

#include <benchdiff/harness/descriptor.h>

namespace benchdiff::harness {

/// Ends a process group when this process ends in a way that leaves it no time to do so, as by
/// SIGKILL. It is a process of its own, which sleeps until then; and no child of ours, so that it
/// isn't waited for.
///
/// What has left the group for a session of its own outlives SIGKILL: it is found only by us, see
/// end_offspring().
class Guard {
 public:
  /// Throws std::system_error where the system has no process, pipe or memory to give.
  Guard();
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard();

  /// The group to end; 0 for none.
  void watch(pid_t group) { *group_ = group; }

 private:
  std::atomic<pid_t>* group_ = nullptr;  // shared with the guard, which needn't wake up to know it
  Descriptor alive_;                     // closed by our end, whatever that is
};

}  // namespace benchdiff::harness
