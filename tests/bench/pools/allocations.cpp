#include <cstddef>
#include <cstdlib>
#include <new>

#include "allocations.h"

namespace benchdiff::bench {
namespace {

constinit thread_local Allocations of_thread{};

}  // namespace

Allocations allocations_of_thread() noexcept { return of_thread; }

void count_allocation(std::uint64_t bytes) noexcept {
  ++of_thread.count;
  of_thread.bytes += bytes;
}

}  // namespace benchdiff::bench

// All forms that are not named here call one of these.
void* operator new(std::size_t size) {
  benchdiff::bench::count_allocation(size);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  benchdiff::bench::count_allocation(size);
  const auto boundary = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(boundary, (size + boundary - 1) / boundary * boundary)) {
    return memory;
  }
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
