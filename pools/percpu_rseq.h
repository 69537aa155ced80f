#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>

#include <benchdiff/pools/counts.h>
#include <benchdiff/pools/cpus.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/rseq.h>
#include <benchdiff/pools/sanitizers.h>

#ifdef BENCHDIFF_POOLS_RSEQ

#include <sys/mman.h>

namespace benchdiff::pools {

/// A stack a CPU, reached by a restartable sequence: no lock, no atomic operation, and nothing to
/// be done when a thread ends. A signal handler may use it.
///
/// There are two slabs of stacks, and one is in use. drain() turns to the other one, which is
/// empty, stops all sequences with one membarrier, and then has the old one to itself.
template <class Sequences = rseq::Sequences>
class PercpuRseqOver {
 public:
  static constexpr const char* name = "percpu_rseq";

  /// Throws std::runtime_error where there are no restartable sequences.
  explicit PercpuRseqOver(const Options& options)
      : shards_(static_cast<std::uint32_t>(possible_cpus())),
        most_(options.local),
        first_(shards_),
        second_(shards_) {
    if (!Sequences::are_there()) {
      throw std::runtime_error("no restartable sequences here: take the back end percpu");
    }
    base_.store(first_.shards(), std::memory_order_release);
  }

  [[nodiscard, gnu::always_inline]] bool pop(void*& object) noexcept {
    const bool done = sequences_.pop(base(), shards_, object);
    if (done) take_over(object);
    return done;
  }

  [[nodiscard, gnu::always_inline]] bool push(void* object) noexcept {
    hand_on(object);
    return sequences_.push(base(), shards_, most_, object);
  }

  /// Gives all that is here to `take(object)`, while others go on with none. One at a time.
  template <class Take>
  void drain(Take take) noexcept {
    rseq::Shard* old = base_.load(std::memory_order_relaxed);
    base_.store(old == first_.shards() ? second_.shards() : first_.shards(),
                std::memory_order_release);
    sequences_.stop_all();
    for (std::uint32_t i = 0; i < shards_; ++i) {
      rseq::Shard& shard = old[i];
      if (shard.word == 0) continue;  // memory that no CPU has touched stays so
      add(shard.word, past_);
      for (std::size_t left = shard.word & 0xffff; left > 0; --left) {
        take_over(shard.slots[left - 1]);
        take(shard.slots[left - 1]);
      }
      shard.word = 0;
    }
    past_.cached = 0;
  }

  /// Not while drain() runs.
  [[nodiscard]] Counts counts() const noexcept {
    Counts counts = past_;
    const rseq::Shard* shards = base_.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < shards_; ++i) {
      add(__atomic_load_n(&shards[i].word, __ATOMIC_RELAXED), counts);
    }
    return counts;
  }

  /// How many objects all CPUs hold at most.
  [[nodiscard]] std::size_t capacity() const noexcept { return std::size_t{shards_} * most_; }

  // Every thread that vanishes in a child is before or behind a commit.
  void before_fork() noexcept {}
  void after_fork(bool /*in_child*/) noexcept {}

 private:
  /// Zeroed memory, of which only what is used is ever touched.
  class Slab {
   public:
    Slab() = default;
    explicit Slab(std::size_t count) : size_(count * sizeof(rseq::Shard)) {
      void* memory =
          mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory == MAP_FAILED) throw std::bad_alloc();
      shards_ = static_cast<rseq::Shard*>(memory);
    }
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;
    ~Slab() { munmap(shards_, size_); }
    [[nodiscard]] rseq::Shard* shards() const noexcept { return shards_; }

   private:
    std::size_t size_;
    rseq::Shard* shards_ = nullptr;
  };

  static void add(std::uint64_t word, Counts& counts) noexcept {
    const std::uint64_t cached = word & 0xffff;
    const std::uint64_t operations = word >> 16;
    counts.pops += (operations - cached) / 2;
    counts.pushes += (operations + cached) / 2;
    counts.cached += cached;
  }

  /// For the sequences, which read it anew each time.
  [[nodiscard]] rseq::Shard* const* base() const noexcept {
    static_assert(sizeof(base_) == sizeof(rseq::Shard*));
    return reinterpret_cast<rseq::Shard* const*>(&base_);
  }

  std::atomic<rseq::Shard*> base_{nullptr};
  Sequences sequences_;
  std::uint32_t shards_;
  std::uint32_t most_;
  Counts past_;  // of slabs that were drained
  Slab first_, second_;
};

using PercpuRseq = PercpuRseqOver<>;

}  // namespace benchdiff::pools

#endif
