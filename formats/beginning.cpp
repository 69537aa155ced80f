#include <benchdiff/formats/beginning.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace benchdiff::formats {
namespace {

constexpr std::string_view space = " \t\r\n";

bool begins_line(std::string_view text, std::size_t at) { return at == 0 || text[at - 1] == '\n'; }

/// Whether a line of a text begins with a word.
bool has_line(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if (begins_line(text, at)) {
      return true;
    }
  }
  return false;
}

/// Where a line begins with a document of Google Benchmark; npos if none does.
std::size_t find_document(std::string_view text) {
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    const std::size_t key = text.find_first_not_of(space, at + 1);
    if (begins_line(text, at) && key != text.npos && text.substr(key).starts_with("\"context\"")) {
      return at;
    }
  }
  return text.npos;
}

/// Whether a text that begins with a bracket goes on as JSON does, and not as `[info] started`.
bool goes_on_as_json(std::string_view text) {
  const bool list = text.front() == '[';
  std::size_t next = std::min(text.find_first_not_of(space, 1), text.size());
  if (list && next < text.size() && std::string_view("-0123456789").find(text[next]) != text.npos) {
    next = text.find_first_not_of("+-.0123456789eE", next);
    next = std::min(text.find_first_not_of(space, next), text.size());
    return next == text.size() || text[next] == ',' || text[next] == ']';
  }
  const std::string_view openings = list ? "{[\"]" : "\"}";
  return next == text.size() || openings.find(text[next]) != text.npos;
}

bool is_letter(char letter, char c) { return c == letter || c == letter - 'a' + 'A'; }

/// Whether a text begins with a word, in letters of either case.
bool starts_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::ranges::equal(lower_case, text.substr(0, lower_case.size()), [](char wanted, char c) {
           return wanted == c || is_letter(wanted, c);
         });
}

bool is_web_page(std::string_view text) {
  return starts_with(text, "<!doctype html") || starts_with(text, "<html");
}

/// Whether an object's first key is the one that all JSON of benchdiff begins with.
bool is_report_json(std::string_view text) {
  const std::size_t key = text.find_first_not_of(space, 1);
  return text.front() == '{' && key != text.npos && text.substr(key).starts_with("\"benchdiff\"");
}

bool has_console_table(std::string_view text) {
  for (std::size_t at = text.find("Benchmark "); at != text.npos;
       at = text.find("Benchmark ", at + 1)) {
    const std::string_view line = text.substr(at, text.substr(at).find('\n'));
    if (begins_line(text, at) && line.find(" Time ") != line.npos &&
        line.find(" CPU ") != line.npos && line.find(" Iterations") != line.npos) {
      return true;
    }
  }
  return false;
}

bool is_utf16(std::string_view text) {
  constexpr std::size_t enough = 64;
  if (text.size() < 2 || (text[0] == '\0') == (text[1] == '\0')) {
    return false;
  }
  const std::size_t first = text[0] == '\0' ? 0 : 1;
  for (std::size_t i = first; i < std::min(text.size(), enough); i += 2) {
    if (text[i] != '\0') {
      return false;
    }
  }
  return true;
}

}  // namespace

Beginning::Beginning(Text& text) {
  constexpr std::size_t far_enough = std::size_t{1} << 20U;
  constexpr std::size_t longest_binary_line = 4096;
  std::size_t first = std::string_view::npos;
  while (first == std::string_view::npos && text.buffered().size() < far_enough && text.more()) {
    first = text.buffered().find_first_not_of(space);
  }
  // Enough to tell by, where it comes in pieces.
  constexpr std::size_t telling = 64;
  const auto may_be_ours = [&] {
    const std::string_view seen = text.buffered();
    return first != seen.npos && seen.size() - first < telling &&
           (seen[first] == '<' || seen[first] == '{');
  };
  while (may_be_ours() && text.more()) {
  }
  const std::string_view seen = text.buffered();
  binary_ = seen.find('\0') != seen.npos;
  wide_ = is_utf16(seen);
  hopeless_ = binary_ && seen.size() >= longest_binary_line && seen.find('\n') == seen.npos;
  if (first == seen.npos) {
    return;
  }
  empty_ = false;
  page_ = is_web_page(seen.substr(first));
  report_ = is_report_json(seen.substr(first));
  if (page_ || report_) return;
  json_ = (seen[first] == '{' || seen[first] == '[') && goes_on_as_json(seen.substr(first));
  console_ = has_console_table(seen);
  const std::size_t document = json_ ? seen.npos : find_document(seen);
  if (document != seen.npos && has_line(seen.substr(0, document), "Benchmark")) {
    const auto lines = std::ranges::count(seen.substr(0, document), '\n');
    other_json_ = static_cast<std::uint64_t>(lines) + 1;
  } else if (document != seen.npos) {
    json_ = true;
  }
}

std::string Beginning::explain_no_results() const {
  if (empty_) {
    return "the file is empty; did the benchmark run print to it?";
  }
  if (wide_) {
    return "this looks like UTF-16 without a byte order mark; save it as UTF-8";
  }
  if (binary_) {
    return "a binary file; give the text or JSON that the benchmark run printed";
  }
  if (console_) {
    return "the table that Google Benchmark prints for people; give benchdiff its JSON "
           "(--benchmark_out=FILE --benchmark_out_format=json)";
  }
  return "no benchmark results in it; benchdiff reads the output of `go test -bench` (lines that "
         "begin with Benchmark) and Google Benchmark's JSON (--benchmark_out_format=json)";
}

}  // namespace benchdiff::formats
