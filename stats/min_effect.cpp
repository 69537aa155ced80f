#include <benchdiff/stats/min_effect.h>

#include <algorithm>
#include <cmath>

namespace benchdiff::stats {

Band band_of(const MinEffect& effect, Change::Kind kind, double baseline) {
  // Not the other way round: what is compared with NaN is the first one.
  const double relative = std::max(0.0, effect.relative);
  const double absolute = std::max(0.0, effect.absolute);
  const double size = std::abs(baseline);
  if (kind == Change::Kind::shift) {
    const double most = std::max(absolute, size > 0 && std::isfinite(size) ? relative * size : 0);
    return {-most, most};
  }
  const double part = absolute > 0 && size > 0 ? absolute / size : 0;
  return {std::max(0.0, std::min(1 / (1 + relative), 1 - part)), 1 + std::max(relative, part)};
}

}  // namespace benchdiff::stats
