#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#include <benchdiff/pools/counts.h>
#include <benchdiff/pools/fences.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/owned_stack.h>

namespace benchdiff::pools {

/// A stack a thread, for systems without restartable sequences whose threads are few. What a thread
/// leaves behind when it ends is for the next new thread; so there are as many as ever were at a
/// time. Not for signal handlers.
class ThreadMagazine {
 public:
  static constexpr const char* name = "thread_magazine";

  explicit ThreadMagazine(const Options& options)
      : most_(std::min<std::size_t>(options.local, Stack::most)) {
    const std::lock_guard hold(registry().mutex);
    auto& pools = registry().pools;
    slot_ = static_cast<std::size_t>(std::ranges::find(pools, nullptr) - pools.begin());
    if (slot_ == pools.size()) pools.push_back(nullptr);
    pools[slot_] = this;
    id_ = ++registry().last_id;
  }
  ~ThreadMagazine() {
    const std::lock_guard hold(registry().mutex);
    registry().pools[slot_] = nullptr;
  }
  ThreadMagazine(const ThreadMagazine&) = delete;
  ThreadMagazine& operator=(const ThreadMagazine&) = delete;

  [[nodiscard]] bool pop(void*& object) noexcept {
    Stack* mine = stack();
    return mine != nullptr && mine->pop(fence_, object) == Stack::Outcome::done;
  }

  [[nodiscard]] bool push(void* object) noexcept {
    Stack* mine = stack();
    return mine != nullptr && mine->push(fence_, object, most_) == Stack::Outcome::done;
  }

  /// Gives all that is here to `take(object)`; owners that come in between find nothing and no
  /// room.
  template <class Take>
  void drain(Take take) noexcept {
    const std::lock_guard hold(mutex_);
    for (const auto& magazine : magazines_) magazine->stack.claim();
    fence_.heavy();
    for (const auto& magazine : magazines_) {
      magazine->stack.wait();
      magazine->stack.take_all(take);
      magazine->stack.unclaim();
    }
  }

  [[nodiscard]] Counts counts() const noexcept {
    const std::lock_guard hold(mutex_);
    Counts counts;
    for (const auto& magazine : magazines_) {
      counts.pops += magazine->stack.pops();
      counts.pushes += magazine->stack.pushes();
      counts.cached += magazine->stack.size();
    }
    return counts;
  }

  /// Not known beforehand; the objects of this many threads.
  [[nodiscard]] std::size_t capacity() const noexcept { return threads_foreseen * most_; }
  static constexpr std::size_t threads_foreseen = 256;

  void before_fork() noexcept {
    registry().mutex.lock();
    mutex_.lock();
  }
  void after_fork(bool in_child) noexcept {
    if (in_child) adopt_all_but_mine();
    mutex_.unlock();
    registry().mutex.unlock();
  }

 private:
  using Stack = OwnedStack<>;

  struct alignas(128) Magazine {
    Stack stack;
    bool owned = true;
  };

  /// What a thread knows of its magazines, by the slots of pools. It has nothing to be destroyed,
  /// so that it can be used to the last.
  struct Table {
    struct Entry {
      std::uint64_t id;  // of the pool, as slots are used again
      Magazine* magazine;
    };
    Entry* entries = nullptr;
    std::size_t size = 0;
    bool closed = false;
  };

  struct Registry {
    std::recursive_mutex mutex;  // a fork locks it once for each pool
    std::vector<ThreadMagazine*> pools;
    std::uint64_t last_id = 0;
  };
  static Registry& registry() {
    static Registry& registry = *new Registry;
    return registry;
  }
  static Table& table() noexcept {
    static constinit thread_local Table table;
    return table;
  }

  /// Leaves a thread's magazines to others when it ends.
  struct AtThreadExit {
    ~AtThreadExit() {
      Table& ending = table();
      const std::lock_guard hold(registry().mutex);
      const auto& pools = registry().pools;
      for (std::size_t slot = 0; slot < std::min(ending.size, pools.size()); ++slot) {
        ThreadMagazine* pool = pools[slot];
        if (pool != nullptr && pool->id_ == ending.entries[slot].id) {
          const std::lock_guard hold_pool(pool->mutex_);
          ending.entries[slot].magazine->owned = false;
        }
      }
      delete[] ending.entries;
      ending = {.entries = nullptr, .size = 0, .closed = true};
    }
  };

  [[nodiscard]] Stack* stack() noexcept {
    const Table& mine = table();
    if (slot_ < mine.size && mine.entries[slot_].id == id_) [[likely]] {
      return &mine.entries[slot_].magazine->stack;
    }
    Magazine* magazine = attach();
    return magazine == nullptr ? nullptr : &magazine->stack;
  }

  /// This thread's first time here. nullptr where it is ending, or there is no memory.
  [[gnu::cold, gnu::noinline]] Magazine* attach() noexcept try {
    Table& mine = table();
    if (mine.closed) return nullptr;
    static thread_local AtThreadExit at_exit;
    (void)at_exit;
    if (slot_ >= mine.size) {
      const std::size_t size = std::max<std::size_t>(2 * mine.size, slot_ + 8);
      auto* entries = new Table::Entry[size]();
      std::copy_n(mine.entries, mine.size, entries);
      delete[] mine.entries;
      mine.entries = entries;
      mine.size = size;
    }
    const std::lock_guard hold(mutex_);
    auto left = std::ranges::find(magazines_, false, [](const auto& m) { return m->owned; });
    if (left == magazines_.end()) {
      if (magazines_.size() == threads_foreseen) return nullptr;  // the depot serves the others
      magazines_.push_back(std::make_unique<Magazine>());
      left = magazines_.end() - 1;
    }
    (*left)->owned = true;
    mine.entries[slot_] = {id_, left->get()};
    return left->get();
  } catch (const std::bad_alloc&) {
    return nullptr;
  }

  void adopt_all_but_mine() noexcept {
    const Table& mine = table();
    const bool known = slot_ < mine.size && mine.entries[slot_].id == id_;
    for (const auto& magazine : magazines_) {
      if (known && magazine.get() == mine.entries[slot_].magazine) continue;
      magazine->stack.owner_vanished();
      magazine->owned = false;
    }
  }

  AsymmetricFence fence_;
  std::size_t slot_ = 0;
  std::uint64_t id_ = 0;
  std::size_t most_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Magazine>> magazines_;
};

}  // namespace benchdiff::pools
