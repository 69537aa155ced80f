#pragma once

#include <vector>

namespace benchdiff::harness {

/// The CPUs that this thread may run on; never empty.
[[nodiscard]] std::vector<int> allowed_cpus();

/// Lets this thread run on that CPU alone, where the system allows it.
void pin_this_thread(int cpu) noexcept;

}  // namespace benchdiff::harness
