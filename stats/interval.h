#pragma once

namespace benchdiff::stats {

/// A confidence interval [low, high], in the unit of the values it was made from. `level` is the
/// coverage it really has, which order statistics make a little more than what was asked for.
struct Interval {
  double low, high, level;
};

}  // namespace benchdiff::stats
