#pragma once

#include <span>
#include <string>
#include <string_view>

#include <benchdiff/formats/unit.h>

namespace benchdiff::report {

/// How numbers of one row are written: divided by a factor, with so many decimals, and a prefix of
/// the unit.
struct Scale {
  int decimals = 3;
  double factor = 1;
  std::string_view prefix;

  [[nodiscard]] std::string format(double value) const;
};

/// The scale for some values of a unit: the one of them nearest to zero, but not zero, decides. It
/// gets four significant digits and the largest prefix that leaves a digit before the point;
/// the others get at least as many digits. SI prefixes from n to T, or Ki to Ti for bytes.
/// A value that rounds up to the next prefix takes it: 999.95 is 1.000k.
[[nodiscard]] Scale common_scale(std::span<const double> values, formats::UnitClass unit_class);

}  // namespace benchdiff::report
