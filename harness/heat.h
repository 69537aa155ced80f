#pragma once

#include <cstdint>
#include <optional>

#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// How often cores have been slowed down because they were hot, since boot and all together; none
/// where nobody counts it.
[[nodiscard]] std::optional<std::int64_t> thermal_throttles(const Sources& sources);

/// The part of the machine that is nearest to the temperature at which it is slowed down.
struct Heat {
  double celsius = 0;
  double limit = 0;
};
/// None where no temperature with a limit can be read.
[[nodiscard]] std::optional<Heat> hottest_zone(const Sources& sources);

}  // namespace benchdiff::harness
