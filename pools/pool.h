#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

#include <benchdiff/pools/at_fork.h>
#include <benchdiff/pools/checks.h>
#include <benchdiff/pools/depot.h>
#include <benchdiff/pools/lease.h>
#include <benchdiff/pools/no_cache.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/percpu.h>
#include <benchdiff/pools/policy.h>
#include <benchdiff/pools/sanitizers.h>
#include <benchdiff/pools/stats.h>
#include <benchdiff/pools/stop.h>

namespace benchdiff::pools {

/// A free list of temporary objects, in the manner of Go's sync.Pool: get() hands out an idle
/// object or a new one, and what comes back is made as new and kept for the next one who asks.
///
///     Pool<Request> pool;
///     auto request = pool.get();  // a Lease
///     request->parse(bytes);      // and it goes back at the end of the scope
///
/// It is no cache: an idle object may be destroyed at any time, nothing says which one a get()
/// gives, and an object put on one CPU may not be seen on another until it is spilled or trimmed.
/// All that is kept is bounded: Options::local objects a CPU, Options::depot behind these, and the
/// victims of one trim, which are no more than both. Objects stay where they are in memory.
///
/// `Near` is the back end: Percpu (PercpuRseq where the machine has it, else PercpuLock),
/// ThreadMagazine, Mutex, or Fresh, which never keeps an object. `Checked` finds misuse, see
/// checks.h.
///
/// Everything may be called by any number of threads at a time, but the destructor, which stops the
/// program if an object is still out. make(), recycle() and destructors of objects run without a
/// lock and may use the pool. See docs/pools.md for threads that end, fork(), signals and static
/// pools.
template <class T, class P = DefaultPolicy<T>, class Near = Percpu,
          bool Checked = checked_if_not_told>
  requires Policy<P, T>
class Pool {
 public:
  using Object = T;
  using Lease = pools::Lease<Pool>;
  using Place = std::source_location;

  /// Throws std::bad_alloc, and what Near throws.
  explicit Pool(Options options = {}, P policy = {})
      : near_(bounded(options)),
        policy_(std::move(policy)),
        name_(options.name),
        depot_(options, near_.capacity()) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    clear();
    if (const std::size_t out = stats().out; out > 0) {
      stop(
          "pool '%s' ends while %zu of its objects are still out: no lease may outlive its pool; "
          "for static ones, see immortal()",
          name_, out);
    }
  }

  /// An idle object, or a new one. Throws what make() throws; then nothing has changed.
  [[nodiscard, gnu::always_inline]] Lease get(const Place& place = Place::current()) {
    void* object;
    if (!near_.pop(object)) [[unlikely]]
      object = get_from_afar();
    return lend(object, place);
  }

  /// An idle object, or an empty lease.
  [[nodiscard]] Lease try_get(const Place& place = Place::current()) noexcept {
    void* object = nullptr;
    if (!near_.pop(object)) object = refill();
    return object == nullptr ? Lease() : lend(object, place);
  }

  /// Gives an object to the pool, as if it had been lent: to fill it beforehand, or to give back
  /// what was released. It is recycled first, and destroyed where there is no room.
  void put(std::unique_ptr<T> object, const Place& place = Place::current()) noexcept {
    if (object == nullptr) return;
    adopted_.fetch_add(1, std::memory_order_relaxed);
    if constexpr (Checked) Checks::adopt(this, name_, object.get(), place);
    keep_or_drop(object.release());
  }

  /// One epoch: destroys the victims, which are what was idle at the last trim and wasn't asked for
  /// since, and makes victims of all idle objects. So what nobody asks for is destroyed by the
  /// second trim. Others go on meanwhile. Gives the number of objects destroyed. O(idle objects),
  /// and an interrupt on every CPU that runs this process.
  std::size_t trim() noexcept {
    std::size_t destroyed = destroy_victims();
    auto hold = depot_.lock();
    while (depot_.has_victims()) {  // of another one who trims
      hold.unlock();
      destroyed += destroy_victims();
      hold.lock();
    }
    depot_.age();
    near_.drain([&](void* object) { depot_.age(object, weight()); });
    hold.unlock();
    trimmed_.fetch_add(destroyed, std::memory_order_relaxed);
    return destroyed;
  }

  /// Destroys all idle objects, and gives their number.
  std::size_t clear() noexcept {
    const std::size_t trimmed = trim();
    const std::size_t destroyed = destroy_victims();
    trimmed_.fetch_add(destroyed, std::memory_order_relaxed);
    return trimmed + destroyed;
  }

