#include <benchdiff/formats/number.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

namespace benchdiff::formats {
namespace {

/// Powers of ten that a double holds exactly.
constexpr std::array powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

constexpr unsigned digit_of(char c) { return static_cast<unsigned char>(c) - unsigned{'0'}; }

/// Reads `123` and `123.456` with at most 15 digits after leading zeros. The digits and the power
/// of ten are then exact, so one division is the correctly rounded answer (Clinger 1990, fast
/// path). Nearly all measurements are of this kind.
bool parse_short_decimal(std::string_view text, double& value) {
  constexpr std::uint64_t exact_integers = std::uint64_t{1} << 53U;
  std::uint64_t digits = 0;
  std::size_t i = 0;
  for (; i < text.size() && digit_of(text[i]) < 10; ++i) {
    digits = digits * 10 + digit_of(text[i]);
    if (digits >= exact_integers) {
      return false;
    }
  }
  if (i == text.size()) {
    value = static_cast<double>(digits);
    return i > 0;
  }
  if (text[i] != '.' || text.size() == 1) {
    return false;
  }
  const std::size_t point = i++;
  for (; i < text.size(); ++i) {
    if (digit_of(text[i]) >= 10) {
      return false;
    }
    digits = digits * 10 + digit_of(text[i]);
    if (digits >= exact_integers) {
      return false;
    }
  }
  const std::size_t decimals = text.size() - point - 1;
  if (decimals >= powers_of_ten.size()) {
    return false;
  }
  value = static_cast<double>(digits) / powers_of_ten[decimals];
  return true;
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equal_ignoring_case(std::string_view text, std::string_view lower_word) {
  if (text.size() != lower_word.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != lower_word[i]) {
      return false;
    }
  }
  return true;
}

bool is_hexadecimal(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x';
}

/// Takes the `_` out of a number; false where one doesn't stand between two digits (or a base
/// prefix and a digit).
bool remove_separators(std::string_view text, std::string& without) {
  const std::size_t sign = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  const bool hexadecimal = is_hexadecimal(text.substr(sign));
  const auto is_digit = [&](char c) {
    const char l = lower(c);
    return digit_of(c) < 10 || (hexadecimal && l >= 'a' && l <= 'f');
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      without += text[i];
      continue;
    }
    const bool after_prefix = hexadecimal && i == sign + 2;
    const bool after_digit = i > 0 && is_digit(text[i - 1]);
    const bool before_digit = i + 1 < text.size() && is_digit(text[i + 1]);
    if (!(after_prefix || after_digit) || !before_digit) {
      return false;
    }
  }
  return true;
}

/// A value too small or too large for a double: `from_chars` says only that it is out of range. Go
/// rounds what is too small to zero, and refuses what is too large. Which of the two it is shows in
/// the magnitude of the first digit that isn't 0.
NumberError out_of_range(std::string_view number, bool hexadecimal, double& value) {
  const std::size_t e = std::min(number.find_first_of(hexadecimal ? "pP" : "eE"), number.size());
  const std::size_t point = std::min(number.find('.'), e);
  const std::size_t first = number.find_first_not_of("0.");
  const auto places = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  std::int64_t exponent = 0;
  bool small = false;
  if (e < number.size() && parse_integer(number.substr(e + 1), exponent) == NumberError::range) {
    small = number[e + 1] == '-';
  } else {
    small = exponent < -places * (hexadecimal ? 4 : 1);
  }
  if (!small) {
    return NumberError::range;
  }
  value = 0;
  return NumberError::none;
}

NumberError parse_any_double(std::string_view text, double& value) {
  bool negative = false;
  std::string_view number = text;
  if (number.starts_with('+') || number.starts_with('-')) {
    negative = number.front() == '-';
    number.remove_prefix(1);
  }
  NumberError error = NumberError::none;
  if (equal_ignoring_case(number, "inf") || equal_ignoring_case(number, "infinity")) {
    value = std::numeric_limits<double>::infinity();
  } else if (number.size() == text.size() && equal_ignoring_case(number, "nan")) {
    value = std::numeric_limits<double>::quiet_NaN();
  } else {
    const bool hexadecimal = is_hexadecimal(number);
    if (hexadecimal) {
      number.remove_prefix(2);
    }
    if (number.empty() || !(digit_of(number[0]) < 10 || number[0] == '.' || hexadecimal) ||
        number[0] == '-' || equal_ignoring_case(number.substr(0, 3), "inf") ||
        equal_ignoring_case(number.substr(0, 3), "nan") ||
        (hexadecimal && number.find_first_of("pP") == std::string_view::npos)) {
      return NumberError::syntax;
    }
    const auto format = hexadecimal ? std::chars_format::hex : std::chars_format::general;
    const char* end = number.data() + number.size();
    const auto parsed = std::from_chars(number.data(), end, value, format);
    if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) {
      return NumberError::syntax;
    }
    if (parsed.ec == std::errc::result_out_of_range) {
      error = out_of_range(number, hexadecimal, value);
    }
  }
  if (negative) {
    value = -value;
  }
  return error;
}

}  // namespace

NumberError parse_double(std::string_view text, double& value) {
  if (parse_short_decimal(text, value)) {
    return NumberError::none;
  }
  if (text.find('_') == std::string_view::npos) {
    return parse_any_double(text, value);
  }
  std::string without;
  return remove_separators(text, without) ? parse_any_double(without, value) : NumberError::syntax;
}

NumberError parse_integer(std::string_view text, std::int64_t& value) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) {
      return NumberError::syntax;
    }
  }
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) {
    return NumberError::syntax;
  }
  return parsed.ec == std::errc::result_out_of_range ? NumberError::range : NumberError::none;
}

}  // namespace benchdiff::formats
