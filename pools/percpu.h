#pragma once

#include <cstddef>
#include <optional>

#include <benchdiff/pools/counts.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/percpu_lock.h>
#include <benchdiff/pools/percpu_rseq.h>

namespace benchdiff::pools {

#ifdef BENCHDIFF_POOLS_RSEQ

/// PercpuRseq where the machine has restartable sequences, and PercpuLock where it hasn't; found
/// out once, when the pool is made.
class Percpu {
 public:
  static constexpr const char* name = "percpu";

  explicit Percpu(const Options& options) {
    if (rseq::is_there()) {
      rseq_.emplace(options);
    } else {
      lock_.emplace(options);
    }
  }

  [[nodiscard, gnu::always_inline]] bool pop(void*& object) noexcept {
    if (rseq_) [[likely]]
      return rseq_->pop(object);
    // Not to the caller's variable, which would have to be in memory for it.
    void* found = nullptr;
    const bool done = lock_->pop(found);
    object = found;
    return done;
  }
  [[nodiscard, gnu::always_inline]] bool push(void* object) noexcept {
    if (rseq_) [[likely]]
      return rseq_->push(object);
    return lock_->push(object);
  }
  template <class Take>
  void drain(Take take) noexcept {
    rseq_ ? rseq_->drain(take) : lock_->drain(take);
  }
  [[nodiscard]] Counts counts() const noexcept { return rseq_ ? rseq_->counts() : lock_->counts(); }
  [[nodiscard]] std::size_t capacity() const noexcept {
    return rseq_ ? rseq_->capacity() : lock_->capacity();
  }
  void before_fork() noexcept {
    if (lock_) lock_->before_fork();
  }
  void after_fork(bool in_child) noexcept {
    if (lock_) lock_->after_fork(in_child);
  }
  /// Which of the two it is.
  [[nodiscard]] bool uses_rseq() const noexcept { return rseq_.has_value(); }

 private:
  std::optional<PercpuRseq> rseq_;
  std::optional<PercpuLock> lock_;
};

#else

using Percpu = PercpuLock;

#endif

}  // namespace benchdiff::pools