  [[nodiscard]] Stats stats() const noexcept {
    const auto hold = depot_.lock();
    const Counts near = near_.counts();
    Stats stats;
    stats.victim_hits = depot_.victim_hits;
    stats.hits = near.pops - depot_.spilled + depot_.hits + depot_.victim_hits;
    stats.misses = keeps ? depot_.misses : count(made_);
    stats.gets = stats.hits + stats.misses;
    stats.refills = depot_.refills;
    stats.spills = depot_.spills;
    stats.dropped_outlier = count(dropped_outlier_);
    stats.dropped_full = count(dropped_full_) + count(evicted_);
    stats.dropped_reset_threw = count(dropped_reset_threw_);
    stats.trimmed = count(trimmed_);
    stats.made = count(made_);
    stats.adopted = count(adopted_);
    stats.released = count(released_);
    stats.destroyed = count(destroyed_);
    stats.cached = near.cached + depot_.size();
    const std::uint64_t returned = near.pushes - depot_.refilled + depot_.returned;
    const std::uint64_t dropped = stats.dropped_outlier + count(dropped_full_) +
                                  stats.dropped_reset_threw + count(discarded_);
    stats.out = stats.hits + stats.made + stats.adopted - returned - dropped - stats.released;
    return stats;
  }

  [[nodiscard]] const char* name() const noexcept { return name_; }
  [[nodiscard]] const Near& back_end() const noexcept { return near_; }

 private:
  friend Lease;

  static constexpr bool keeps = !std::is_same_v<Near, Fresh>;
  /// How many objects go between a CPU and the depot at a time.
  static constexpr std::size_t batch = 16;

  static Options bounded(Options& options) noexcept {
    constexpr std::uint16_t most = 63;
    if (options.local == 0 || options.local > most) {
      stop("pool '%s': Options::local is %u, and must be 1 to 63", options.name,
           unsigned{options.local});
    }
    if constexpr (!keeps) options.depot = 0;
    return options;
  }

  [[nodiscard, gnu::always_inline]] Lease lend(void* object, [[maybe_unused]] const Place& place) {
    T* const lent = static_cast<T*>(object);
    if constexpr (Checked) {
      unpoison(lent, sizeof(T));
      bool is_clean = true;
      if constexpr (TellsClean<P, T>) is_clean = policy_.is_clean(*lent);
      Checks::lend(this, name_, lent, is_clean, place);
    }
    return Lease(lent, *this);
  }

  [[nodiscard, gnu::cold, gnu::noinline]] void* get_from_afar() {
    if (void* object = refill(); object != nullptr) return object;
    T* const made = policy_.make().release();
    made_.fetch_add(1, std::memory_order_relaxed);
    return made;
  }

  /// An object of the depot, and a batch more for this CPU; nullptr for a miss, which is counted.
  [[nodiscard, gnu::cold, gnu::noinline]] void* refill() noexcept {
    if constexpr (!keeps) return nullptr;
    const auto hold = depot_.lock();
    const std::uint64_t victims_before = depot_.victim_hits;
    void* const object = depot_.take(weight());
    if (object == nullptr) {
      ++depot_.misses;
      return nullptr;
    }
    if (depot_.victim_hits != victims_before) return object;
    ++depot_.hits;
    std::size_t moved = 0;
    while (moved + 1 < batch) {
      void* const next = depot_.take_idle(weight());
      if (next == nullptr) break;
      if (!near_.push(next)) {
        (void)depot_.give(next, weight());  // where it was
        break;
      }
      ++moved;
    }
    depot_.refilled += moved;
    depot_.refills += moved > 0 ? 1 : 0;
    return object;
  }

  [[gnu::always_inline]] void give_back(T* object) noexcept {
    if constexpr (Checked) Checks::give_back(this, name_, object);
    keep_or_drop(object);
  }

  [[gnu::always_inline]] void keep_or_drop(T* object) noexcept {
    if (!recycle(*object)) [[unlikely]]
      return;
    if constexpr (Checked) poison(object, sizeof(T));
    if (!near_.push(object)) [[unlikely]]
      spill(object);
  }

  /// False if the object is gone.
  // NOLINTNEXTLINE(bugprone-exception-escape): the checks may run out of memory, and that ends it
  [[nodiscard, gnu::always_inline]] bool recycle(T& object) noexcept {
    if constexpr (!keeps) {
      return drop(&object, dropped_full_);
    } else if constexpr (noexcept(policy_.recycle(object))) {
      return policy_.recycle(object) == Verdict::keep || drop(&object, dropped_outlier_);
    } else {
      try {
        return policy_.recycle(object) == Verdict::keep || drop(&object, dropped_outlier_);
      } catch (...) {
        return drop(&object, dropped_reset_threw_);
      }
    }
  }

