#pragma once

#include <cstddef>
#include <sys/types.h>

namespace benchdiff::preload {

/// The functions that a program would call without us: those that follow in the order of search.
///
/// That is dlsym(RTLD_NEXT), rather than glibc's __libc_malloc and its like, since a program linked
/// to jemalloc, or one that has it preloaded after us, is to get jemalloc. The first call of each
/// function looks all of them up. What dlsym itself allocates then is served from a small static
/// arena (nothing in glibc 2.36, a little in others), isn't counted, and is never given back.
struct Next {
  void* (*malloc)(std::size_t);
  void* (*calloc)(std::size_t, std::size_t);
  void* (*realloc)(void*, std::size_t);
  void (*free)(void*);
  void* (*aligned_alloc)(std::size_t, std::size_t);
  int (*posix_memalign)(void**, std::size_t, std::size_t);
  void* (*memalign)(std::size_t, std::size_t);
  void* (*valloc)(std::size_t);
  void* (*pvalloc)(std::size_t);
  std::size_t (*malloc_usable_size)(void*);

  void* (*mmap)(void*, std::size_t, int, int, int, off_t);
  int (*munmap)(void*, std::size_t);
  void* (*mremap)(void*, std::size_t, std::size_t, int, void*);

  void (*exit)(int);  ///< _exit
  int (*execve)(const char*, char* const*, char* const*);
  int (*execvpe)(const char*, char* const*, char* const*);
  int (*fexecve)(int, char* const*, char* const*);
  int (*execveat)(int, const char*, char* const*, char* const*, int);
};

extern constinit Next next;

/// Looks all of them up, unless that is done.
void find_next() noexcept;

/// Whether the block was given to dlsym.
[[nodiscard]] bool is_of_arena(const void* block) noexcept;
/// Copies such a block into a larger or smaller one. How large the block is isn't known, but the
/// arena goes on behind it.
void copy_from_arena(void* to, const void* block, std::size_t size) noexcept;

}  // namespace benchdiff::preload
