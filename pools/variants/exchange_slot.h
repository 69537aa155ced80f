#pragma once

#include <atomic>

#include <benchdiff/pools/atom.h>

namespace benchdiff::pools::variants {

/// Room for one object, which is exchanged for what comes: as the stripes of folly's pools,
/// lock-free and without a tag, as nothing is ever read before it is owned.
template <template <class> class Atom = StdAtom,
          std::memory_order order = std::memory_order_acq_rel>
class ExchangeSlot {
 public:
  /// What is here, or nullptr.
  [[nodiscard]] void* take() noexcept {
    return object_.load(std::memory_order_relaxed) == nullptr ? nullptr
                                                              : object_.exchange(nullptr, order);
  }
  /// What was here before, or nullptr.
  [[nodiscard]] void* put(void* object) noexcept { return object_.exchange(object, order); }

 private:
  Atom<void*> object_{nullptr};
};

}  // namespace benchdiff::pools::variants
