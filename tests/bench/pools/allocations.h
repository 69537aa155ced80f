#pragma once

#include <cstdint>

namespace benchdiff::bench {

/// What went through operator new.
struct Allocations {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  friend Allocations operator-(Allocations a, Allocations b) {
    return {a.count - b.count, a.bytes - b.bytes};
  }
  friend Allocations operator+(Allocations a, Allocations b) {
    return {a.count + b.count, a.bytes + b.bytes};
  }
};

/// Of this thread, since it began. The program's operator new counts, see allocations.cpp.
[[nodiscard]] Allocations allocations_of_thread() noexcept;
/// Counts what doesn't go through operator new.
void count_allocation(std::uint64_t bytes) noexcept;

}  // namespace benchdiff::bench
