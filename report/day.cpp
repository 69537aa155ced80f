#include <benchdiff/report/day.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace benchdiff::report {
namespace {

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool all = parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size();
  return all && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string day_text(std::chrono::year_month_day day) {
  std::array<char, 32> text{};
  const int size =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                    static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::chrono::year_month_day today() {
  auto now = std::chrono::system_clock::now();
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    const std::string_view digits = epoch;
    constexpr std::int64_t most = 253'402'300'799;  // the end of the year 9999
    std::int64_t seconds = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    const bool all = parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size();
    if (all && seconds >= 0 && seconds <= most) {
      now = std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
    }
  }
  return std::chrono::floor<std::chrono::days>(now);
}

}  // namespace benchdiff::report
