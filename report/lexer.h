#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace benchdiff::report {

/// A token of the filter and projection languages.
struct Token {
  enum class Kind {
    end,
    word,         ///< a bare or quoted word
    regexp,       ///< `/.../`, only where a value is expected
    punctuation,  ///< one of `- * ( ) : @ ,`
    and_word,     ///< a bare `AND`
    or_word,      ///< a bare `OR`
  };
  Kind kind = Kind::end;
  std::size_t offset = 0;
  std::string text;  ///< quotes and escapes undone; the expression of a regexp; the punctuation
  std::shared_ptr<const re2::RE2> regexp;

  [[nodiscard]] bool is(char punctuation) const {
    return kind == Kind::punctuation && text[0] == punctuation;
  }
  [[nodiscard]] bool is_value() const { return kind == Kind::word || kind == Kind::regexp; }
};

/// Splits a query into tokens. The languages are those of the reference implementation:
/// - a bare word begins with none of `- * " ( ) : @ ,` or white space, and goes on to the next
///   white space or one of `( ) : @ ,`;
/// - `"..."` is a word with Go's escapes;
/// - `/.../` is a regular expression (RE2, matched anywhere), if the first character of a value is
///   a `/`. It ends at the first `/` that isn't escaped or inside brackets or parentheses.
class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  /// The next token. A token that is looked at with `peek` comes again.
  /// Throws `QueryError`.
  [[nodiscard]] Token next_key();
  [[nodiscard]] Token next_value();
  [[nodiscard]] Token peek_key();

  [[noreturn]] void fail(std::size_t offset, const std::string& message) const;
  [[nodiscard]] std::string_view query() const { return query_; }

 private:
  [[nodiscard]] Token next(bool regexp_allowed);
  [[nodiscard]] Token quoted_word();
  [[nodiscard]] Token regexp();
  [[nodiscard]] Token bare_word();

  std::string_view query_;
  std::size_t at_ = 0;
};

}  // namespace benchdiff::report
