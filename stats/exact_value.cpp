#include <benchdiff/stats/exact_value.h>

#include <cstddef>
#include <limits>

namespace benchdiff::stats {

ExactValue exact_value(std::span<const double> sorted) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (sorted.empty()) return {.mode = nan, .low = nan, .high = nan, .varies = false};

  ExactValue result{
      .mode = sorted.front(), .low = sorted.front(), .high = sorted.back(), .varies = false};
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const bool same = i > 0 && sorted[i] == sorted[i - 1];
    run = same ? run + 1 : 1;
    if (run > longest) {
      longest = run;
      result.mode = sorted[i];
    }
    if (!(sorted[i] == result.low)) result.varies = true;
  }
  return result;
}

}  // namespace benchdiff::stats
