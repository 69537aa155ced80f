#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <benchdiff/pools/atom.h>

namespace benchdiff::pools::variants {

/// A bounded ring that one owner pushes to and pops from at its head, and any thread pops from at
/// its tail: the heart of Go's sync.Pool. Head and tail share a word. Who moves the tail on owns
/// the object there, and empties its place when it has it; until then the place is taken.
template <std::size_t capacity, template <class> class Atom = StdAtom,
          std::memory_order publish = std::memory_order_release, bool looks_at_the_place = true>
class Deque {
  static_assert((capacity & (capacity - 1)) == 0, "a power of two");

 public:
  /// For the owner. False if there is no room.
  [[nodiscard]] bool push_head(void* object) noexcept {
    const std::uint64_t ends = ends_.load(std::memory_order_acquire);
    if (head(ends) - tail(ends) == capacity) return false;
    Atom<void*>& place = places_[head(ends) % capacity];
    if (looks_at_the_place && place.load(std::memory_order_acquire) != nullptr) return false;
    place.store(object, std::memory_order_relaxed);
    ends_.fetch_add(one_more, publish);
    return true;
  }

  /// For the owner: what it pushed last, or nullptr.
  [[nodiscard]] void* pop_head() noexcept {
    std::uint64_t ends = ends_.load(std::memory_order_acquire);
    for (;;) {
      if (head(ends) == tail(ends)) return nullptr;
      if (ends_.compare_exchange_weak(ends, ends - one_more, std::memory_order_acq_rel,
                                      std::memory_order_acquire)) {
        Atom<void*>& place = places_[(head(ends) - 1) % capacity];
        void* const object = place.load(std::memory_order_relaxed);
        place.store(nullptr, std::memory_order_relaxed);
        return object;
      }
    }
  }

  /// For everybody: what was pushed first, or nullptr.
  [[nodiscard]] void* pop_tail() noexcept {
    std::uint64_t ends = ends_.load(std::memory_order_acquire);
    for (;;) {
      if (head(ends) == tail(ends)) return nullptr;
      const std::uint64_t after =
          (ends & ~std::uint64_t{0xffffffff}) | static_cast<std::uint32_t>(tail(ends) + 1);
      if (ends_.compare_exchange_weak(ends, after, std::memory_order_acq_rel,
                                      std::memory_order_acquire)) {
        Atom<void*>& place = places_[tail(ends) % capacity];
        void* const object = place.load(std::memory_order_relaxed);
        place.store(nullptr, std::memory_order_release);
        return object;
      }
    }
  }

 private:
  static constexpr std::uint64_t one_more = std::uint64_t{1} << 32;
  static std::uint32_t head(std::uint64_t ends) noexcept {
    return static_cast<std::uint32_t>(ends >> 32);
  }
  static std::uint32_t tail(std::uint64_t ends) noexcept {
    return static_cast<std::uint32_t>(ends);
  }

  Atom<std::uint64_t> ends_{0};
  Atom<void*> places_[capacity] = {};
};

}  // namespace benchdiff::pools::variants
