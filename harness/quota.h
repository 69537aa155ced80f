#pragma once

#include <cstdint>
#include <optional>

#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// How much time on CPUs the control groups of the process (of version 1 or 2) leave it.
struct Quota {
  std::optional<double> cpus;  ///< the tightest of all groups it is in; none where none limits it
  std::int64_t throttled = 0;  ///< how often a group has been stopped for it so far
  double period = 0.1;         ///< in seconds, of the tightest
};

/// None where the groups can't be read. A group outside of the own namespace is not seen.
[[nodiscard]] std::optional<Quota> cpu_quota(const Sources& sources);

}  // namespace benchdiff::harness
