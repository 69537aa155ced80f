#pragma once

#include <concepts>
#include <cstddef>
#include <memory>

namespace benchdiff::pools {

/// What becomes of an object that is given back.
enum class Verdict : unsigned char {
  keep,  ///< it is as new, and the next one to ask gets it
  drop,  ///< it is destroyed, as it has grown too large or can't be made as new
};

/// How objects of a pool are made and made as new.
///
/// `make()` gives a new object, and may throw: then the pool is as it was. It is called without any
/// lock, so that it may use the pool itself. `recycle(object)` resets what was used of an object,
/// may shrink it, and says whether to keep it; it should be noexcept, and an object on which it
/// throws is dropped. It is the one place where both are decided, as what is to be reset and what
/// is too large are seen in the same breath; its cost should go with what was used and not with
/// what the object could hold. Both are called by many threads at a time.
///
/// Optional: `weight(object)`, the bytes that an idle object holds, for Options::max_bytes;
/// `is_clean(object)`, whether an object is as new, which the checked mode asks of each object that
/// is handed out.
template <class P, class T>
concept Policy = requires(const P& policy, T& object) {
  { policy.make() } -> std::same_as<std::unique_ptr<T>>;
  { policy.recycle(object) } -> std::same_as<Verdict>;
};

/// Whether a policy knows the bytes of an object.
template <class P, class T>
concept Weighs = requires(const P& policy, const T& object) {
  { policy.weight(object) } noexcept -> std::convertible_to<std::size_t>;
};

/// Whether a policy can tell an object that is as new.
template <class P, class T>
concept TellsClean = requires(const P& policy, const T& object) {
  { policy.is_clean(object) } noexcept -> std::convertible_to<bool>;
};

/// Makes objects by their default constructor, resets them by `clear()` where they have it, and
/// keeps all of them. For what can grow, take a policy that drops outliers, as BufferPolicy does.
template <class T>
struct DefaultPolicy {
  [[nodiscard]] std::unique_ptr<T> make() const { return std::make_unique<T>(); }

  Verdict recycle(T& object) const noexcept(can_clear_quietly()) {
    if constexpr (requires { object.clear(); }) {
      object.clear();
    }
    return Verdict::keep;
  }

  [[nodiscard]] bool is_clean(const T& object) const noexcept
    requires requires {
      { object.empty() } -> std::convertible_to<bool>;
    }
  {
    return object.empty();
  }

 private:
  static constexpr bool can_clear_quietly() {
    if constexpr (requires(T& object) { object.clear(); }) {
      return noexcept(std::declval<T&>().clear());
    } else {
      return true;
    }
  }
};

}  // namespace benchdiff::pools
