#include <benchdiff/harness/process.h>

#include <sched.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <vector>
#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

namespace benchdiff::harness {
namespace {

/// A cpu_set_t is for 1024 CPUs; the kernel refuses a set that is smaller than its own.
std::size_t allowed_cpus() {
  for (std::size_t sets = 1; sets <= 64; sets *= 2) {
    std::vector<cpu_set_t> allowed(sets);
    const std::size_t bytes = sets * sizeof(cpu_set_t);
    if (sched_getaffinity(0, bytes, allowed.data()) == 0) {
      return static_cast<std::size_t>(CPU_COUNT_S(bytes, allowed.data()));
    }
  }
  return 0;
}

/// The leaf 0x40000000 is reserved for hypervisors; without one it answers anything.
std::string hypervisor_id() {
#if defined(__x86_64__) || defined(__i386__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned is_guest = 1U << 31U;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & is_guest) == 0) return {};
  __cpuid(0x40000000, a, b, c, d);
  std::string id;
  for (const unsigned part : {b, c, d}) {
    for (unsigned shift = 0; shift < 32; shift += 8) id += static_cast<char>(part >> shift & 0xFFU);
  }
  id.resize(id.find_last_not_of('\0') + 1);
  return id;
#else
  return {};
#endif
}

}  // namespace

Process this_process() {
  Process process;
  process.id = getpid();
  process.cpus = allowed_cpus();
  constexpr unsigned long only_ask = 0xFFFFFFFF;
  const int persona = personality(only_ask);
  process.fixed_layout = persona >= 0 && (persona & ADDR_NO_RANDOMIZE) != 0;
  if (utsname names = {}; uname(&names) == 0) {
    process.kernel = names.release;
    process.host = names.nodename;
  }
#if defined(__GLIBC__)
  process.libc = std::string("glibc ") + gnu_get_libc_version();
#endif
  process.hypervisor_id = hypervisor_id();
  return process;
}

}  // namespace benchdiff::harness
