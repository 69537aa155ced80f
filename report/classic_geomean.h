#pragma once

#include <span>

namespace benchdiff::report {

/// The geometric mean as benchstat's CSV prints it, in all of its 17 digits. The last of them
/// depend on how a logarithm and an exponential are rounded, and the C library's are not those of
/// Go on x86-64; here they are worked out by the same methods, step for step. NaN where a value
/// isn't positive or there is none, and, as there, where anything comes after an infinity.
[[nodiscard]] double classic_geomean(std::span<const double> values);

}  // namespace benchdiff::report
