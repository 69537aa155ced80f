#pragma once

#include <algorithm>
#include <memory>

#include <benchdiff/pools/options.h>
#include <benchdiff/pools/policy.h>

namespace benchdiff::pools::variants {

/// No pool: an object is made, used and destroyed. What all others are measured by.
class NoStore {
 public:
  static constexpr const char* name = "fresh";
  explicit NoStore(const Options&) noexcept {}
  [[nodiscard]] void* take() noexcept { return nullptr; }
  [[nodiscard]] void* put(void* object) noexcept { return object; }
};

/// The objects of another policy, with all their memory zeroed when they are new: what "safe by
/// construction" costs.
template <class P>
struct Zeroed : P {
  using P::P;
  [[nodiscard]] auto make() const {
    auto object = P::make();
    std::ranges::fill(object->memory(), '\0');
    return object;
  }
};

/// Nothing is reset: the next holder finds what the last one left. UNSAFE, and what Go's sync.Pool
/// does if nobody takes care.
template <class P>
struct NoReset : P {
  using P::P;
  template <class T>
  Verdict recycle(T&) const noexcept {
    return Verdict::keep;
  }
};

/// All memory is wiped when an object comes back, used or not.
template <class P>
struct Wiped : P {
  using P::P;
  template <class T>
  Verdict recycle(T& object) const noexcept {
    std::ranges::fill(object.memory(), '\0');
    return P::recycle(object);
  }
};

}  // namespace benchdiff::pools::variants
