#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

// Restartable sequences: a few instructions that the kernel starts anew when the thread is
// preempted, moved to another CPU or interrupted by a signal amidst them, so that what they do to
// the memory of their CPU happens as if at once. Linux on x86-64, with a C library that registers
// threads (glibc 2.35); BENCHDIFF_POOLS_RSEQ says whether it is compiled in, rseq::is_there()
// whether it works.

#if defined(__linux__) && defined(__x86_64__) && defined(__GLIBC__) && \
    __has_include(<sys/rseq.h>) && __has_include(<linux/membarrier.h>)
#define BENCHDIFF_POOLS_RSEQ 1
#endif

namespace benchdiff::pools::rseq {

/// The idle objects of one CPU: a word that holds their number in its low 16 bits and, above, how
/// many operations there were, and the objects behind it from the first on. One store of the word
/// commits an operation and counts it.
struct alignas(64) Shard {
  std::uint64_t word;
  void* slots[63];
};
inline constexpr int shard_bits = 9;
static_assert(sizeof(Shard) == 1U << shard_bits);

/// Where a thread's area for restartable sequences is, from its thread pointer on.
struct Area {
  std::ptrdiff_t offset = 0;  ///< of the area
  std::ptrdiff_t index = 0;   ///< of the number of the CPU in it
};

}  // namespace benchdiff::pools::rseq

#ifdef BENCHDIFF_POOLS_RSEQ

#include <atomic>
#include <linux/membarrier.h>
#include <sys/auxv.h>
#include <sys/rseq.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <benchdiff/pools/stop.h>

namespace benchdiff::pools::rseq {

/// How often the kernel started a sequence anew, over all pools.
inline std::atomic<std::uint64_t> restarts{0};

/// The area of every thread. Kernels of 6.3 and newer number the CPUs that a process is on from 0,
/// so that one which may use 2 of 256 CPUs touches the memory of 2.
[[nodiscard]] inline Area area() noexcept {
  constexpr unsigned long at_feature_size = 27;  // AT_RSEQ_FEATURE_SIZE
  constexpr std::ptrdiff_t cpu_id = 4;
  constexpr std::ptrdiff_t mm_cid = 24;
  const bool numbers_own_cpus = getauxval(at_feature_size) >= mm_cid + 4;
  return {__rseq_offset, __rseq_offset + (numbers_own_cpus ? mm_cid : cpu_id)};
}

/// Whether this thread, and so every other one, is registered, and the kernel can stop all
/// sequences of the process. Not so with GLIBC_TUNABLES=glibc.pthread.rseq=0, under valgrind and in
/// gVisor.
[[nodiscard]] inline bool is_there() noexcept {
  constexpr unsigned least_size = 20;
  if (__rseq_size < least_size) return false;
  std::int32_t cpu = -1;
  __asm__ volatile("movl %%fs:4(%1), %0" : "=r"(cpu) : "r"(__rseq_offset));
  return cpu >= 0 &&
         syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, 0, 0) == 0;
}

/// Returns when no sequence that began before is still on its way. A kernel that refuses what it
/// took before ends the program, as nothing that follows would be safe.
inline void stop_all() noexcept {
  constexpr auto fence = MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ;
  if (syscall(SYS_membarrier, fence, 0, 0) == 0) [[likely]]
    return;
  // A process that forks may have to ask anew.
  if (is_there() && syscall(SYS_membarrier, fence, 0, 0) == 0) return;
  stop("the kernel doesn't stop restartable sequences any more");
}

