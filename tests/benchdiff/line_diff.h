#pragma once

#include <string>
#include <string_view>

namespace benchdiff {

/// How two texts differ, line by line: `- ` begins what is only in the first, `+ ` what is only in
/// the second, and `  ` what is in both around those. Empty if they are equal. Quadratic in the
/// number of lines.
[[nodiscard]] std::string line_diff(std::string_view want, std::string_view got);

}  // namespace benchdiff
