#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include <benchdiff/pools/counts.h>
#include <benchdiff/pools/cpus.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/spin_lock.h>

namespace benchdiff::pools {

/// A stack a CPU, each with a lock that is nearly always free: for every system. Threads that move
/// in between are as right as others. Not for signal handlers.
class PercpuLock {
 public:
  static constexpr const char* name = "percpu_lock";

  explicit PercpuLock(const Options& options)
      : count_(possible_cpus()), most_(options.local), shards_(std::make_unique<Shard[]>(count_)) {}

  [[nodiscard]] bool pop(void*& object) noexcept {
    Shard& shard = mine();
    const std::lock_guard hold(shard.lock);
    if (shard.size == 0) return false;
    ++shard.pops;
    object = shard.objects[--shard.size];
    return true;
  }

  [[nodiscard]] bool push(void* object) noexcept {
    Shard& shard = mine();
    const std::lock_guard hold(shard.lock);
    if (shard.size == most_) return false;
    ++shard.pushes;
    shard.objects[shard.size++] = object;
    return true;
  }

  /// Gives all that is here to `take(object)`, while others go on with the other CPUs.
  template <class Take>
  void drain(Take take) noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      Shard& shard = shards_[i];
      const std::lock_guard hold(shard.lock);
      while (shard.size > 0) take(shard.objects[--shard.size]);
    }
  }

  [[nodiscard]] Counts counts() const noexcept {
    Counts counts;
    for (std::size_t i = 0; i < count_; ++i) {
      Shard& shard = shards_[i];
      const std::lock_guard hold(shard.lock);
      counts.pops += shard.pops;
      counts.pushes += shard.pushes;
      counts.cached += shard.size;
    }
    return counts;
  }

  [[nodiscard]] std::size_t capacity() const noexcept { return count_ * most_; }

  /// So that no lock is held in the child by a thread that isn't there.
  void before_fork() noexcept {
    for (std::size_t i = 0; i < count_; ++i) shards_[i].lock.lock();
  }
  void after_fork(bool /*in_child*/) noexcept {
    for (std::size_t i = 0; i < count_; ++i) shards_[i].lock.unlock();
  }

 private:
  /// Two lines, as neighbours are fetched in pairs.
  struct alignas(128) Shard {
    SpinLock<> lock;
    std::uint32_t size = 0;
    std::uint64_t pops = 0, pushes = 0;
    void* objects[63];
  };

  [[nodiscard]] Shard& mine() noexcept { return shards_[current_cpu() % count_]; }

  std::size_t count_;
  std::uint32_t most_;
  std::unique_ptr<Shard[]> shards_;
};

}  // namespace benchdiff::pools
