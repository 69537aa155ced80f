#pragma once

#include <cstddef>
#include <string_view>

namespace benchdiff::formats {

/// A code point and how many bytes of UTF-8 it took. What isn't UTF-8 is U+FFFD, one byte long.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};

/// Decodes the first code point of a text that is not empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// Writes a code point as UTF-8, in four bytes at most, and answers where it ends.
[[nodiscard]] char* write_utf8(char32_t c, char* out);

[[nodiscard]] bool is_lower(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
/// White space as Unicode has it (the White_Space property), ASCII's included.
[[nodiscard]] bool is_space(char32_t c);

/// How many bytes the white space character at the start of a text takes; 0 if it starts with
/// something else or is empty.
[[nodiscard]] inline std::size_t leading_space(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r') ? 1 : 0;
  }
  const CodePoint c = first_code_point(text);
  return is_space(c.value) ? c.length : 0;
}

/// How many code points a text holds; bytes that aren't UTF-8 count as one each.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

}  // namespace benchdiff::formats
