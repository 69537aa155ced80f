#include <benchdiff/report/footnotes.h>

#include <array>
#include <string_view>

#include <benchdiff/report/printable.h>

namespace benchdiff::report {

std::string Footnotes::mark(std::size_t number) const {
  const std::string digits = std::to_string(number);
  if (style_ == Marks::brackets) {
    return "[" + digits + "]";
  }
  constexpr std::array<std::string_view, 10> superscripts{"⁰", "¹", "²", "³", "⁴",
                                                          "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string mark;
  for (const char digit : digits) {
    mark += superscripts[static_cast<std::size_t>(digit - '0')];
  }
  return mark;
}

std::string Footnotes::marks(std::span<const Warning> warnings) {
  std::string marks;
  for (const Warning& warning : warnings) {
    const auto [at, is_new] = numbers_.try_emplace(warning.text, texts_.size() + 1);
    if (is_new) {
      texts_.push_back(warning.text);
    }
    marks.append(marks.empty() ? "" : " ").append(mark(at->second));
  }
  return marks;
}

void Footnotes::render(std::string& out) const {
  const Charset charset = style_ == Marks::brackets ? Charset::ascii : Charset::utf8;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    out.append(mark(i + 1)).append(" ").append(printable(texts_[i], charset)).append("\n");
  }
}

}  // namespace benchdiff::report
