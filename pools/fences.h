#pragma once

#include <atomic>
#include <thread>

#include <benchdiff/pools/sanitizers.h>
#include <benchdiff/pools/stop.h>

#if defined(__linux__)
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace benchdiff::pools {

/// Fences of which one side is free: where all of one kind are light ones, the rare other side pays
/// for both, by stopping every running thread of the process for a moment.
///
/// After heavy(), either a thread sees what was written before heavy(), or the caller sees what
/// that thread wrote before its light().
class AsymmetricFence {
 public:
  /// Asks the kernel, once; where it has no membarrier, both sides are ordinary fences.
  AsymmetricFence() noexcept : heavy_does_it_all_(membarrier_is_there()) {}

  void light() const noexcept {
#ifdef BENCHDIFF_POOLS_TSAN
    std::atomic_signal_fence(std::memory_order_seq_cst);
#else
    if (heavy_does_it_all_) [[likely]] {
      std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
      std::atomic_thread_fence(std::memory_order_seq_cst);
    }
#endif
  }

  void heavy() const noexcept {
#if defined(__linux__)
    if (heavy_does_it_all_) {
      constexpr auto fence = MEMBARRIER_CMD_PRIVATE_EXPEDITED;
      if (syscall(SYS_membarrier, fence, 0, 0) == 0) [[likely]]
        return;
      // A process that forks may have to ask anew.
      if (membarrier_is_there() && syscall(SYS_membarrier, fence, 0, 0) == 0) return;
      stop("the kernel has no membarrier any more");
    }
#endif
#ifndef BENCHDIFF_POOLS_TSAN
    std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
  }

  /// While waiting for another thread.
  static void pause() noexcept { std::this_thread::yield(); }

 private:
  static bool membarrier_is_there() noexcept {
#if defined(__linux__)
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
#else
    return false;
#endif
  }

  bool heavy_does_it_all_;
};

}  // namespace benchdiff::pools
