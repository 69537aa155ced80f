#pragma once

#include <string>
#include <string_view>

namespace benchdiff::report {

/// Which characters a text may be written in.
enum class Charset { utf8, ascii };

/// A text that can do nothing to a terminal and hides nothing: control characters, marks that turn
/// the direction of writing, characters without width such as U+200B, and bytes that aren't UTF-8
/// become escapes such as `\x1b` and `\u202e`. In ASCII, all other characters do as well. Linear;
/// answers the text itself where nothing is to be done, and otherwise `scratch`.
[[nodiscard]] std::string_view printable(std::string_view text, Charset charset,
                                         std::string& scratch);
[[nodiscard]] std::string printable(std::string_view text, Charset charset = Charset::utf8);

/// Whether a character is one that is escaped there: it can't be seen, or it moves what others say.
[[nodiscard]] bool is_unseen(char32_t c);

/// The same with line breaks and tabs as they are, for what is made of several lines.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// How many columns of a terminal a printable text takes: two for the characters of East Asia and
/// for emoji, none for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace benchdiff::report
