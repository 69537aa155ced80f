#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>

#include <benchdiff/pools/depot.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/spin_lock.h>

namespace benchdiff::pools::variants {

/// One list behind one lock: what one writes first.
template <class Lock>
class LockedList {
 public:
  explicit LockedList(const Options& options) : objects_(options.depot) {}
  [[nodiscard]] void* take() noexcept {
    const std::lock_guard hold(lock_);
    return objects_.pop();
  }
  [[nodiscard]] void* put(void* object) noexcept {
    const std::lock_guard hold(lock_);
    if (objects_.full()) return object;
    objects_.push(object);
    return nullptr;
  }

 private:
  Lock lock_;
  BoundedStack objects_;
};

struct MutexList : LockedList<std::mutex> {
  static constexpr const char* name = "mutex_list";
  using LockedList::LockedList;
};
struct SpinList : LockedList<SpinLock<>> {
  static constexpr const char* name = "spin_list";
  using LockedList::LockedList;
};

}  // namespace benchdiff::pools::variants
