// What the program maps by itself, and allocators other than glibc's, whose calls don't come by
// here. mremap counts as realloc does: a mapping of the new size and an unmapping of the old one.

#include <cstdarg>
#include <cstddef>
#include <sys/types.h>

#include <benchdiff/harness/preload/counters.h>
#include <benchdiff/harness/preload/next.h>
#include <benchdiff/harness/preload/process.h>

namespace benchdiff::preload {
namespace {

// MAP_FAILED and MREMAP_FIXED, whose header declares what is defined here.
void* failed() noexcept { return reinterpret_cast<void*>(-1); }
constexpr int to_given_place = 2, leave_old = 4;

bool counts() noexcept { return mode.load(std::memory_order_relaxed) != Mode::off; }

void* mapped(void* at, std::size_t size) noexcept {
  if (at != failed() && counts()) {
    counters.add(mmaps, 1);
    counters.add(mmap_bytes, size);
  }
  return at;
}

void unmapped(std::size_t size) noexcept {
  if (!counts()) return;
  counters.add(munmaps, 1);
  counters.add(munmap_bytes, size);
}

}  // namespace
}  // namespace benchdiff::preload

#define BENCHDIFF_EXPORT __attribute__((visibility("default"))) extern

extern "C" {

BENCHDIFF_EXPORT void* mmap(void* at, std::size_t size, int protection, int flags, int file,
                            off_t from) {
  using namespace benchdiff::preload;
  find_next();
  return mapped(next.mmap(at, size, protection, flags, file, from), size);
}

static_assert(sizeof(off_t) == 8);
BENCHDIFF_EXPORT void* mmap64(void* at, std::size_t size, int protection, int flags, int file,
                              off_t from) {
  return mmap(at, size, protection, flags, file, from);
}

BENCHDIFF_EXPORT int munmap(void* at, std::size_t size) {
  using namespace benchdiff::preload;
  find_next();
  const int error = next.munmap(at, size);
  if (error == 0) unmapped(size);
  return error;
}

BENCHDIFF_EXPORT void* mremap(void* at, std::size_t old_size, std::size_t size, int flags, ...) {
  using namespace benchdiff::preload;
  find_next();
  void* place = nullptr;
  if ((flags & to_given_place) != 0) {
    va_list rest;
    va_start(rest, flags);
    place = va_arg(rest, void*);
    va_end(rest);
  }
  void* const moved = next.mremap(at, old_size, size, flags, place);
  // Of size 0, or with this flag, the old mapping stays.
  if (moved != failed() && old_size != 0 && (flags & leave_old) == 0) unmapped(old_size);
  return mapped(moved, size);
}
}
