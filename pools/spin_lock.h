#pragma once

#include <thread>

#include <benchdiff/pools/atom.h>

namespace benchdiff::pools {

/// A lock for a few instructions at a time: spins, and lets others run when that takes long. Meets
/// the requirements of a mutex for std::lock_guard.
template <template <class> class Atom = StdAtom>
class SpinLock {
 public:
  [[nodiscard]] bool try_lock() noexcept {
    return held_.load(std::memory_order_relaxed) == 0 &&
           held_.exchange(1, std::memory_order_acquire) == 0;
  }
  void lock() noexcept {
    constexpr int patience = 64;
    for (int tries = 0; !try_lock(); ++tries) {
      if (tries >= patience) std::this_thread::yield();
    }
  }
  void unlock() noexcept { held_.store(0, std::memory_order_release); }

 private:
  Atom<int> held_{0};
};

}  // namespace benchdiff::pools
