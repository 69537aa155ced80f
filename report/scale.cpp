#include <benchdiff/report/scale.h>

#include <array>
#include <cmath>

#include <benchdiff/report/number_text.h>

namespace benchdiff::report {
namespace {

struct Prefix {
  double factor;
  std::string_view name;
  // From these values on, one, two and three decimals are printed. They are where printing rounds
  // up, so that the choice of the prefix and the rounding of the digits never disagree.
  double one_decimal, two_decimals, three_decimals;
};

constexpr std::array si_prefixes{
    Prefix{1e12, "T", 99.995e12, 9.9995e12, .99995e12},
    Prefix{1e9, "G", 99.995e9, 9.9995e9, .99995e9},
    Prefix{1e6, "M", 99.995e6, 9.9995e6, .99995e6},
    Prefix{1e3, "k", 99.995e3, 9.9995e3, .99995e3},
    Prefix{1e0, "", 99.995e0, 9.9995e0, .99995e0},
    Prefix{1e-3, "m", 99.995e-3, 9.9995e-3, .99995e-3},
    Prefix{1e-6, "µ", 99.995e-6, 9.9995e-6, .99995e-6},
    Prefix{1e-9, "n", 99.995e-9, 9.9995e-9, .99995e-9},
};

/// A power of 1024 is a power of two, so multiplying by it is exact.
constexpr Prefix binary_prefix(double factor, std::string_view name) {
  return {factor, name, 99.995 * factor, 9.9995 * factor, .99995 * factor};
}

constexpr std::array binary_prefixes{
    binary_prefix(0x1p40, "Ti"), binary_prefix(0x1p30, "Gi"), binary_prefix(0x1p20, "Mi"),
    binary_prefix(0x1p10, "Ki"), binary_prefix(1, ""),
};

/// From these values on, 3, 4, ... 10 decimals show four digits.
constexpr std::array small_values{9.9995e-1, 9.9995e-2, 9.9995e-3, 9.9995e-4,
                                  9.9995e-5, 9.9995e-6, 9.9995e-7, 9.9995e-8};

double nearest_to_zero(std::span<const double> values) {
  double nearest = 0;
  for (const double value : values) {
    const double size = std::abs(value);
    if (size > 0 && (nearest == 0 || size < nearest)) {
      nearest = size;
    }
  }
  return nearest;
}

}  // namespace

std::string Scale::format(double value) const {
  return fixed(value / factor, decimals).append(prefix);
}

Scale common_scale(std::span<const double> values, formats::UnitClass unit_class) {
  const double value = nearest_to_zero(values);
  if (value == 0) {
    return {};
  }
  const std::span<const Prefix> prefixes = unit_class == formats::UnitClass::binary
                                               ? std::span<const Prefix>(binary_prefixes)
                                               : std::span<const Prefix>(si_prefixes);
  for (const Prefix& prefix : prefixes) {
    if (value >= prefix.three_decimals) {
      const int decimals = value >= prefix.one_decimal ? 1 : value >= prefix.two_decimals ? 2 : 3;
      return {decimals, prefix.factor, prefix.name};
    }
  }
  const Prefix& smallest = prefixes.back();
  std::size_t i = 0;
  while (i + 1 < small_values.size() && value / smallest.factor < small_values[i]) {
    ++i;
  }
  return {static_cast<int>(i) + 3, smallest.factor, smallest.name};
}

}  // namespace benchdiff::report
