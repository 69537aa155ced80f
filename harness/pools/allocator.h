#pragma once

#include <string>

namespace benchdiff::harness {

/// What malloc() is, as it is half of every result without a pool: `glibc`, or the file of the
/// library that was put in its place. With the threshold from which on glibc asks the kernel, where
/// one is set: `glibc-mmap-threshold-131072`.
[[nodiscard]] std::string allocator_name();

}  // namespace benchdiff::harness
