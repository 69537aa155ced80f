#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include <benchdiff/pools/options.h>

namespace benchdiff::pools::variants {

/// An array a thread, the same one for all pools of a type `T`. The fastest there is; but nobody
/// can trim it, what one thread gives back no other one gets, and what a thread keeps dies with it.
template <class T>
class StaticThreadLocal {
 public:
  static constexpr const char* name = "tls_static";
  explicit StaticThreadLocal(const Options&) noexcept {}
  [[nodiscard]] void* take() noexcept {
    Array& mine = array();
    return mine.size == 0 ? nullptr : mine.objects[--mine.size];
  }
  [[nodiscard]] void* put(void* object) noexcept {
    Array& mine = array();
    if (mine.size == most || mine.ended) return object;
    if (mine.size == 0) at_thread_exit();
    mine.objects[mine.size++] = object;
    return nullptr;
  }

 private:
  static constexpr std::size_t most = 64;
  struct Array {
    void* objects[most];
    std::size_t size;
    bool ended;
  };
  static Array& array() noexcept {
    static constinit thread_local Array array{};
    return array;
  }
  static void at_thread_exit() noexcept {
    struct Destroy {
      ~Destroy() {
        Array& mine = array();
        mine.ended = true;
        while (mine.size > 0) delete static_cast<T*>(mine.objects[--mine.size]);
      }
    };
    static thread_local Destroy destroy;
    (void)destroy;
  }
};

/// An array a thread and pool, found by the pool's number. Nobody clears up behind threads that
/// end: their arrays stay full until the pool ends.
class InstanceThreadLocal {
 public:
  static constexpr const char* name = "tls_instance";
  explicit InstanceThreadLocal(const Options&) : number_(next_number().fetch_add(1)) {}

  [[nodiscard]] void* take() noexcept {
    Array* mine = array();
    if (mine->size > 0) return mine->objects[--mine->size];
    return ending_ ? take_of_any() : nullptr;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    Array* mine = array();
    if (mine->size == most) return object;
    mine->objects[mine->size++] = object;
    return nullptr;
  }
  /// From now on, take() gives what other threads left as well; they must have ended.
  void end() noexcept { ending_ = true; }

 private:
  static constexpr std::size_t most = 64;
  struct Array {
    void* objects[most];
    std::size_t size = 0;
  };

  static std::atomic<std::size_t>& next_number() {
    static std::atomic<std::size_t> next{0};
    return next;
  }

  [[nodiscard]] Array* array() {
    static thread_local std::vector<Array*> arrays;
    if (number_ < arrays.size() && arrays[number_] != nullptr) [[likely]]
      return arrays[number_];
    if (number_ >= arrays.size()) arrays.resize(number_ + 1);
    const std::lock_guard hold(mutex_);
    arrays[number_] = all_.emplace_back(std::make_unique<Array>()).get();
    return arrays[number_];
  }
  [[nodiscard]] void* take_of_any() noexcept {
    const std::lock_guard hold(mutex_);
    for (auto& array : all_) {
      if (array->size > 0) return array->objects[--array->size];
    }
    return nullptr;
  }

  std::size_t number_;
  bool ending_ = false;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Array>> all_;
};

}  // namespace benchdiff::pools::variants
