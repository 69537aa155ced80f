#pragma once

#include <atomic>
#include <cstdint>

#include <benchdiff/harness/allocation_counts.h>

namespace benchdiff::harness {

/// The counts of one thread, which it alone writes and others may read: plain loads and stores.
class ThreadCounters {
 public:
  void count_new(std::uint64_t bytes) noexcept {
    if (state_ != State::counting) [[unlikely]] {
      join({.allocations = 1, .bytes = bytes});
    }
    add<std::uint64_t>(allocations_, 1);
    add(bytes_, bytes);
  }
  void count_delete() noexcept {
    if (state_ != State::counting) [[unlikely]] {
      join({.frees = 1});
    }
    add<std::uint64_t>(frees_, 1);
  }
  /// A block of so many bytes more, or less.
  void count_live(std::int64_t bytes) noexcept {
    add(live_, bytes);
    const auto live = live_.load(std::memory_order_relaxed);
    if (live > peak_) peak_ = live;
  }

  [[nodiscard]] AllocationCounts read() const noexcept {
    return {allocations_.load(std::memory_order_relaxed), bytes_.load(std::memory_order_relaxed),
            frees_.load(std::memory_order_relaxed), live_.load(std::memory_order_relaxed)};
  }
  [[nodiscard]] std::int64_t peak() const noexcept { return peak_; }
  void reset_peak() noexcept { peak_ = live_.load(std::memory_order_relaxed); }

  /// Of the thread that asks.
  [[nodiscard]] static ThreadCounters& of_this_thread() noexcept;
  /// Of all threads, those that have ended included.
  [[nodiscard]] static AllocationCounts of_process() noexcept;

 private:
  /// A thread that has ended may still allocate: in destructors that run after ours.
  enum class State : std::uint8_t { unknown, counting, ended };
  struct Leaver;

  template <class T>
  static void add(std::atomic<T>& to, T amount) noexcept {
    to.store(to.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
  /// Lets this thread be one of the process's; where it has ended already, what is about to be
  /// counted goes to those at once.
  void join(const AllocationCounts& next) noexcept;
  void leave() noexcept;
  static void stay_alone() noexcept;

  std::atomic<std::uint64_t> allocations_{0}, bytes_{0}, frees_{0};
  std::atomic<std::int64_t> live_{0};
  std::int64_t peak_ = 0;
  State state_ = State::unknown;
  ThreadCounters* next_ = nullptr;
  ThreadCounters* previous_ = nullptr;
};

// Found without a call, in the first block of the thread's own memory.
extern constinit thread_local ThreadCounters counters_of_this_thread
    __attribute__((tls_model("initial-exec")));

inline ThreadCounters& ThreadCounters::of_this_thread() noexcept { return counters_of_this_thread; }

}  // namespace benchdiff::harness
