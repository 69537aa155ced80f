#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <benchdiff/pools/atom.h>

namespace benchdiff::pools::variants {

/// A lock-free stack of the numbers 0 to `capacity` - 1, each on it at most once: Treiber (1986),
/// with a tag beside the head that each change moves on. Without it, a head that was popped and
/// pushed again between the look at it and the exchange is taken for one that nobody touched (ABA).
template <std::size_t capacity, template <class> class Atom = StdAtom, std::uint64_t tag = 1>
class TaggedStack {
 public:
  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

  /// The number pushed last, or `none`.
  [[nodiscard]] std::uint32_t pop() noexcept {
    std::uint64_t head = head_.load(std::memory_order_acquire);
    for (;;) {
      const std::uint32_t top = number(head);
      if (top == none) return none;
      const std::uint32_t next = next_[top].load(std::memory_order_relaxed);
      if (head_.compare_exchange_weak(head, after(head, next), std::memory_order_acquire,
                                      std::memory_order_acquire)) {
        return top;
      }
    }
  }

  void push(std::uint32_t place) noexcept {
    std::uint64_t head = head_.load(std::memory_order_relaxed);
    do {
      next_[place].store(number(head), std::memory_order_relaxed);
    } while (!head_.compare_exchange_weak(head, after(head, place), std::memory_order_release,
                                          std::memory_order_relaxed));
  }

 private:
  static std::uint32_t number(std::uint64_t head) noexcept {
    return static_cast<std::uint32_t>(head);
  }
  static std::uint64_t after(std::uint64_t head, std::uint32_t top) noexcept {
    return (((head >> 32) + tag) << 32) | top;
  }

  Atom<std::uint64_t> head_{none};
  Atom<std::uint32_t> next_[capacity] = {};
};

}  // namespace benchdiff::pools::variants