// The head and the tail that both sequences have. The section named `__rseq_cs` holds a descriptor:
// version and flags, start, length up to behind the commit, and where to go on after an abort, in
// front of which the kernel wants a signature that it knows; that is in a section of its own, as
// g++ loses track of exceptions where code is put into .text.unlikely. `?` keeps it in the group of
// an inline function, so that both go where only one copy is linked. The carry flag says whether it
// was done: all that leaves early does so after a comparison that clears it. (`asm goto` would be
// shorter, but g++ 12 takes its outputs for valid where they are not: GCC bug 113921.)
#define BENCHDIFF_POOLS_SEQUENCE(...)             \
  ".pushsection __rseq_cs, \"aw?\"\n"             \
  ".balign 32\n"                                  \
  "10: .long 0, 0\n"                              \
  ".quad 11f, (12f - 11f), 14f\n"                 \
  ".popsection\n"                                 \
  "13: leaq 10b(%%rip), %[word]\n"                \
  "movq %[word], %%fs:8(%[area])\n"               \
  "11:\n"                                         \
  "movl %%fs:(%[index]), %k[shard]\n"             \
  "cmpl %k[shards], %k[shard]\n"                  \
  "jae 12f\n"                                     \
  "shlq $9, %[shard]\n"                           \
  "addq (%[base]), %[shard]\n"                    \
  "movq (%[shard]), %[word]\n"                    \
  "movzwl %w[word], %k[count]\n" __VA_ARGS__      \
  "stc\n"                                         \
  "movq %[word], (%[shard])\n"                    \
  "12:\n"                                         \
  ".pushsection .text.benchdiff_pools, \"ax?\"\n" \
  ".byte 0x0f, 0xb9, 0x3d\n"                      \
  ".long 0x53053053\n"                            \
  "14: lock incq %[restarts]\n"                   \
  "jmp 13b\n"                                     \
  ".popsection\n"

/// Takes the last object of this CPU's shard among those from *base on, of which there are
/// `shards`; false if it is empty, or the CPU has none.
[[nodiscard, gnu::always_inline]] inline bool pop(Shard* const* base, std::uint32_t shards,
                                                  Area area, void*& object) noexcept {
  bool done;
  std::uint64_t shard, word, count;
  __asm__ volatile(BENCHDIFF_POOLS_SEQUENCE("testl %k[count], %k[count]\n"
                                            "jz 12f\n"
                                            "movq (%[shard],%[count],8), %[object]\n"
                                            "addq $0xffff, %[word]\n")  // one less, and one done
                   : "=@ccc"(done), [object] "=&r"(object), [shard] "=&r"(shard),
                     [word] "=&r"(word), [count] "=&r"(count)
                   : [base] "r"(base), [shards] "r"(shards), [area] "r"(area.offset),
                     [index] "r"(area.index), [restarts] "m"(restarts)
                   : "memory");
  return done;
}

/// Puts an object into this CPU's shard; false if it holds `most` already, or the CPU has none.
[[nodiscard, gnu::always_inline]] inline bool push(Shard* const* base, std::uint32_t shards,
                                                   Area area, std::uint32_t most,
                                                   void* object) noexcept {
  bool done;
  std::uint64_t shard, word, count;
  __asm__ volatile(
      BENCHDIFF_POOLS_SEQUENCE("cmpl %k[most], %k[count]\n"
                               "jae 12f\n"
                               "movq %[object], 8(%[shard],%[count],8)\n"
                               "addq $0x10001, %[word]\n")
      : "=@ccc"(done), [shard] "=&r"(shard), [word] "=&r"(word), [count] "=&r"(count)
      : [base] "r"(base), [shards] "r"(shards), [area] "r"(area.offset), [index] "r"(area.index),
        [most] "r"(most), [object] "r"(object), [restarts] "m"(restarts)
      : "memory");
  return done;
}

#undef BENCHDIFF_POOLS_SEQUENCE

/// What a back end needs of restartable sequences. A test has others, that it can stop where it
/// wants.
class Sequences {
 public:
  [[nodiscard]] static bool are_there() noexcept { return is_there(); }

  [[nodiscard, gnu::always_inline]] bool pop(Shard* const* base, std::uint32_t shards,
                                             void*& object) const noexcept {
    return rseq::pop(base, shards, area_, object);
  }
  [[nodiscard, gnu::always_inline]] bool push(Shard* const* base, std::uint32_t shards,
                                              std::uint32_t most, void* object) const noexcept {
    return rseq::push(base, shards, area_, most, object);
  }
  void stop_all() const noexcept { rseq::stop_all(); }

 private:
  Area area_ = area();
};

}  // namespace benchdiff::pools::rseq

#endif
