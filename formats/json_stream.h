#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <benchdiff/formats/document_start.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {

/// A text as RapidJSON's input stream, which knows the line it is at. `'\0'` is the end of the
/// input, or a zero byte, which no JSON has.
///
/// It ends before each document of Google Benchmark, whatever is open there: a run that broke off
/// may have the next one's behind it. Escapes keep such a beginning from standing inside of a
/// string.
///
/// Control characters are read as `?`: JSON wants them escaped, but Google Benchmark writes those
/// in names as they are.
class JsonStream {
 public:
  using Ch = char;

  explicit JsonStream(Text& text) : text_(text) { view(); }

  [[nodiscard]] char Peek() { return at_ != end_ || refill() ? legible(*at_) : '\0'; }
  char Take() {
    const char c = Peek();
    if (at_ != end_) {
      ++at_;
    }
    return c;
  }
  [[nodiscard]] std::size_t Tell() const { return taken_ + static_cast<std::size_t>(at_ - begin_); }

  // RapidJSON wants these of a stream that it never writes to.
  char* PutBegin() { return nullptr; }
  void Put(char /*c*/) {}
  void Flush() {}
  std::size_t PutEnd(char* /*begin*/) { return 0; }

  /// At the end of the input, or before a document.
  [[nodiscard]] bool at_end() { return at_ == end_ && !refill(); }
  [[nodiscard]] bool before_document() { return at_end() && document_next_; }
  /// Goes on into the document that is next.
  void enter_document() {
    take_shown();
    view(1);
  }
  /// Goes to where the next document begins; false if there is none.
  [[nodiscard]] bool skip_to_document() {
    do {
      at_ = end_;
      begin_token();
    } while (!at_end());
    return document_next_;
  }

  /// The line of the next character, counted from 1.
  [[nodiscard]] std::uint64_t line() {
    line_feeds_ += static_cast<std::uint64_t>(std::count(counted_, at_, '\n'));
    counted_ = at_;
    return line_feeds_ + 1;
  }

  /// Takes the rest of the line. Of a long line only the beginning is kept.
  [[nodiscard]] std::string take_line() {
    constexpr std::size_t most_kept = 1024;
    std::string line;
    while (!at_end()) {
      const char c = Take();
      if (c == '\n') {
        break;
      }
      if (line.size() < most_kept) {
        line += c;
      }
    }
    return line;
  }

  /// No string or number is as long as this. What is ends the input, and so a hostile file can't
  /// make the parser collect more.
  static constexpr std::size_t max_token = std::size_t{1} << 26U;
  /// Says that a token has been read.
  void begin_token() { token_ = Tell(); }
  [[nodiscard]] bool token_too_long() const { return token_too_long_; }

 private:
  static char legible(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' ? c : '?';
  }

  /// Shows what is buffered up to where a document begins, or may do so. What stands in the first
  /// `known` bytes is no such place.
  void view(std::size_t known = 0) {
    const std::string_view buffered = text_.buffered();
    const DocumentStart start = find_document_start(buffered.substr(known));
    document_next_ = start.complete;
    begin_ = at_ = counted_ = buffered.data();
    end_ = begin_ + (start.at == buffered.npos ? buffered.size() : known + start.at);
  }

  void take_shown() {
    static_cast<void>(line());
    taken_ += static_cast<std::size_t>(end_ - begin_);
    text_.take(static_cast<std::size_t>(end_ - begin_));
    begin_ = at_ = counted_ = end_;
  }

  bool refill() {
    while (at_ == end_ && !exhausted_ && !document_next_) {
      take_shown();
      token_too_long_ = Tell() - token_ > max_token;
      exhausted_ = token_too_long_ || !text_.more();
      if (!exhausted_) {
        view();
      } else if (!token_too_long_) {
        view(text_.buffered().size());  // what could have become a document is none
      }
    }
    return at_ != end_;
  }

  Text& text_;
  const char* begin_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  const char* counted_ = nullptr;  // line feeds are counted up to here
  std::uint64_t line_feeds_ = 0;
  std::size_t taken_ = 0;  // what lies before `begin_`
  std::size_t token_ = 0;
  bool token_too_long_ = false;
  bool document_next_ = false;  // at `end_`
  bool exhausted_ = false;
};

}  // namespace benchdiff::formats
