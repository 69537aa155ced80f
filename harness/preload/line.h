#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace benchdiff::preload {

/// A line put together without an allocation. What doesn't fit is left out, which our lines, of
/// some 400 characters at most, never need.
class Line {
 public:
  void add(const char* key, std::uint64_t value) noexcept {
    add(key);
    std::array<char, 20> digits;
    std::size_t left = digits.size();
    do {
      digits[--left] = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    while (left < digits.size()) add_one(digits[left++]);
  }

  /// With `_` for all that could be taken for the end of a word, or can't be printed.
  void add_name(const char* key, const char* name) noexcept {
    add(key);
    if (*name == '\0') add_one('_');
    for (; *name != '\0'; ++name) add_one(*name > ' ' && *name <= '~' ? *name : '_');
  }

  void end() noexcept { add_one('\n'); }

  [[nodiscard]] const char* data() const noexcept { return text_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  void add(const char* text) noexcept {
    for (; *text != '\0'; ++text) add_one(*text);
  }
  void add_one(char c) noexcept {
    if (size_ < text_.size()) text_[size_++] = c;
  }

  std::array<char, 512> text_;
  std::size_t size_ = 0;
};

}  // namespace benchdiff::preload
