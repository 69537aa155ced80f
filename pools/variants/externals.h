#pragma once

// Containers of other libraries as pools; each where its library is there.

#include <cstddef>

#include <benchdiff/pools/options.h>

#if __has_include(<tbb/concurrent_queue.h>)
#include <tbb/concurrent_queue.h>
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
#endif

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