  /// An object for which this CPU has no room goes to the depot, with a batch of others.
  [[gnu::cold, gnu::noinline]] void spill(T* object) noexcept {
    void* excess = nullptr;
    {
      const auto hold = depot_.lock();
      if (depot_.give(object, weight())) {
        ++depot_.returned;
        object = nullptr;
        excess = spill_batch();
      }
    }
    if (object != nullptr) drop(object, dropped_full_);
    if (excess != nullptr) drop(static_cast<T*>(excess), evicted_);
  }

  /// With the lock held. Gives an object that the depot has no room for by its bytes.
  [[nodiscard]] void* spill_batch() noexcept {
    std::size_t moved = 0;
    void* excess = nullptr;
    while (moved + 1 < batch && depot_.room() > 0 && excess == nullptr) {
      void* next = nullptr;
      if (!near_.pop(next)) break;
      ++moved;
      if (!depot_.give(next, weight())) excess = next;
    }
    depot_.spilled += moved;
    depot_.spills += moved > 0 ? 1 : 0;
    return excess;
  }

  /// Always false, for recycle().
  [[gnu::cold]] bool drop(T* object, std::atomic<std::uint64_t>& reason) noexcept {
    reason.fetch_add(1, std::memory_order_relaxed);
    destroy(object);
    return false;
  }

  void destroy(T* object) noexcept {
    destroyed_.fetch_add(1, std::memory_order_relaxed);
    if constexpr (Checked) {
      unpoison(object, sizeof(T));
      Checks::forget(object);
    }
    delete object;
  }

  void destroy_of_holder(T* object) noexcept { drop(object, discarded_); }

  void note_release([[maybe_unused]] T* object) noexcept {
    released_.fetch_add(1, std::memory_order_relaxed);
    if constexpr (Checked) Checks::forget(object);
  }

  /// Destroys the victims there are, some at a time, so that it takes no memory and no destructor
  /// runs under the lock.
  std::size_t destroy_victims() noexcept {
    constexpr std::size_t at_a_time = 64;
    void* victims[at_a_time];
    std::size_t destroyed = 0;
    for (;;) {
      std::size_t taken = 0;
      {
        const auto hold = depot_.lock();
        taken = depot_.take_victims(victims, at_a_time, weight());
      }
      if (taken == 0) return destroyed;
      for (std::size_t i = 0; i < taken; ++i) destroy(static_cast<T*>(victims[i]));
      destroyed += taken;
    }
  }

  /// The bytes of an idle object, where the policy knows them. Not of use without the lock.
  [[nodiscard]] auto weight() const noexcept {
    return [this]([[maybe_unused]] const void* object) noexcept -> std::size_t {
      if constexpr (Weighs<P, T>) {
        const T* const idle = static_cast<const T*>(object);
        if constexpr (Checked) unpoison(idle, sizeof(T));
        const std::size_t bytes = policy_.weight(*idle);
        if constexpr (Checked) poison(idle, sizeof(T));
        return bytes;
      } else {
        (void)this;
        return 0;
      }
    };
  }

  static std::uint64_t count(const std::atomic<std::uint64_t>& counter) noexcept {
    return counter.load(std::memory_order_relaxed);
  }

  /// What is read all the time isn't in one line of memory with what others write.
  static constexpr std::size_t line = 64;

  alignas(line) Near near_;
  [[no_unique_address]] P policy_;
  const char* name_;
  alignas(line) mutable Depot depot_;
  // Of what is slow anyway.
  std::atomic<std::uint64_t> dropped_outlier_{0}, dropped_full_{0}, dropped_reset_threw_{0};
  std::atomic<std::uint64_t> evicted_{0}, trimmed_{0}, made_{0}, adopted_{0};
  std::atomic<std::uint64_t> released_{0}, discarded_{0}, destroyed_{0};
  AtFork at_fork_{this,
                  [](void* pool) {
                    static_cast<Pool*>(pool)->depot_.mutex().lock();
                    static_cast<Pool*>(pool)->near_.before_fork();
                  },
                  [](void* pool, bool in_child) {
                    static_cast<Pool*>(pool)->near_.after_fork(in_child);
                    static_cast<Pool*>(pool)->depot_.mutex().unlock();
                  }};
};

/// A pool that is made at its first use and never destroyed, for leases that live as long as the
/// program: `Pool<T>& pool = immortal<Pool<T>>();` is one pool a type of pool and of `Tag`.
template <class Pool, class Tag = void>
[[nodiscard]] Pool& immortal(Options options = {}) {
  static Pool& pool = *new Pool(options);
  return pool;
}

}  // namespace benchdiff::pools
