#pragma once

// Containers of other libraries as pools; each where its library is there.

#include <cstddef>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/pools/options.h>

#if __has_include(<tbb/concurrent_queue.h>)
#include <tbb/concurrent_queue.h>
#include <tbb/enumerable_thread_specific.h>
#define BENCHDIFF_POOLS_TBB 1
#endif
#if __has_include(<boost/lockfree/stack.hpp>)
#include <boost/lockfree/stack.hpp>
#define BENCHDIFF_POOLS_BOOST 1
#endif

namespace benchdiff::pools::variants {

#ifdef BENCHDIFF_POOLS_TBB
/// oneTBB's queue. Unbounded.
class TbbQueue {
 public:
  static constexpr const char* name = "tbb_queue";
  explicit TbbQueue(const Options&) {}
  [[nodiscard]] void* take() noexcept {
    void* object = nullptr;
    return queue_.try_pop(object) ? object : nullptr;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    queue_.push(object);
    return nullptr;
  }

 private:
  tbb::concurrent_queue<void*> queue_;
};

/// oneTBB's thread-specific values: a list a thread. Unbounded, and nothing flows between threads.
class TbbThreadSpecific {
 public:
  static constexpr const char* name = "tbb_thread_specific";
  explicit TbbThreadSpecific(const Options&) {}
  [[nodiscard]] void* take() noexcept {
    auto& mine = lists_.local();
    if (mine.empty()) return ending_ ? take_of_any() : nullptr;
    void* const object = mine.back();
    mine.pop_back();
    return object;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    lists_.local().push_back(object);
    return nullptr;
  }
  /// From now on, take() gives what other threads left as well; they must have ended.
  void end() noexcept { ending_ = true; }

 private:
  [[nodiscard]] void* take_of_any() noexcept {
    for (auto& list : lists_) {
      if (list.empty()) continue;
      void* const object = list.back();
      list.pop_back();
      return object;
    }
    return nullptr;
  }

  tbb::enumerable_thread_specific<std::vector<void*>> lists_;
  bool ending_ = false;
};
#endif

/// The standard's pool of memory: objects are made anew each time, in memory that is pooled. The
/// same bytes are asked for and nothing is reset, as nothing is left.
class PmrPool {
 public:
  static constexpr const char* name = "pmr";

  /// Of Buffer, what is needed.
  class Object {
   public:
    explicit Object(std::pmr::memory_resource& memory) : text_(&memory) {}
    Object& append(std::string_view text) {
      text_.append(text);
      return *this;
    }
    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    [[nodiscard]] std::string str() const { return std::string(text_); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    void reserve(std::size_t capacity) { text_.reserve(capacity); }

   private:
    std::pmr::string text_;
  };

  struct Delete {
    std::pmr::memory_resource* memory = nullptr;
    void operator()(Object* object) const noexcept {
      std::destroy_at(object);
      memory->deallocate(object, sizeof(Object), alignof(Object));
    }
  };
  using Lease = std::unique_ptr<Object, Delete>;

  explicit PmrPool(const Options& = {}) {}
  [[nodiscard]] Lease get() {
    void* const memory = memory_.allocate(sizeof(Object), alignof(Object));
    return Lease(std::construct_at(static_cast<Object*>(memory), memory_), Delete{&memory_});
  }
  /// All memory can be given back, and none of it while objects live.
  std::size_t trim() noexcept { return 0; }

 private:
  std::pmr::synchronized_pool_resource memory_;
};

#ifdef BENCHDIFF_POOLS_BOOST
/// Boost.Lockfree's stack of a fixed size.
class BoostStack {
 public:
  static constexpr const char* name = "boost_stack";
  explicit BoostStack(const Options&) {}
  [[nodiscard]] void* take() noexcept {
    void* object = nullptr;
    return stack_.pop(object) ? object : nullptr;
  }
  [[nodiscard]] void* put(void* object) noexcept { return stack_.push(object) ? nullptr : object; }

 private:
  boost::lockfree::stack<void*, boost::lockfree::capacity<1024>> stack_;
};
#endif

}  // namespace benchdiff::pools::variants
