#include <benchdiff/stats/paired_changes.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include <benchdiff/stats/pairwise_change.h>

namespace benchdiff::stats {
namespace {

bool all_positive(std::span<const double> values) {
  return std::ranges::all_of(values,
                             [](double value) { return value > 0 && std::isfinite(value); });
}

double signed_size(double x, double y, Change::Kind kind) {
  if (x == y) return 0;  // two infinities of one sign have no difference
  if (kind == Shift::kind) return Shift::of(x, y);
  return y > x ? Ratio::of(x, y) : -Ratio::of(y, x);
}

}  // namespace

PairedChanges paired_changes(std::span<const double> x, std::span<const double> y) {
  assert(x.size() == y.size());
  const bool ratio = all_positive(x) && all_positive(y);
  PairedChanges result{
      .changes = {}, .signed_sizes = {}, .kind = ratio ? Ratio::kind : Shift::kind};
  const std::size_t n = std::min(x.size(), y.size());
  result.changes.reserve(n);
  result.signed_sizes.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    result.changes.push_back(ratio ? Ratio::of(x[i], y[i]) : Shift::of(x[i], y[i]));
    result.signed_sizes.push_back(signed_size(x[i], y[i], result.kind));
  }
  return result;
}

}  // namespace benchdiff::stats
