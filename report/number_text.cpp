#include <benchdiff/report/number_text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace benchdiff::report {
namespace {

const char* not_finite(double value) {
  if (std::isnan(value)) {
    return "NaN";
  }
  return value > 0 ? "+Inf" : "-Inf";
}

/// `1.718` and an exponent as a plain number: the digits stay, and the point moves.
std::string plain(std::string_view mantissa, int exponent) {
  constexpr std::string_view zeros = "00000";
  std::array<char, 40> text;  // a sign, 17 digits, a point and at most six zeros
  char* end = text.data();
  const auto put = [&](std::string_view part) { end = std::ranges::copy(part, end).out; };
  if (mantissa.front() == '-') {
    put("-");
    mantissa.remove_prefix(1);
  }
  const std::string_view first = mantissa.substr(0, 1);
  const std::string_view rest = mantissa.substr(std::min<std::size_t>(2, mantissa.size()));
  const auto whole = static_cast<std::size_t>(std::max(exponent, 0));  // of the rest's digits
  if (exponent < 0) {
    put("0.");
    put(zeros.substr(0, static_cast<std::size_t>(-exponent - 1)));
  }
  put(first);
  if (exponent < 0 || rest.size() <= whole) {
    put(rest);
    put(exponent < 0 ? "" : zeros.substr(0, whole - rest.size()));
  } else {
    put(rest.substr(0, whole));
    put(".");
    put(rest.substr(whole));
  }
  return {text.data(), end};
}

}  // namespace

std::string shortest(double value) {
  if (!std::isfinite(value)) {
    return not_finite(value);
  }
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific);
  const std::string_view text(buffer.data(), end.ptr);
  const std::size_t e = text.find('e');
  int exponent = 0;
  const char* digits = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  (void)std::from_chars(digits, end.ptr, exponent);
  return exponent < -4 || exponent >= 6 ? std::string(text) : plain(text.substr(0, e), exponent);
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) {
    return not_finite(value);
  }
  std::array<char, 400> buffer;  // the largest double has 309 digits before the point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

std::string signed_fixed(double value, int decimals) {
  const bool has_sign = std::signbit(value) || !std::isfinite(value);
  return has_sign ? fixed(value, decimals) : "+" + fixed(value, decimals);
}

std::string percent_of(double level) { return shortest(std::round(level * 1e6) / 1e4); }

}  // namespace benchdiff::report
