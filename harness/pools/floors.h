#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

#include <benchdiff/harness/pools/keep.h>
#include <benchdiff/harness/pools/slice.h>

namespace benchdiff::harness {

// What no pool can be expected to be faster than, or ought to be.

[[gnu::noinline]] inline void* out_of_line(void* object) {
  __asm__ volatile("" : "+r"(object) : : "memory");
  return object;
}

/// Two calls of functions that aren't inlined: what anything behind an interface costs.
class Calls : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    void* object = this;
    for (int i = 0; i < count; ++i) {
      object = out_of_line(object);
      keep(object);
      object = out_of_line(object);
    }
    return count;
  }
};

/// Memory of so many bytes, taken and given back untouched.
template <std::size_t bytes>
class NewDelete : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      void* memory = ::operator new(bytes);
      keep(memory);
      ::operator delete(memory);
    }
    return count;
  }
};

}  // namespace benchdiff::harness
