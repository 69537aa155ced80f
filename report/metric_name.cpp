#include <benchdiff/report/metric_name.h>

#include <algorithm>

namespace benchdiff::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/// Words joined by `_`.
class Name {
 public:
  void add(std::string_view word) {
    text_.append(text_.empty() || word.empty() ? "" : "_").append(word);
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

/// A word of a unit, in the singular below a `/`.
std::string_view base_word(std::string_view word, bool denominator) {
  if (word == "sec" || (word == "s" && denominator)) {
    return denominator ? "second" : "seconds";
  }
  if (word == "B") {
    return denominator ? "byte" : "bytes";
  }
  return word;
}

}  // namespace

std::string metric_unit(std::string_view unit) {
  Name name;
  bool denominator = false;
  while (!unit.empty()) {
    const auto* const end = std::ranges::find_if_not(unit, is_letter_or_digit);
    const std::string_view word(unit.begin(), end);
    name.add(base_word(word, denominator));
    unit.remove_prefix(word.size());
    if (!unit.empty()) {
      const bool divides = unit.front() == '/';
      name.add(divides ? "per" : unit.front() == '%' ? "percent" : "");
      denominator = divides || (denominator && unit.front() != '*');
      unit.remove_prefix(1);
    }
  }
  return std::move(name).text();
}

std::string label_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    name += is_letter_or_digit(c) ? c : '_';
  }
  const std::size_t begin = std::min(name.find_first_not_of('_'), name.size());
  name.erase(0, begin);
  return name.empty() || is_digit(name.front()) ? "_" + name : name;
}

}  // namespace benchdiff::report
