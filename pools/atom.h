#pragma once

#include <atomic>

namespace benchdiff::pools {

/// The atomic variables that algorithms are written with: those of the standard, but for a test
/// that tries out in which order they can be used.
template <class T>
using StdAtom = std::atomic<T>;

}  // namespace benchdiff::pools
