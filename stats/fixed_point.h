#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace benchdiff::stats {

/// Values as whole multiples of one power of two, so that sums of them are exact and equal sums are
/// known to be equal.
struct FixedPoint {
  std::vector<std::int64_t> values;  ///< In the order given, from the smallest value, which is 0.
  std::int64_t rounding;  ///< How far apart two of them may be that are equal on paper; 0 if exact.
  int exponent;           ///< The unit is 2^exponent.
};

/// Makes fixed-point numbers of finite values, any sum of which with each value once fits.
///
/// Values of up to 50 bits from the highest of the largest to the lowest of all, like counts and
/// whole nanoseconds, are exact. Others, like 0.1, were rounded when they were read, to half a unit
/// in the last place; `rounding` then is one such unit of the largest, or of the fixed point if
/// that is coarser. A power of two as a factor changes the exponent alone. O(n).
[[nodiscard]] FixedPoint fixed_point(std::span<const double> values);

}  // namespace benchdiff::stats
