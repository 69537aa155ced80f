#pragma once

#include <cstddef>

// What the sanitizers have to be told, as they see no assembly; nothing without them.

#if defined(__SANITIZE_THREAD__)
#define BENCHDIFF_POOLS_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define BENCHDIFF_POOLS_TSAN 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#define BENCHDIFF_POOLS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BENCHDIFF_POOLS_ASAN 1
#endif
#endif

#ifdef BENCHDIFF_POOLS_TSAN
extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}
#endif

#ifdef BENCHDIFF_POOLS_ASAN
extern "C" {
void __asan_poison_memory_region(const volatile void* address, std::size_t size);
void __asan_unpoison_memory_region(const volatile void* address, std::size_t size);
}
#endif

namespace benchdiff::pools {

/// Says that what this thread did to an object is done before it is handed on.
inline void hand_on([[maybe_unused]] void* object) noexcept {
#ifdef BENCHDIFF_POOLS_TSAN
  __tsan_release(object);
#endif
}

/// Says that what the last holder did to an object is done.
inline void take_over([[maybe_unused]] void* object) noexcept {
#ifdef BENCHDIFF_POOLS_TSAN
  __tsan_acquire(object);
#endif
}

/// Makes any use of memory a fault, until it is unpoisoned.
inline void poison([[maybe_unused]] const void* memory,
                   [[maybe_unused]] std::size_t size) noexcept {
#ifdef BENCHDIFF_POOLS_ASAN
  __asan_poison_memory_region(memory, size);
#endif
}
inline void unpoison([[maybe_unused]] const void* memory,
                     [[maybe_unused]] std::size_t size) noexcept {
#ifdef BENCHDIFF_POOLS_ASAN
  __asan_unpoison_memory_region(memory, size);
#endif
}

}  // namespace benchdiff::pools
