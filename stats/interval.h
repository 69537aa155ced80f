#pragma once

namespace benchdiff::stats {

/// A confidence interval [low, high], in the unit of the values it was made from. `level` is the
/// coverage it really has, which order statistics make a little more than what was asked for.
struct Interval {
  double low, high, level;
};

/// 1 - confidence, which is a rounded number: made so much larger that what equals it on paper is
/// not above it.
[[nodiscard]] constexpr double error_of(double confidence) {
  return (1 - confidence) * (1 + 1e-12) + 0x1p-53;
}

}  // namespace benchdiff::stats
