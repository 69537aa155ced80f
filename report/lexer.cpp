#include <benchdiff/report/lexer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include <re2/re2.h>

#include <benchdiff/formats/unicode.h>
#include <benchdiff/report/query_error.h>

namespace benchdiff::report {
namespace {

constexpr std::string_view punctuation_in_words = "():@,";
constexpr std::string_view punctuation_before_words = "-*():@,";
constexpr std::int64_t regexp_memory = std::int64_t{8} << 20U;

/// Takes `count` digits of an escape; nothing if they aren't there.
std::optional<std::uint32_t> take_digits(std::string_view& rest, std::size_t count, int base) {
  std::uint32_t value = 0;
  if (rest.size() < count) {
    return std::nullopt;
  }
  const auto parsed = std::from_chars(rest.data(), rest.data() + count, value, base);
  if (parsed.ec != std::errc{} || parsed.ptr != rest.data() + count) {
    return std::nullopt;
  }
  rest.remove_prefix(count);
  return value;
}

/// Undoes one of Go's escapes, behind its backslash; false if there is no such escape.
bool unescape(std::string_view& rest, std::string& text) {
  constexpr std::string_view names = "abfnrtv\\\"";
  constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\\"";
  if (rest.empty()) {
    return false;
  }
  const char c = rest.front();
  if (const std::size_t at = names.find(c); at != std::string_view::npos) {
    text += meanings[at];
    rest.remove_prefix(1);
    return true;
  }
  if (c >= '0' && c <= '7') {
    const auto value = take_digits(rest, 3, 8);
    if (!value || *value > 0xFF) {
      return false;
    }
    text += static_cast<char>(*value);
    return true;
  }
  rest.remove_prefix(1);
  if (c == 'x') {
    const auto value = take_digits(rest, 2, 16);
    text += static_cast<char>(value.value_or(0));
    return value.has_value();
  }
  if (c != 'u' && c != 'U') {
    return false;
  }
  const auto value = take_digits(rest, c == 'u' ? 4 : 8, 16);
  if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF)) {
    return false;
  }
  std::array<char, 4> encoded{};
  text.append(encoded.data(), formats::write_utf8(*value, encoded.data()));
  return true;
}

/// The length of the expression that ends at a `/` outside brackets and parentheses. Brackets are
/// counted, as the reference implementation does, for the sake of `[[:alpha:]/]`.
std::optional<std::size_t> regexp_length(std::string_view text) {
  int brackets = 0;
  int parentheses = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '/' && brackets == 0 && parentheses == 0) {
      return i;
    }
    if (c == '\\') {
      ++i;
    } else if (c == '[') {
      ++brackets;
    } else if (c == ']') {
      brackets = std::max(brackets - 1, 0);
    } else if (c == '(' && brackets == 0) {
      ++parentheses;
    } else if (c == ')' && brackets == 0) {
      --parentheses;
    }
  }
  return std::nullopt;
}

}  // namespace

void Lexer::fail(std::size_t offset, const std::string& message) const {
  throw QueryError(query_, offset, message);
}

Token Lexer::next_key() { return next(false); }
Token Lexer::next_value() { return next(true); }

Token Lexer::peek_key() {
  const std::size_t here = at_;
  Token token = next(false);
  at_ = here;
  return token;
}

Token Lexer::next(bool regexp_allowed) {
  while (const std::size_t space = formats::leading_space(query_.substr(at_))) {
    at_ += space;
  }
  if (at_ == query_.size()) {
    return {Token::Kind::end, at_, {}, {}};
  }
  const char c = query_[at_];
  if (punctuation_before_words.find(c) != std::string_view::npos) {
    return {Token::Kind::punctuation, at_++, std::string(1, c), {}};
  }
  if (c == '/' && regexp_allowed) {
    return regexp();
  }
  return c == '"' ? quoted_word() : bare_word();
}

Token Lexer::quoted_word() {
  Token token{Token::Kind::word, at_, {}, {}};
  std::string_view rest = query_.substr(at_ + 1);
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() != '\\') {
      token.text += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    rest.remove_prefix(1);
    if (rest.empty()) {
      break;
    }
    if (!unescape(rest, token.text)) {
      fail(token.offset, "bad escape sequence");
    }
  }
  if (rest.empty()) {
    fail(token.offset, "missing end quote");
  }
  at_ = query_.size() - rest.size() + 1;
  return token;
}

Token Lexer::bare_word() {
  const std::size_t begin = at_;
  while (at_ < query_.size() && punctuation_in_words.find(query_[at_]) == std::string_view::npos &&
         formats::leading_space(query_.substr(at_)) == 0) {
    ++at_;
  }
  std::string text(query_.substr(begin, at_ - begin));
  const auto kind = text == "AND"  ? Token::Kind::and_word
                    : text == "OR" ? Token::Kind::or_word
                                   : Token::Kind::word;
  return {kind, begin, std::move(text), {}};
}

Token Lexer::regexp() {
  const std::size_t begin = at_;
  const auto length = regexp_length(query_.substr(begin + 1));
  if (!length) {
    fail(begin, "missing close \"/\"");
  }
  Token token{Token::Kind::regexp, begin, std::string(query_.substr(begin + 1, *length)), {}};
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(regexp_memory);
  auto compiled = std::make_shared<const re2::RE2>(token.text, options);
  if (!compiled->ok()) {
    fail(begin, "error parsing regexp: " + compiled->error());
  }
  token.regexp = std::move(compiled);
  at_ = begin + 1 + *length + 1;
  const std::string_view rest = query_.substr(at_);
  if (!rest.empty() && formats::leading_space(rest) == 0 &&
      punctuation_before_words.find(rest.front()) == std::string_view::npos) {
    fail(at_, "regexp must be followed by space or an operator (unescaped \"/\"?)");
  }
  return token;
}

}  // namespace benchdiff::report
