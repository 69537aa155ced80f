#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <stdexcept>

#include <benchdiff/pools/policy.h>

namespace benchdiff::pools {

/// An object that knows whether it has a holder, and that is counted while it lives.
struct Tracked {
  Tracked() { live.fetch_add(1); }
  Tracked(const Tracked&) = delete;
  Tracked& operator=(const Tracked&) = delete;
  ~Tracked() {
    if (destroyed.exchange(1) != 0) destroyed_twice.fetch_add(1);
    live.fetch_sub(1);
  }

  std::atomic<int> held{0};
  std::atomic<int> destroyed{0};
  std::uint64_t content = 0;  // 0 is as new
  std::uint64_t copy = 0;

  static inline std::atomic<int> live{0};
  static inline std::atomic<int> destroyed_twice{0};
};

/// Resets the content, refuses what a test has marked, and fails when a test wants it to.
struct TrackedPolicy {
  static constexpr std::uint64_t too_large = 1'000'000;
  static constexpr std::uint64_t throws_on_reset = 2'000'000;

  [[nodiscard]] std::unique_ptr<Tracked> make() const {
    if (fail_in.load() > 0 && fail_in.fetch_sub(1) == 1) throw std::runtime_error("make");
    return std::make_unique<Tracked>();
  }
  Verdict recycle(Tracked& object) const {
    if (object.content == throws_on_reset) throw std::runtime_error("recycle");
    const bool keep = object.content < too_large;
    object.content = 0;
    object.copy = 0;
    return keep ? Verdict::keep : Verdict::drop;
  }
  [[nodiscard]] bool is_clean(const Tracked& object) const noexcept { return object.content == 0; }

  /// The make() that throws, counted from 1; 0 for none.
  static inline std::atomic<int> fail_in{0};
};

}  // namespace benchdiff::pools
