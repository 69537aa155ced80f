#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace benchdiff::report {

/// A filter or projection that can't be understood. `what()` is the message, the query in the line
/// below it, and a caret under the place. Both are printable, whatever is in the query.
class QueryError : public std::runtime_error {
 public:
  /// `offset` is in bytes, at most the query's size.
  QueryError(std::string_view query, std::size_t offset, std::string_view message);

  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] const std::string& message() const { return message_; }

  /// The option whose argument is at fault, such as `row`; empty until somebody has said it.
  [[nodiscard]] const std::string& option() const { return option_; }
  void set_option(std::string name) { option_ = std::move(name); }

 private:
  std::size_t offset_;
  std::string message_;
  std::string option_;
};

/// What `parse` returns; a QueryError that it throws tells that the argument of `option` is at
/// fault.
template <class Parse>
auto with_option(const char* option, Parse parse) {
  try {
    return parse();
  } catch (QueryError& error) {
    error.set_option(option);
    throw;
  }
}

}  // namespace benchdiff::report
