#include <benchdiff/report/order.h>

#include <cmath>
#include <optional>

#include <benchdiff/formats/number.h>

namespace benchdiff::report {
namespace {

/// The power of the prefix that a text begins with, such as `k` or `Ki`.
double prefix_factor(std::string_view text) {
  constexpr std::string_view prefixes = "kMGTPEZY";
  if (text.empty()) {
    return 1;
  }
  const char prefix = text.front() == 'K' ? 'k' : text.front();
  const std::size_t at = prefixes.find(prefix);
  if (at == std::string_view::npos) {
    return 1;
  }
  const bool binary = text.size() > 1 && text[1] == 'i';
  return std::pow(binary ? 1024.0 : 1000.0, static_cast<double>(at + 1));
}

}  // namespace

std::optional<double> sort_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789.";
  double value = 0;
  if (formats::parse_double(text, value) == formats::NumberError::none) {
    return value;
  }
  const std::size_t begin = text.find_first_of(digits);
  if (begin == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t end = std::min(text.find_first_not_of(digits, begin), text.size());
  if (formats::parse_double(text.substr(begin, end - begin), value) != formats::NumberError::none) {
    return std::nullopt;
  }
  return value * prefix_factor(text.substr(end));
}

int compare_numbers(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) {
    return (a ? 0 : 1) - (b ? 0 : 1);
  }
  if (std::isnan(*a) || std::isnan(*b)) {
    return (std::isnan(*a) ? 1 : 0) - (std::isnan(*b) ? 1 : 0);
  }
  return (*a > *b ? 1 : 0) - (*a < *b ? 1 : 0);
}

}  // namespace benchdiff::report
