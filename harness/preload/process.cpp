#include <benchdiff/harness/preload/process.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <unistd.h>

#include <benchdiff/harness/preload/counters.h>
#include <benchdiff/harness/preload/line.h>
#include <benchdiff/harness/preload/next.h>

// NOLINTBEGIN(readability-identifier-naming): these names are glibc's and the C++ ABI's.
extern "C" {
extern char* program_invocation_short_name;
int __cxa_atexit(void (*)(void*), void*, void*);
int __cxa_at_quick_exit(void (*)(void*), void*);
// operator new(std::size_t), if the program has one.
__attribute__((weak, visibility("default"))) void* _Znwm(std::size_t);
}
// NOLINTEND(readability-identifier-naming)

namespace benchdiff::preload {

constinit std::atomic<Mode> mode{Mode::peak};

namespace {

constinit std::atomic<std::int64_t> live{0}, most{0};

// The file and the program, from before the program could change its directory or write over its
// own arguments and environment, as those do that set their titles.
constinit char path[PATH_MAX + 1] = {};
constinit char program[64] = {};
constinit const char* unseen = nullptr;

constinit std::atomic<pid_t> owner{0};
constinit Counts reported{};
constinit std::atomic<bool> has_reported{false}, has_ended{false};

/// False where it doesn't fit.
bool set_path(const char* given) noexcept {
  std::size_t used = 0;
  if (given[0] != '/') {
    if (getcwd(path, PATH_MAX) == nullptr) return false;
    used = std::strlen(path);
    path[used++] = '/';
  }
  const std::size_t size = std::strlen(given);
  if (used + size >= sizeof path) return false;
  std::memcpy(path + used, given, size + 1);
  return true;
}

void append(const Line& line) noexcept {
  const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return;
  // One call, so that the lines of processes that end together stay lines.
  (void)!write(file, line.data(), line.size());
  close(file);
}

void report(bool again) noexcept {
  if (mode.load(std::memory_order_relaxed) == Mode::off || getpid() != owner.load()) return;
  const int error = errno;
  const Counts now = AllThreads::read();
  Counts since{};
  bool any = false;
  for (std::size_t i = 0; i < now.size(); ++i) {
    since[i] = now[i] - reported[i];
    any = any || since[i] != 0;
  }
  // An exec that failed has written its line; where nothing came after it, there is no other.
  if (any || again || !has_reported.load()) {
    Line line;
    line.add("pid=", static_cast<std::uint64_t>(owner.load()));
    line.add_name(" program=", program);
    line.add(" allocs=", since[allocs]);
    line.add(" frees=", since[frees]);
    line.add(" bytes=", since[bytes]);
    line.add(" mmaps=", since[mmaps]);
    line.add(" mmap-bytes=", since[mmap_bytes]);
    line.add(" munmaps=", since[munmaps]);
    line.add(" munmap-bytes=", since[munmap_bytes]);
    if (mode.load(std::memory_order_relaxed) == Mode::peak) {
      line.add(" live-bytes=", static_cast<std::uint64_t>(std::max<std::int64_t>(live.load(), 0)));
      line.add(" peak-bytes=", static_cast<std::uint64_t>(std::max<std::int64_t>(most.load(), 0)));
    }
    if (unseen != nullptr) line.add_name(" unseen=", unseen);
    line.end();
    append(line);
    reported = now;
    has_reported.store(true);
  }
  errno = error;
}

void begin_in_child() noexcept {
  AllThreads::begin_in_child();
  owner.store(getpid());
  reported = {};
  has_reported.store(false);
  has_ended.store(false);
  most.store(live.load());
}

/// Where a function is defined that all the program calls by this address.
const void* origin_of(void* function) noexcept {
  Dl_info found{};
  void* symbol = nullptr;
  if (function == nullptr || dladdr1(function, &found, &symbol, RTLD_DL_SYMENT) == 0) {
    return nullptr;
  }
  // A program that isn't position independent may have a stub for a function of others.
  const bool is_stub =
      symbol != nullptr && static_cast<const ElfW(Sym)*>(symbol)->st_shndx == SHN_UNDEF;
  return is_stub ? nullptr : found.dli_fbase;
}

/// Whether there are calls that don't come to us: those of malloc in a program that has its own
/// linked in, and those of operator new where the allocator brings its own along.
const char* find_unseen() noexcept {
  const void* const of_malloc = origin_of(reinterpret_cast<void*>(&malloc));
  const void* const ours = origin_of(reinterpret_cast<void*>(&begin_in_child));
  if (of_malloc != nullptr && of_malloc != ours) return "malloc";
  const void* const of_new = origin_of(reinterpret_cast<void*>(&_Znwm));
  const void* const of_next = origin_of(reinterpret_cast<void*>(next.malloc));
  return of_new != nullptr && of_new == of_next ? "new" : nullptr;
}

__attribute__((constructor)) void begin() {
  find_next();
  const char* const out = std::getenv("BENCHDIFF_PRELOAD_OUT");
  if (out == nullptr || out[0] == '\0' || !set_path(out)) {
    mode.store(Mode::off, std::memory_order_relaxed);
    return;
  }
  std::strncpy(program, program_invocation_short_name, sizeof program - 1);
  owner.store(getpid());
  counters.join();
  unseen = find_unseen();
  (void)pthread_atfork(nullptr, nullptr, begin_in_child);
  // A handler of no library, and older than the C runtime's: it runs after all static objects of
  // the program and of its libraries are gone, which a destructor of ours would not.
  (void)__cxa_atexit([](void*) { report_at_exit(); }, nullptr, nullptr);
  (void)__cxa_at_quick_exit([](void*) { report_at_exit(); }, nullptr);
  const char* const peak = std::getenv("BENCHDIFF_PRELOAD_PEAK");
  const bool wanted = peak != nullptr && std::strcmp(peak, "1") == 0;
  mode.store(wanted ? Mode::peak : Mode::counting, std::memory_order_relaxed);
}

}  // namespace

void LiveBytes::grow(std::uint64_t bytes) noexcept {
  const auto more = static_cast<std::int64_t>(bytes);
  const std::int64_t now = live.fetch_add(more, std::memory_order_relaxed) + more;
  std::int64_t before = most.load(std::memory_order_relaxed);
  while (now > before && !most.compare_exchange_weak(before, now, std::memory_order_relaxed)) {
  }
}

void LiveBytes::shrink(std::uint64_t bytes) noexcept {
  live.fetch_sub(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
}

void report_before_exec() noexcept { report(true); }

void report_at_exit() noexcept {
  if (getpid() == owner.load() && !has_ended.exchange(true)) report(false);
}

}  // namespace benchdiff::preload
