#include <benchdiff/formats/unicode.h>

#include <clocale>
#include <cstdint>
#include <cwctype>
#include <locale.h>

namespace benchdiff::formats {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The C library's tables of letters, in a locale that knows all of Unicode whatever the user's
/// own may be. It is looked up when the first letter outside ASCII comes by.
locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1};
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) {
    return {replacement, 1};
  }
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) {
      return {replacement, 1};
    }
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || value > 0x10FFFF || surrogate) {
    return {replacement, 1};
  }
  return {value, length};
}

char* write_utf8(char32_t c, char* out) {
  const auto continuation = [](char32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xC0U | (c >> 6U));
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xE0U | (c >> 12U));
    } else {
      *out++ = static_cast<char>(0xF0U | (c >> 18U));
      *out++ = continuation(c >> 12U);
    }
    *out++ = continuation(c >> 6U);
  }
  *out++ = continuation(c);
  return out;
}

bool is_lower(char32_t c) {
  if (c < 0x80) {
    return c >= 'a' && c <= 'z';
  }
  return unicode_locale() != nullptr &&
         iswlower_l(static_cast<std::wint_t>(c), unicode_locale()) != 0;
}

bool is_upper(char32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z';
  }
  return unicode_locale() != nullptr &&
         iswupper_l(static_cast<std::wint_t>(c), unicode_locale()) != 0;
}

bool is_space(char32_t c) {
  if (c < 0x80) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t length =
        static_cast<unsigned char>(text.front()) < 0x80 ? 1 : first_code_point(text).length;
    text.remove_prefix(length);
    ++count;
  }
  return count;
}

}  // namespace benchdiff::formats
