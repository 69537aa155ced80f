#include <benchdiff/report/markdown_writer.h>

#include <algorithm>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/shorten.h>

namespace benchdiff::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of ASCII, and all of other scripts: none of them is markup.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Could be taken for a commit.
bool is_hash(std::string_view core) {
  constexpr std::size_t shortest_hash = 7;
  return core.size() >= shortest_hash && std::ranges::all_of(core, [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool begins_with_www(std::string_view core) {
  constexpr std::string_view www = "www.";
  constexpr int lower_case = 0x20;
  return core.size() >= www.size() &&
         std::equal(www.begin(), www.end(), core.begin(),
                    [](char letter, char c) { return letter == (c | lower_case); });
}

/// Letters, joined by `-`, `/`, `.` or `'`: `sec/op`, `Mann-Whitney`, `old.txt`.
bool is_plain_text(std::string_view core) {
  return !begins_with_www(core) &&
         std::ranges::all_of(core, [](char c) { return is_letter(c) || is_one_of(c, "-/.'"); });
}

/// A number with its unit: `+17.2%`, `162.5µs`, `1e-05`, `10+10`, `>=`.
bool is_plain_number(std::string_view core) {
  for (std::size_t i = 0; i < core.size(); ++i) {
    const char c = core[i];
    const bool after_digit = i > 0 && is_digit(core[i - 1]);
    const bool before_word =
        i + 1 < core.size() && (is_digit(core[i + 1]) || is_letter(core[i + 1]));
    const bool in_exponent = i > 1 && core[i - 1] == 'e' && is_digit(core[i - 2]);
    const bool fits = is_digit(c) || is_letter(c) || is_one_of(c, "+<>=") ||
                      (c == '.' && after_digit) || (c == '%' && after_digit && !before_word) ||
                      (c == '-' && (i == 0 || after_digit || in_exponent));
    if (!fits) {
      return false;
    }
  }
  return true;
}

bool is_plain(std::string_view core) {
  return !is_hash(core) && (is_plain_text(core) || is_plain_number(core));
}

/// Whether a word may begin a line: a list, a quote or a heading begins otherwise.
bool may_begin_line(std::string_view word) {
  return is_letter(word.front()) || word.front() == '(' || std::ranges::all_of(word, is_digit);
}

void append_escaped(std::string_view plain, std::string& out) {
  for (const char c : plain) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out.append(is_one_of(c, "[]!") ? "\\" : "").append(1, c);
    }
  }
}

std::size_t longest_run_of_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

MarkdownWriter& MarkdownWriter::markup(MarkdownMarkup markup) {
  out_ += markup.text();
  return *this;
}

/// A span of a text that is printable.
void MarkdownWriter::span(std::string_view text) {
  // Some readers take no fence beyond some length, and end the span at the next run of backticks.
  constexpr std::size_t longest_run = 8;
  const std::size_t run = longest_run_of_backticks(text);
  const bool escapes = run > longest_run;
  const std::size_t fence = escapes ? 1 : run + 1;
  const auto is_tick = [&](char c) { return c == '`' && !escapes; };
  // A blank at both ends would be taken off, and a backtick would make the fence longer.
  const bool pad =
      is_tick(text.front()) || is_tick(text.back()) || (text.front() == ' ' && text.back() == ' ');
  out_.append(fence, '`').append(pad ? " " : "");
  char before = 0;
  for (const char c : text) {
    if (c == '|' && place_ == Place::cell) {
      out_ += before == '\\' ? "\\x7c" : "\\|";
    } else if (c == '`' && escapes) {
      out_ += "\\x60";
    } else {
      out_ += c;
    }
    before = c;
  }
  out_.append(pad ? " " : "").append(fence, '`');
}

MarkdownWriter& MarkdownWriter::code(std::string_view text, std::size_t most_bytes) {
  if (text.empty()) {
    out_ += "(none)";
    return *this;
  }
  span(shorten(printable(text, Charset::utf8, scratch_), most_bytes));
  return *this;
}

void MarkdownWriter::word(std::string_view word, bool begins_line) {
  constexpr std::string_view opening = "([\"'";
  constexpr std::string_view closing = ")]\"'.,:;?!";
  const std::size_t begin = std::min(word.find_first_not_of(opening), word.size());
  const std::size_t last = word.find_last_not_of(closing);
  const std::size_t end = last == std::string_view::npos || last < begin ? begin : last + 1;
  const std::string_view core = word.substr(begin, end - begin);
  if (begins_line && !may_begin_line(word)) {
    span(word);
    return;
  }
  append_escaped(word.substr(0, begin), out_);
  if (is_plain(core)) {
    append_escaped(core, out_);
  } else {
    span(core);
  }
  append_escaped(word.substr(end), out_);
}

bool MarkdownWriter::at_line_start() const {
  return out_.empty() || out_.ends_with('\n') || out_ == "- " || out_.ends_with("\n- ");
}

MarkdownWriter& MarkdownWriter::words(std::string_view sentence, std::size_t most_bytes,
                                      std::size_t longest_word) {
  const std::string text = shorten(printable(sentence, Charset::utf8, scratch_), most_bytes);
  const bool begins_line = at_line_start();
  bool first = true;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) {
      out_ += first ? "" : " ";
      word(shorten(rest.substr(0, end), longest_word), first && begins_line);
      first = false;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return *this;
}

}  // namespace benchdiff::report
