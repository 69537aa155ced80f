#pragma once

#include <cstddef>
#include <cstdint>

#include <benchdiff/pools/atom.h>
#include <benchdiff/pools/fences.h>

namespace benchdiff::pools {

/// A bounded stack that one thread uses without any atomic operation of cost, and that others can
/// take over for a moment: the owner says that it is at it and then looks whether somebody claims
/// the stack, the other one claims it and then looks whether the owner is at it. Between saying and
/// looking stands a fence, of which the owner's half is free.
///
/// `Atom` and `Fence` are those of the standard and of the kernel, but for a test.
template <template <class> class Atom = StdAtom, class Fence = AsymmetricFence>
class OwnedStack {
 public:
  static constexpr std::size_t most = 63;

  /// What has to be done to the owner's operation: `claimed` is to be tried elsewhere.
  enum class Outcome { done, nothing, claimed };

  [[nodiscard]] Outcome pop(const Fence& fence, void*& object) noexcept {
    if (!begin(fence)) return Outcome::claimed;
    const std::uint64_t word = word_.load(std::memory_order_relaxed);
    const std::size_t size = word & 0xffff;
    if (size > 0) {
      object = objects_[size - 1];
      word_.store(word + 0xffff, std::memory_order_relaxed);
    }
    end();
    return size > 0 ? Outcome::done : Outcome::nothing;
  }

  [[nodiscard]] Outcome push(const Fence& fence, void* object, std::size_t at_most) noexcept {
    if (!begin(fence)) return Outcome::claimed;
    const std::uint64_t word = word_.load(std::memory_order_relaxed);
    const std::size_t size = word & 0xffff;
    const bool room = size < at_most;
    if (room) {
      objects_[size] = object;
      word_.store(word + 0x10001, std::memory_order_relaxed);
    }
    end();
    return room ? Outcome::done : Outcome::nothing;
  }

  // To take over, for one other thread at a time: claim() any number of stacks, fence.heavy() once,
  // and then of each wait(), take what is there, and unclaim().
  void claim() noexcept { claimed_.store(1, std::memory_order_relaxed); }
  void wait() noexcept {
    while (busy_.load(std::memory_order_acquire) != 0) Fence::pause();
  }
  void unclaim() noexcept { claimed_.store(0, std::memory_order_release); }
  template <class Take>
  void take_all(Take take) noexcept {
    const std::uint64_t word = word_.load(std::memory_order_relaxed);
    for (std::size_t left = word & 0xffff; left > 0; --left) take(objects_[left - 1]);
    // None of these is an operation of the owner: below the count, the word stays as it is.
    word_.store(word & ~std::uint64_t{0xffff}, std::memory_order_relaxed);
    taken_ += word & 0xffff;
  }

  /// The owner is gone amidst whatever it did, as other threads are in a forked child.
  void owner_vanished() noexcept { busy_.store(0, std::memory_order_relaxed); }

  /// Objects here, and how many were ever pushed and popped.
  [[nodiscard]] std::size_t size() const noexcept {
    return word_.load(std::memory_order_relaxed) & 0xffff;
  }
  [[nodiscard]] std::uint64_t pushes() const noexcept { return (operations() + left()) / 2; }
  [[nodiscard]] std::uint64_t pops() const noexcept { return (operations() - left()) / 2; }

 private:
  [[nodiscard]] std::uint64_t operations() const noexcept {
    return word_.load(std::memory_order_relaxed) >> 16;
  }
  /// What the owner pushed and didn't pop.
  [[nodiscard]] std::uint64_t left() const noexcept { return size() + taken_; }

  [[nodiscard]] bool begin(const Fence& fence) noexcept {
    busy_.store(1, std::memory_order_relaxed);
    fence.light();
    if (claimed_.load(std::memory_order_acquire) == 0) [[likely]]
      return true;
    end();
    return false;
  }
  void end() noexcept { busy_.store(0, std::memory_order_release); }

  Atom<int> busy_{0};
  Atom<int> claimed_{0};
  Atom<std::uint64_t> word_{0};  // operations and number, as in rseq::Shard
  std::uint64_t taken_ = 0;      // by others
  void* objects_[most] = {};
};

}  // namespace benchdiff::pools
