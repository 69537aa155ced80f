// The program's operator new and delete, in all their forms, which count. Each form is replaced, so
// that none is a call of another one that the standard library may have bound to itself.

#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <new>

#include <benchdiff/harness/allocation_counter.h>
#include <benchdiff/harness/thread_counters.h>

namespace benchdiff::harness {
namespace {

constinit std::atomic<int> trackers{0};

ThreadCounters& counters() noexcept { return ThreadCounters::of_this_thread(); }

bool tracks_live() noexcept { return trackers.load(std::memory_order_relaxed) > 0; }

[[gnu::always_inline]] inline void count_new(void* memory, std::size_t size) noexcept {
  counters().count_new(size);
  if (tracks_live()) [[unlikely]] {
    counters().count_live(static_cast<std::int64_t>(malloc_usable_size(memory)));
  }
}

[[gnu::always_inline]] inline void free_counted(void* memory) noexcept {
  if (!memory) return;
  counters().count_delete();
  if (tracks_live()) [[unlikely]] {
    counters().count_live(-static_cast<std::int64_t>(malloc_usable_size(memory)));
  }
  std::free(memory);
}

void* allocate(std::size_t size) noexcept { return std::malloc(size == 0 ? 1 : size); }

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto boundary = static_cast<std::size_t>(alignment);
  const std::size_t whole = (size + boundary - 1) / boundary * boundary;
  if (whole < size) return nullptr;  // there is no such size
  return std::aligned_alloc(boundary, whole == 0 ? boundary : whole);
}

/// What is done where there is no memory: null where no handler finds some.
template <class... Alignment>
[[gnu::noinline]] void* ask_handler(std::size_t size, Alignment... alignment) {
  while (const std::new_handler find_some = std::get_new_handler()) {
    find_some();  // or throws
    if (void* const memory = allocate(size, alignment...)) {
      count_new(memory, size);
      return memory;
    }
  }
  return nullptr;
}

template <class... Alignment>
[[gnu::always_inline]] inline void* new_or_throw(std::size_t size, Alignment... alignment) {
  if (void* const memory = allocate(size, alignment...)) [[likely]] {
    count_new(memory, size);
    return memory;
  }
  if (void* const memory = ask_handler(size, alignment...)) return memory;
  throw std::bad_alloc();
}

template <class... Alignment>
void* new_or_null(std::size_t size, Alignment... alignment) noexcept {
  if (void* const memory = allocate(size, alignment...)) [[likely]] {
    count_new(memory, size);
    return memory;
  }
  try {
    return ask_handler(size, alignment...);
  } catch (...) {  // of the handler
    return nullptr;
  }
}

}  // namespace

extern "C" const AllocationCounter benchdiff_allocation_counter{
    .of_thread = []() noexcept { return counters().read(); },
    .of_process = &ThreadCounters::of_process,
    .track_live = [](bool on) noexcept { trackers += on ? 1 : -1; },
    .peak_of_thread = []() noexcept { return counters().peak(); },
    .reset_peak_of_thread = []() noexcept { counters().reset_peak(); }};

}  // namespace benchdiff::harness

using benchdiff::harness::free_counted;
using benchdiff::harness::new_or_null;
using benchdiff::harness::new_or_throw;
using std::align_val_t;
using std::nothrow_t;
using std::size_t;

void* operator new(size_t size) { return new_or_throw(size); }
void* operator new[](size_t size) { return new_or_throw(size); }
void* operator new(size_t size, align_val_t to) { return new_or_throw(size, to); }
void* operator new[](size_t size, align_val_t to) { return new_or_throw(size, to); }
void* operator new(size_t size, const nothrow_t&) noexcept { return new_or_null(size); }
void* operator new[](size_t size, const nothrow_t&) noexcept { return new_or_null(size); }
void* operator new(size_t size, align_val_t to, const nothrow_t&) noexcept {
  return new_or_null(size, to);
}
void* operator new[](size_t size, align_val_t to, const nothrow_t&) noexcept {
  return new_or_null(size, to);
}

void operator delete(void* memory) noexcept { free_counted(memory); }
void operator delete[](void* memory) noexcept { free_counted(memory); }
void operator delete(void* memory, size_t) noexcept { free_counted(memory); }
void operator delete[](void* memory, size_t) noexcept { free_counted(memory); }
void operator delete(void* memory, align_val_t) noexcept { free_counted(memory); }
void operator delete[](void* memory, align_val_t) noexcept { free_counted(memory); }
void operator delete(void* memory, size_t, align_val_t) noexcept { free_counted(memory); }
void operator delete[](void* memory, size_t, align_val_t) noexcept { free_counted(memory); }
void operator delete(void* memory, const nothrow_t&) noexcept { free_counted(memory); }
void operator delete[](void* memory, const nothrow_t&) noexcept { free_counted(memory); }
void operator delete(void* memory, align_val_t, const nothrow_t&) noexcept { free_counted(memory); }
void operator delete[](void* memory, align_val_t, const nothrow_t&) noexcept {
  free_counted(memory);
}
