#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <benchdiff/formats/source.h>

namespace benchdiff::formats {

/// A source read through a buffer, as lines or as plain bytes. The buffer grows to hold the longest
/// line, so that no line is too long.
class Text {
 public:
  explicit Text(Source& source);

  /// The bytes that are buffered and not yet taken. They stay where they are until `more`, `line`
  /// or `take` is called.
  [[nodiscard]] std::string_view buffered() const {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  /// Reads more bytes behind those that are buffered; false at the end of the input.
  bool more();
  /// Takes `count` buffered bytes.
  void take(std::size_t count) {
    begin_ += count;
    taken_ += count;
  }
  /// How much of the input was taken, from 0 to 1; 0 where its size isn't known.
  [[nodiscard]] double progress() const {
    const auto size = static_cast<double>(source_.size());
    return size > 0 ? static_cast<double>(taken_) / size : 0;
  }

  /// Takes the next line, without its `\n` or `\r\n`. Valid until the next call.
  [[nodiscard]] std::optional<std::string_view> line();

 private:
  Source& source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace benchdiff::formats
