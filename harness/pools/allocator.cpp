#include <benchdiff/harness/pools/allocator.h>

#include <cstdlib>
#include <dlfcn.h>

namespace benchdiff::harness {

std::string allocator_name() {
  Dl_info info{};
  // By its name, as its address is known to be in this program only.
  void* const address = dlsym(RTLD_DEFAULT, "malloc");
  if (!address || dladdr(address, &info) == 0 || !info.dli_fname) return "unknown";
  const std::string path = info.dli_fname;
  std::string file = path.substr(path.rfind('/') + 1);
  if (!file.starts_with("libc.so") && !file.starts_with("libc-")) return file;
  const char* const threshold = std::getenv("MALLOC_MMAP_THRESHOLD_");
  return threshold ? std::string("glibc-mmap-threshold-") + threshold : "glibc";
}

}  // namespace benchdiff::harness
