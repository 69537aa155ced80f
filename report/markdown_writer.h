#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// Markdown that somebody wrote into the program, and that nobody can write into a benchmark's
/// name: only a literal becomes one.
class MarkdownMarkup {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is to be written as such
  consteval MarkdownMarkup(const char* literal) : text_(literal) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Writes GitHub-flavoured Markdown (GFM) that says nothing but what it is told to: whatever isn't
/// a literal of the program goes out as a code span, in which no mention, no reference, no address
/// and no markup has a meaning, or as words, of which only harmless ones stand outside of such
/// spans. Both are `printable`, so that they are of one line.
class MarkdownWriter {
 public:
  /// Where a text stands: in a table's cell, a `|` is written so that it ends none.
  enum class Place { line, cell };

  MarkdownWriter(std::string& out, Place place) : out_(out), place_(place) {}

  MarkdownWriter& markup(MarkdownMarkup markup);
  /// A text as a code span, shortened to so many bytes before it is escaped. In a cell, a `|`
  /// after a `\` becomes `\x7c`: there is no other way to write the two that all readers of tables
  /// agree on. Where more than eight backticks stand in a row, all of the text's are `\x60`. An
  /// empty text is `(none)`, and no span.
  MarkdownWriter& code(std::string_view text, std::size_t most_bytes);
  /// A sentence, shortened to so many bytes before it is escaped. Words of letters, numbers and
  /// simple punctuation stand as they are, all others in code spans; a word of more than
  /// `longest_word` bytes is shortened by itself. At the beginning of a line, which that of `out`
  /// counts as, no word can make it a heading, a list or a quote. White space at either end goes,
  /// and is one blank elsewhere.
  MarkdownWriter& words(std::string_view sentence, std::size_t most_bytes,
                        std::size_t longest_word = 80);

 private:
  void span(std::string_view text);
  void word(std::string_view word, bool begins_line);
  [[nodiscard]] bool at_line_start() const;

  std::string& out_;
  Place place_;
  std::string scratch_;
};

}  // namespace benchdiff::report
