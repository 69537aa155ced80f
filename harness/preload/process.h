#pragma once

#include <atomic>
#include <cstdint>

namespace benchdiff::preload {

enum class Mode : unsigned char {
  off,       ///< calls are forwarded, and that is all
  counting,  ///< BENCHDIFF_PRELOAD_OUT is set
  peak,      ///< BENCHDIFF_PRELOAD_PEAK=1 besides: live bytes are tracked, which has its cost
};

/// Everything is counted until our constructor has read the environment: those of other libraries,
/// libstdc++'s for one, run and allocate before it.
extern constinit std::atomic<Mode> mode;

/// What the heap holds, in the sizes that the allocator really gives, as those alone are known when
/// a block is freed. Of the whole process, with an atomic addition for each call.
class LiveBytes {
 public:
  static void grow(std::uint64_t bytes) noexcept;
  static void shrink(std::uint64_t bytes) noexcept;
};

/// Appends the line of this process to the file that BENCHDIFF_PRELOAD_OUT names: what was counted
/// since the line before, if there was one. Does nothing in a child of vfork(), which counts in its
/// parent's memory. Never allocates, and leaves errno alone.
void report_before_exec() noexcept;
/// The same, once.
void report_at_exit() noexcept;

}  // namespace benchdiff::preload
