#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace benchdiff::stats {

/// A double as an integer, in the same order; -0.0 is 0.0. Not for NaN.
[[nodiscard]] inline std::int64_t to_key(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value + 0.0);
  return bits < 0 ? bits ^ std::numeric_limits<std::int64_t>::max() : bits;
}

[[nodiscard]] inline double from_key(std::int64_t key) {
  const auto bits = key < 0 ? key ^ std::numeric_limits<std::int64_t>::max() : key;
  return std::bit_cast<double>(bits) + 0.0;
}

/// The double that has as many doubles between it and low as between it and high, or one more;
/// low <= high, both may be infinite.
[[nodiscard]] inline double halfway(double low, double high) {
  const auto below = to_key(low);
  // The difference of two keys may need 64 bits.
  const auto between = static_cast<std::uint64_t>(to_key(high)) - static_cast<std::uint64_t>(below);
  return from_key(below + static_cast<std::int64_t>(between / 2));
}

/// The smallest of the doubles low..high of which `reached` is true, or high if it is of none.
///
/// `reached` is false up to some value and true from there on. low <= high, both may be infinite.
/// At most 64 calls.
template <class Reached>
[[nodiscard]] double first_reached(double low, double high, Reached reached) {
  auto below = to_key(low);
  auto above = to_key(high);
  while (below < above) {
    // The difference of two keys may need 64 bits.
    const auto half = (static_cast<std::uint64_t>(above) - static_cast<std::uint64_t>(below)) / 2;
    const auto middle = below + static_cast<std::int64_t>(half);
    if (reached(from_key(middle))) {
      above = middle;
    } else {
      below = middle + 1;
    }
  }
  return from_key(below);
}

}  // namespace benchdiff::stats
