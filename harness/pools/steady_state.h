#pragma once

#include <optional>
#include <string>
#include <vector>

#include <benchdiff/harness/pools/benchmarks.h>

namespace benchdiff::harness {

/// What is wrong if an operation allocates so much without a pool and with one: comparing them
/// means nothing unless the first makes an object every time, and the second hardly ever does.
[[nodiscard]] std::optional<std::string> find_steady_state_fault(double fresh, double pooled);

/// Has both work for a moment, and looks at what they allocate.
[[nodiscard]] std::optional<std::string> check_steady_state(
    const std::vector<PoolBenchmark>& benchmarks);

}  // namespace benchdiff::harness
