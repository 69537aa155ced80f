#include <benchdiff/report/printable.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::report {
namespace {

struct Range {
  char32_t first, last;
};

/// Characters that take two columns (East_Asian_Width W and F, Unicode 15, in coarse blocks).
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2E80, 0x303E},
    Range{0x3041, 0xA4CF},   Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD},
};

/// Marks that stand on the character before them (the common blocks).
constexpr std::array combining{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
    Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};

template <std::size_t n>
bool is_in(char32_t c, const std::array<Range, n>& ranges) {
  return std::ranges::any_of(
      ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

void append_escape(char32_t c, std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  text += width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U";
  for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) {
    text += digits[(c >> static_cast<unsigned>(shift)) & 0xFU];
  }
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte <= 0x7E;
  });
}

}  // namespace

bool is_unseen(char32_t c) {
  const bool c0_or_c1 = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool line_break = c == 0x2028 || c == 0x2029;
  const bool direction = c == 0x061C || c == 0x200E || c == 0x200F ||
                         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool invisible = (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
  return c0_or_c1 || line_break || direction || invisible;
}

std::string_view printable(std::string_view text, Charset charset, std::string& scratch) {
  if (is_plain(text)) {
    return text;
  }
  scratch.clear();
  while (!text.empty()) {
    const formats::CodePoint c = formats::first_code_point(text);
    const std::string_view bytes = text.substr(0, c.length);
    const bool broken = c.length == 1 && static_cast<unsigned char>(bytes[0]) >= 0x80;
    if (broken) {
      append_escape(static_cast<unsigned char>(bytes[0]), scratch);
    } else if (is_unseen(c.value) || (charset == Charset::ascii && c.value >= 0x80)) {
      append_escape(c.value, scratch);
    } else {
      scratch += bytes;
    }
    text.remove_prefix(c.length);
  }
  return scratch;
}

std::string printable(std::string_view text, Charset charset) {
  std::string scratch;
  return std::string(printable(text, charset, scratch));
}

std::string printable_lines(std::string_view text) {
  std::string lines;
  std::string scratch;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
    lines += printable(text.substr(0, end), Charset::utf8, scratch);
    lines += text.substr(end, 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t display_width(std::string_view text) {
  if (is_plain(text)) {
    return text.size();
  }
  std::size_t width = 0;
  while (!text.empty()) {
    const formats::CodePoint c = formats::first_code_point(text);
    width += is_in(c.value, combining) ? 0 : is_in(c.value, wide) ? 2 : 1;
    text.remove_prefix(c.length);
  }
  return width;
}

}  // namespace benchdiff::report
