#include <benchdiff/report/json_text.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include <benchdiff/formats/unicode.h>
#include <benchdiff/report/printable.h>

namespace benchdiff::report {
namespace {

void append_unit(char32_t unit, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    out += digits[(unit >> shift) & 0xFU];
  }
}

/// A character that needs an escape, as the shortest that JSON has.
void append_escape(char32_t c, std::string& out) {
  constexpr std::string_view named = "\b\f\n\r\t";
  constexpr std::string_view names = "bfnrt";
  const std::size_t at = c < ' ' ? named.find(static_cast<char>(c)) : named.npos;
  if (at != named.npos) {
    out.append("\\").push_back(names[at]);
  } else if (c < 0x10000) {
    append_unit(c, out);
  } else {
    append_unit(0xD800 + ((c - 0x10000) >> 10U), out);
    append_unit(0xDC00 + ((c - 0x10000) & 0x3FFU), out);
  }
}

/// Appends the first character of a text, and answers how many bytes it takes.
std::size_t append_first(std::string_view text, std::string& out) {
  const formats::CodePoint c = formats::first_code_point(text);
  const std::string_view bytes = text.substr(0, c.length);
  const bool broken = c.length == 1 && static_cast<unsigned char>(bytes[0]) >= 0x80;
  if (broken) {
    out += "\xEF\xBF\xBD";
  } else if (text.starts_with("</")) {
    out += "<\\";
  } else if (text.starts_with("<!") || is_unseen(c.value)) {
    append_escape(c.value, out);
  } else {
    out.append(c.value == '"' || c.value == '\\' ? "\\" : "").append(bytes);
  }
  return c.length;
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= ' ' && byte < 0x7F && c != '"' && c != '\\' && c != '<';
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(append_first(text, out));
  }
  out += '"';
}

void append_json_number(double value, std::string& out) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, 32> text;
  out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

void append_json_count(std::uint64_t value, std::string& out) {
  std::array<char, 24> text;
  out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

}  // namespace benchdiff::report
