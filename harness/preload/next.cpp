#include <benchdiff/harness/preload/next.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace benchdiff::preload {
namespace {

constexpr std::size_t arena_size = 16384;
alignas(16) constinit char arena[arena_size];
constinit std::atomic<std::size_t> arena_used{0};

constinit thread_local bool finding __attribute__((tls_model("initial-exec"))) = false;

void* take_from_arena(std::size_t size) noexcept {
  if (size <= arena_size) {
    const std::size_t at = arena_used.fetch_add((size + 15) / 16 * 16, std::memory_order_relaxed);
    if (at + size <= arena_size) return &arena[at];
  }
  errno = ENOMEM;
  return nullptr;
}

// What is called until the functions are found; and by dlsym, while it is looking for them.

void* first_malloc(std::size_t size) {
  if (finding) return take_from_arena(size);
  find_next();
  return next.malloc(size);
}
void* first_calloc(std::size_t count, std::size_t size) {
  if (finding) {  // the arena is 0, and used once
    std::size_t product = 0;
    return take_from_arena(__builtin_mul_overflow(count, size, &product) ? SIZE_MAX : product);
  }
  find_next();
  return next.calloc(count, size);
}
void* first_realloc(void* block, std::size_t size) {
  if (finding) {
    void* const moved = take_from_arena(size);
    if (moved != nullptr && block != nullptr) copy_from_arena(moved, block, size);
    return moved;
  }
  find_next();
  return next.realloc(block, size);
}
void first_free(void* block) {
  find_next();
  if (!finding) next.free(block);
}
void* first_aligned_alloc(std::size_t alignment, std::size_t size) {
  find_next();
  return finding ? nullptr : next.aligned_alloc(alignment, size);
}
int first_posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  find_next();
  return finding ? ENOMEM : next.posix_memalign(block, alignment, size);
}
void* first_memalign(std::size_t alignment, std::size_t size) {
  find_next();
  return finding ? nullptr : next.memalign(alignment, size);
}
void* first_valloc(std::size_t size) {
  find_next();
  return finding ? nullptr : next.valloc(size);
}
void* first_pvalloc(std::size_t size) {
  find_next();
  return finding ? nullptr : next.pvalloc(size);
}
std::size_t no_usable_size(void*) { return 0; }

void* mmap_of_kernel(void* at, std::size_t size, int protection, int flags, int file, off_t from) {
  return reinterpret_cast<void*>(syscall(SYS_mmap, at, size, protection, flags, file, from));
}
int munmap_of_kernel(void* at, std::size_t size) {
  return static_cast<int>(syscall(SYS_munmap, at, size));
}
void* mremap_of_kernel(void* at, std::size_t old_size, std::size_t size, int flags, void* to) {
  return reinterpret_cast<void*>(syscall(SYS_mremap, at, old_size, size, flags, to));
}
void exit_of_kernel(int status) { syscall(SYS_exit_group, status); }
int execve_of_kernel(const char* path, char* const* arguments, char* const* environment) {
  return static_cast<int>(syscall(SYS_execve, path, arguments, environment));
}
int no_execvpe(const char*, char* const*, char* const*) { return errno = ENOSYS, -1; }
int no_fexecve(int, char* const*, char* const*) { return errno = ENOSYS, -1; }
int no_execveat(int, const char*, char* const*, char* const*, int) { return errno = ENOSYS, -1; }

template <class Function>
void look_up(Function& function, const char* name) noexcept {
  void* const found = dlsym(RTLD_NEXT, name);
  if (found != nullptr) function = reinterpret_cast<Function>(found);
}

}  // namespace

constinit Next next{
    .malloc = first_malloc,
    .calloc = first_calloc,
    .realloc = first_realloc,
    .free = first_free,
    .aligned_alloc = first_aligned_alloc,
    .posix_memalign = first_posix_memalign,
    .memalign = first_memalign,
    .valloc = first_valloc,
    .pvalloc = first_pvalloc,
    .malloc_usable_size = no_usable_size,
    .mmap = mmap_of_kernel,
    .munmap = munmap_of_kernel,
    .mremap = mremap_of_kernel,
    .exit = exit_of_kernel,
    .execve = execve_of_kernel,
    .execvpe = no_execvpe,
    .fexecve = no_fexecve,
    .execveat = no_execveat,
};

// The first thread does it, alone: to begin another one allocates.
void find_next() noexcept {
  static constinit bool is_found = false;
  if (finding || is_found) return;
  const int error = errno;
  finding = true;
  Next found = next;  // all at once, so that none but the arena serves dlsym meanwhile
  look_up(found.malloc, "malloc");
  look_up(found.calloc, "calloc");
  look_up(found.realloc, "realloc");
  look_up(found.free, "free");
  look_up(found.aligned_alloc, "aligned_alloc");
  look_up(found.posix_memalign, "posix_memalign");
  look_up(found.memalign, "memalign");
  look_up(found.valloc, "valloc");
  look_up(found.pvalloc, "pvalloc");
  look_up(found.malloc_usable_size, "malloc_usable_size");
  look_up(found.mmap, "mmap");
  look_up(found.munmap, "munmap");
  look_up(found.mremap, "mremap");
  look_up(found.exit, "_exit");
  look_up(found.execve, "execve");
  look_up(found.execvpe, "execvpe");
  look_up(found.fexecve, "fexecve");
  look_up(found.execveat, "execveat");
  next = found;
  is_found = true;
  finding = false;
  errno = error;
}

bool is_of_arena(const void* block) noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(block);
  return at - reinterpret_cast<std::uintptr_t>(arena) < arena_size;
}

void copy_from_arena(void* to, const void* block, std::size_t size) noexcept {
  const auto left = static_cast<std::size_t>(arena + arena_size - static_cast<const char*>(block));
  std::memmove(to, block, std::min(size, left));
}

}  // namespace benchdiff::preload
