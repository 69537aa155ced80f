#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace benchdiff::harness {

/// What libbenchdiff_preload.so counted in a process, or in several.
///
/// A program run as
///
///     BENCHDIFF_PRELOAD_OUT=counts.txt LD_PRELOAD=libbenchdiff_preload.so program
///
/// appends a line to that file when it ends, and so does each program that it starts. A program
/// replaced by exec has written its line before; a forked child begins at 0. There is no line of a
/// program that is linked statically, ends by a signal, or calls the kernel itself to end, as Go
/// programs do.
struct PreloadCounts {
  std::int64_t pid = 0;           ///< 0 in a sum
  std::string program;            ///< unprintable characters and blanks are `_`; empty in a sum
  std::uint64_t processes = 1;    ///< lines: an exec makes two of one process
  std::uint64_t unreadable = 0;   ///< lines of a sum that weren't ours, or were cut
  std::uint64_t allocations = 0;  ///< as valgrind's memcheck counts: "total heap usage"
  std::uint64_t frees = 0;
  std::uint64_t bytes = 0;     ///< as they were asked for
  std::uint64_t mappings = 0;  ///< mmap and mremap, but for glibc's own
  std::uint64_t mapped_bytes = 0;
  std::uint64_t unmappings = 0;  ///< munmap and mremap
  std::uint64_t unmapped_bytes = 0;
  /// On the heap at the end and at most, in the sizes that the allocator really gives; with
  /// BENCHDIFF_PRELOAD_PEAK=1 only. A forked child has what its parent had. The peaks of several
  /// processes need not be at one time: a sum has the largest of them.
  std::optional<std::uint64_t> live_bytes, peak_bytes;
  /// The program has its own malloc linked in, which can't be counted: all counts but those of
  /// mappings are too low.
  bool malloc_unseen = false;
  /// The allocator has its own operator new, which can't be counted; malloc is.
  bool new_unseen = false;

  friend bool operator==(const PreloadCounts&, const PreloadCounts&) = default;
};

/// Reads such a line, with or without its end. Nothing if it isn't one: a key that is missing,
/// unknown, or there twice, or a number beyond 64 bits. Linear.
[[nodiscard]] std::optional<PreloadCounts> parse_preload_line(std::string_view line);

/// Of all lines of a file; no processes in an empty one. Lines that can't be read are counted and
/// left out, empty ones don't matter. Live bytes are added up. Linear.
[[nodiscard]] PreloadCounts sum_of(std::string_view text);

}  // namespace benchdiff::harness
