#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

#include <benchdiff/pools/options.h>
#include <benchdiff/pools/variants/deque.h>

namespace benchdiff::pools::variants {

/// Go's sync.Pool with threads for its processors: a private place and a deque each, and thieves at
/// the deques of others. Without its victims, and with a ring that drops what it has no room for.
class GoLike {
 public:
  static constexpr const char* name = "go_like";
  explicit GoLike(const Options&) : processors_(std::make_unique<Processor[]>(most)) {}

  [[nodiscard]] void* take() noexcept {
    Processor* const mine = processor();
    if (mine != nullptr) {
      if (mine->own != nullptr) {
        return std::exchange(mine->own, nullptr);
      }
      if (void* const object = mine->shared.pop_head(); object != nullptr) return object;
    }
    for (std::size_t i = 0; i < most; ++i) {
      if (void* const object = processors_[i].shared.pop_tail(); object != nullptr) return object;
      if (ending_ && processors_[i].own != nullptr) {
        return std::exchange(processors_[i].own, nullptr);
      }
    }
    return nullptr;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    Processor* const mine = processor();
    if (mine == nullptr) return object;
    if (mine->own == nullptr) {
      mine->own = object;
      return nullptr;
    }
    return mine->shared.push_head(object) ? nullptr : object;
  }
  /// From now on, take() gives what others kept for themselves as well; they must have ended.
  void end() noexcept { ending_ = true; }

 private:
  static constexpr std::size_t most = 64;
  struct alignas(128) Processor {
    void* own = nullptr;
    Deque<256> shared;
  };

  /// The one of this thread; nullptr beyond so many threads.
  [[nodiscard]] Processor* processor() noexcept {
    static std::atomic<std::size_t> next{0};
    static thread_local const std::size_t mine = next.fetch_add(1);
    return mine < most ? &processors_[mine] : nullptr;
  }

  std::unique_ptr<Processor[]> processors_;
  bool ending_ = false;
};

}  // namespace benchdiff::pools::variants
