#pragma once

#include <cstdint>
#include <string_view>

namespace benchdiff::formats {

/// How reading a number ended.
enum class NumberError {
  none,
  syntax,  ///< not a number
  range,   ///< a number beyond the type's range
};

/// Reads a double as Go's `ParseFloat` does: decimals, exponents, hexadecimal floats with a binary
/// exponent (`0x1p-2`), `Inf`, `Infinity` (with a sign or none) and `NaN` in any case, and `_`
/// between digits. The whole text must be one number. Correctly rounded, and independent of the
/// locale. Linear in the length; never allocates for numbers without `_`.
[[nodiscard]] NumberError parse_double(std::string_view text, double& value);

/// Reads a decimal integer with an optional sign.
[[nodiscard]] NumberError parse_integer(std::string_view text, std::int64_t& value);

}  // namespace benchdiff::formats
