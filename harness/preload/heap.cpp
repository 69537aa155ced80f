// malloc and its family, counted as valgrind's memcheck counts them ("total heap usage"):
//
// - bytes are as they were asked for, alignment and rounding apart;
// - malloc(0), and calloc of 0, is an allocation of 0 bytes; free(NULL) is nothing;
// - what fails is nothing. There memcheck differs in one case: it counts a realloc that fails for
//   want of memory as if it had been done;
// - realloc of a block is an allocation of the new size and a free, wherever the block ends up;
//   realloc(NULL, n) an allocation, and realloc(p, 0), where it answers NULL, a free;
// - pvalloc is an allocation, while memcheck 3.19 doesn't know it.
//
// operator new and delete of libstdc++ call these: new(0) asks for 1 byte, and new of what is
// aligned for a multiple of the alignment, where memcheck counts what the program wrote.

#include <cerrno>
#include <cstddef>

#include <benchdiff/harness/preload/counters.h>
#include <benchdiff/harness/preload/next.h>
#include <benchdiff/harness/preload/process.h>

namespace benchdiff::preload {
namespace {

/// Asked before the call is forwarded, so that forwarding is a mere jump.
bool is_off() noexcept { return mode.load(std::memory_order_relaxed) == Mode::off; }

void* allocated(void* block, std::size_t size) noexcept {
  const Mode now = mode.load(std::memory_order_relaxed);
  if (now == Mode::off || block == nullptr || is_of_arena(block)) return block;
  counters.add(allocs, 1);
  counters.add(bytes, size);
  if (now == Mode::peak) LiveBytes::grow(next.malloc_usable_size(block));
  return block;
}

// Called before it is free, so that the peak is never more than there was.
void freed(void* block) noexcept {
  counters.add(frees, 1);
  if (mode.load(std::memory_order_relaxed) == Mode::peak) {
    LiveBytes::shrink(next.malloc_usable_size(block));
  }
}

void* reallocated(void* block, std::size_t size) noexcept {
  if (is_of_arena(block)) {
    void* const moved = allocated(next.malloc(size), size);
    if (moved != nullptr) copy_from_arena(moved, block, size);
    return moved;
  }
  const Mode now = mode.load(std::memory_order_relaxed);
  if (now == Mode::off) return next.realloc(block, size);
  if (block == nullptr) return allocated(next.realloc(block, size), size);
  const std::size_t before = now == Mode::peak ? next.malloc_usable_size(block) : 0;
  LiveBytes::shrink(before);
  void* const moved = next.realloc(block, size);
  if (moved == nullptr && size != 0) {  // it failed, and the block is as before
    LiveBytes::grow(before);
    return moved;
  }
  counters.add(frees, 1);
  return allocated(moved, size);
}

}  // namespace
}  // namespace benchdiff::preload

using benchdiff::preload::allocated;
using benchdiff::preload::is_off;
using benchdiff::preload::next;

#define BENCHDIFF_EXPORT __attribute__((visibility("default"))) extern

extern "C" {

BENCHDIFF_EXPORT void* malloc(std::size_t size) {
  if (is_off()) return next.malloc(size);
  return allocated(next.malloc(size), size);
}

BENCHDIFF_EXPORT void* calloc(std::size_t count, std::size_t size) {
  if (is_off()) return next.calloc(count, size);
  return allocated(next.calloc(count, size), count * size);  // no overflow where there is a block
}

BENCHDIFF_EXPORT void* realloc(void* block, std::size_t size) {
  return benchdiff::preload::reallocated(block, size);
}

// Not forwarded: glibc's calls realloc, which would come back to us and be counted twice.
BENCHDIFF_EXPORT void* reallocarray(void* block, std::size_t count, std::size_t size) {
  std::size_t product = 0;
  if (__builtin_mul_overflow(count, size, &product)) {
    errno = ENOMEM;
    return nullptr;
  }
  return benchdiff::preload::reallocated(block, product);
}

BENCHDIFF_EXPORT void free(void* block) {
  if (benchdiff::preload::is_of_arena(block)) return;
  if (!is_off() && block != nullptr) benchdiff::preload::freed(block);
  next.free(block);
}

BENCHDIFF_EXPORT void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return allocated(next.aligned_alloc(alignment, size), size);
}

BENCHDIFF_EXPORT int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  const int error = next.posix_memalign(block, alignment, size);
  if (error == 0) (void)allocated(*block, size);
  return error;
}

BENCHDIFF_EXPORT void* memalign(std::size_t alignment, std::size_t size) {
  return allocated(next.memalign(alignment, size), size);
}

BENCHDIFF_EXPORT void* valloc(std::size_t size) { return allocated(next.valloc(size), size); }

BENCHDIFF_EXPORT void* pvalloc(std::size_t size) { return allocated(next.pvalloc(size), size); }
}
