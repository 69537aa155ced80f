#include <benchdiff/stats/dominance.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/tie_pattern.h>

namespace benchdiff::stats {
namespace {

// The values in ascending order: themselves where they are, or a copy in `storage`.
std::span<const double> in_order(std::span<const double> values, std::vector<double>& storage) {
  if (std::ranges::is_sorted(values)) return values;
  storage.assign(values.begin(), values.end());
  std::ranges::sort(storage);
  return storage;
}

}  // namespace

std::vector<TieGroup> tie_groups(std::span<const double> x, std::span<const double> y) {
  if (has_nan(x) || has_nan(y)) return {};
  std::vector<double> x_storage, y_storage;
  x = in_order(x, x_storage);
  y = in_order(y, y_storage);

  std::vector<TieGroup> groups;
  groups.reserve(x.size() + y.size());
  each_tie_group(
      x, y, [&](std::size_t in_x, std::size_t in_y) { groups.push_back({.x = in_x, .y = in_y}); });
  return groups;
}

Dominance dominance(std::span<const TieGroup> groups) {
  Dominance result;
  for (const auto& group : groups) {
    const auto x = static_cast<double>(group.x);
    const auto y = static_cast<double>(group.y);
    result.less += x * result.n2;
    result.greater += y * result.n1;
    result.n1 += x;
    result.n2 += y;
  }
  if (result.n1 == 0 || result.n2 == 0) return result;

  const double row_mean = result.sum() / result.n1;
  const double column_mean = result.sum() / result.n2;
  double x_below = 0;
  double y_below = 0;
  for (const auto& group : groups) {
    const auto x = static_cast<double>(group.x);
    const auto y = static_cast<double>(group.y);
    const double row = result.n2 - y - 2 * y_below - row_mean;
    const double column = 2 * x_below + x - result.n1 - column_mean;
    result.row_squares += x * row * row;
    result.column_squares += y * column * column;
    x_below += x;
    y_below += y;
  }
  return result;
}

}  // namespace benchdiff::stats
