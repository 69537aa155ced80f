#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace benchdiff::preload {

enum Count : std::size_t { allocs, frees, bytes, mmaps, mmap_bytes, munmaps, munmap_bytes };
using Counts = std::array<std::uint64_t, munmap_bytes + 1>;

/// What one thread counts, which it alone writes and others may read: plain loads and stores.
class ThreadCounters {
 public:
  void add(Count what, std::uint64_t amount) noexcept {
    if (state_ != State::listed) [[unlikely]] {
      if (!join()) return add_for_ended(what, amount);
    }
    auto& count = counts_[what];
    count.store(count.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }

  /// Lets the process's counts include those of this thread. False where the thread has left. Takes
  /// no lock: an allocator may map memory while it holds one of its own, which a fork waits for.
  bool join() noexcept;
  /// Hands the counts to the process. What the thread still counts goes there at once: destructors
  /// that run after ours may allocate, and so does glibc at the end of a thread.
  void leave() noexcept;

 private:
  friend class AllThreads;
  enum class State : unsigned char { unknown, listed, ended };

  static void add_for_ended(Count what, std::uint64_t amount) noexcept;

  std::array<std::atomic<std::uint64_t>, Counts{}.size()> counts_{};
  ThreadCounters* next_ = nullptr;
  State state_ = State::unknown;
};

// A preloaded library is there when the first thread begins, so its own block of each thread has
// room for these: they are found without a call, and without an allocation.
extern constinit thread_local ThreadCounters counters __attribute__((tls_model("initial-exec")));

/// The threads of the process. Nothing here allocates.
class AllThreads {
 public:
  /// Of all threads that ever were, since the process began or was forked.
  static Counts read() noexcept;

  /// To be called in a child of fork(), whose one thread begins at 0. Whatever the other threads of
  /// the parent were doing, nothing of it remains; so there is nothing to do before a fork.
  static void begin_in_child() noexcept;

 private:
  friend class ThreadCounters;
  class Hold;

  static void list(ThreadCounters& thread) noexcept;
  static void unlist(ThreadCounters& thread) noexcept;
};

}  // namespace benchdiff::preload
