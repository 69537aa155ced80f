#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// A day such as `2026-12-31`; nothing where it isn't one of the calendar.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_day(std::string_view text);
[[nodiscard]] std::string day_text(std::chrono::year_month_day day);

/// The day it is in UTC, or that SOURCE_DATE_EPOCH says it is, which is in seconds since 1970.
[[nodiscard]] std::chrono::year_month_day today();

}  // namespace benchdiff::report
