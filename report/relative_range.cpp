#include <benchdiff/report/relative_range.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/report/number_text.h>

namespace benchdiff::report {

std::string relative_range(const Cell& cell) {
  if (std::isinf(cell.low) || std::isinf(cell.high)) {
    return "∞";
  }
  const auto sign = [](double value) { return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0); };
  if (sign(cell.center) != sign(cell.low) || sign(cell.center) != sign(cell.high)) {
    return "?";
  }
  if (cell.center == 0) {
    return "0%";
  }
  const double above = cell.high / cell.center - 1;
  const double below = 1 - cell.low / cell.center;
  return fixed(std::max(above, below) * 100, 0) + "%";
}

}  // namespace benchdiff::report
