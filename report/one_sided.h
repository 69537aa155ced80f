#pragma once

#include <string_view>
#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The benchmarks that not all columns have, by their labels.
struct OneSided {
  std::vector<std::string_view> added;    ///< the baseline doesn't have them
  std::vector<std::string_view> removed;  ///< only the baseline has them
};

/// Finds them, in the order of the rows; as many as `Report::without_baseline` and
/// `only_in_baseline` say. Of a single column there are none. O(n log n) in the rows.
[[nodiscard]] OneSided find_one_sided(const Report& report);

}  // namespace benchdiff::report
