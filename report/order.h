#pragma once

#include <optional>
#include <string_view>

namespace benchdiff::report {

/// The number that the order `num` goes by: the whole text as a number, or else the first number in
/// it, which may carry a prefix (`64k` is 64,000 and `64KiB` is 65,536); nothing if there is none.
[[nodiscard]] std::optional<double> sort_number(std::string_view text);

/// Below, at or above 0 as `a` comes before, with or behind `b`: numbers come before other texts,
/// and NaN after other numbers.
[[nodiscard]] int compare_numbers(const std::optional<double>& a, const std::optional<double>& b);

}  // namespace benchdiff::report
