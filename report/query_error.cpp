#include <benchdiff/report/query_error.h>

#include <algorithm>

#include <benchdiff/report/printable.h>

namespace benchdiff::report {
namespace {

/// The query in one line; white space in it stays white space.
std::string one_line(std::string_view query) {
  std::string line(query);
  std::ranges::replace_if(line, [](char c) { return c >= '\t' && c <= '\r'; }, ' ');
  return printable(line);
}

std::string with_caret(std::string_view query, std::size_t offset, std::string_view message) {
  std::string text = "syntax error: ";
  text.append(message).append("\n\t").append(one_line(query)).append("\n\t");
  text.append(display_width(one_line(query.substr(0, offset))), ' ');
  return text += '^';
}

}  // namespace

QueryError::QueryError(std::string_view query, std::size_t offset, std::string_view message)
    : std::runtime_error(with_caret(query, offset, printable(message))),
      offset_(offset),
      message_(printable(message)) {}

}  // namespace benchdiff::report
