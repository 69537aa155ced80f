#include <benchdiff/stats/fixed_point.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace benchdiff::stats {
namespace {

constexpr int exact_bits = 50;
constexpr int double_bits = 53;

}  // namespace

FixedPoint fixed_point(std::span<const double> values) {
  FixedPoint result{.values = {}, .rounding = 0, .exponent = 0};
  result.values.reserve(values.size());
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  assert(std::isfinite(largest));
  if (largest == 0) {
    result.values.resize(values.size());
    return result;
  }

  // From the smallest value a difference takes one bit more, and a sum of n as many as n has.
  const int bits = 61 - static_cast<int>(std::bit_width(values.size()));
  result.exponent = std::ilogb(largest) + 1 - bits;
  const std::int64_t exact_unit = std::int64_t{1} << std::max(0, bits - exact_bits);
  for (const double value : values) {
    const double scaled = std::scalbn(value, -result.exponent);
    const std::int64_t whole = std::llrint(scaled);
    if (static_cast<double>(whole) != scaled || whole % exact_unit != 0) {
      result.rounding = std::int64_t{1} << std::max(0, bits - double_bits);
    }
    result.values.push_back(whole);
  }
  const std::int64_t smallest = *std::ranges::min_element(result.values);
  for (auto& value : result.values) value -= smallest;
  return result;
}

}  // namespace benchdiff::stats
