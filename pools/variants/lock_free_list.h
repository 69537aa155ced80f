#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <benchdiff/pools/options.h>
#include <benchdiff/pools/variants/tagged_stack.h>

namespace benchdiff::pools::variants {

/// One list of numbered places, without a lock: two tagged stacks, of full places and of empty
/// ones. That nobody waits doesn't make it fast: all threads want the same line of memory.
class LockFreeList {
 public:
  static constexpr const char* name = "lock_free_list";
  explicit LockFreeList(const Options&) : places_(std::make_unique<Places>()) {
    for (std::uint32_t i = 0; i < most; ++i) places_->empty.push(i);
  }
  [[nodiscard]] void* take() noexcept {
    const std::uint32_t place = places_->full.pop();
    if (place == places_->full.none) return nullptr;
    void* const object = places_->objects[place];
    places_->empty.push(place);
    return object;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    const std::uint32_t place = places_->empty.pop();
    if (place == places_->empty.none) return object;
    places_->objects[place] = object;
    places_->full.push(place);
    return nullptr;
  }

 private:
  static constexpr std::size_t most = 1024;
  struct Places {
    alignas(128) TaggedStack<most> full;
    alignas(128) TaggedStack<most> empty;
    alignas(128) void* objects[most];
  };
  std::unique_ptr<Places> places_;
};

}  // namespace benchdiff::pools::variants
