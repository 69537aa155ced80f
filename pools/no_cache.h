#pragma once

#include <cstddef>

#include <benchdiff/pools/counts.h>
#include <benchdiff/pools/options.h>

namespace benchdiff::pools {

/// No near side: everything goes through the depot and its one mutex. Slow where threads meet, and
/// plain enough to measure the others by.
class Mutex {
 public:
  static constexpr const char* name = "mutex";
  explicit Mutex(const Options&) noexcept {}
  [[nodiscard]] bool pop(void*&) noexcept { return false; }
  [[nodiscard]] bool push(void*) noexcept { return false; }
  template <class Take>
  void drain(Take) noexcept {}
  [[nodiscard]] Counts counts() const noexcept { return {}; }
  [[nodiscard]] std::size_t capacity() const noexcept { return 0; }
  void before_fork() noexcept {}
  void after_fork(bool) noexcept {}
};

/// No pooling: every get makes, and every object that comes back is destroyed. To see what a pool
/// is worth, or what it hides.
class Fresh : public Mutex {
 public:
  static constexpr const char* name = "fresh";
  using Mutex::Mutex;
};

}  // namespace benchdiff::pools
