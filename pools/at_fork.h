#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#if defined(__unix__)
#include <pthread.h>
#endif

namespace benchdiff::pools {

/// What has locks that have to be free in a forked child: while one of these lives, every fork()
/// calls its `before` and then, in both processes, its `after`. The order of pools is the same each
/// time.
class AtFork {
 public:
  using Before = void (*)(void* subject);
  using After = void (*)(void* subject, bool in_child);

  AtFork(void* subject, Before before, After after) : entry_{subject, before, after} {
    const std::lock_guard hold(registry().mutex);
    registry().entries.push_back(&entry_);
  }
  ~AtFork() {
    const std::lock_guard hold(registry().mutex);
    std::erase(registry().entries, &entry_);
  }
  AtFork(const AtFork&) = delete;
  AtFork& operator=(const AtFork&) = delete;

 private:
  struct Entry {
    void* subject;
    Before before;
    After after;
  };

  struct Registry {
    std::mutex mutex;
    std::vector<Entry*> entries;

    Registry() {
#if defined(__unix__)
      (void)pthread_atfork(&AtFork::before_fork, &AtFork::in_parent, &AtFork::in_child);
#endif
    }
  };

  /// Never destroyed, as static pools may outlive any static object of ours.
  static Registry& registry() {
    static Registry& registry = *new Registry;
    return registry;
  }

  static void before_fork() {
    registry().mutex.lock();
    for (Entry* entry : registry().entries) entry->before(entry->subject);
  }
  static void after_fork(bool in_child) {
    auto& entries = registry().entries;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      (*entry)->after((*entry)->subject, in_child);
    }
    registry().mutex.unlock();
  }
  static void in_parent() { after_fork(false); }
  static void in_child() { after_fork(true); }

  Entry entry_;
};

}  // namespace benchdiff::pools
