#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::report {

/// Writes XML element by element, each on a line of its own. All text is escaped and printable, and
/// characters that XML doesn't have become U+FFFD: what comes out is well-formed, whatever goes in.
/// Names of elements and attributes are the program's own.
class XmlWriter {
 public:
  /// Appends the declaration.
  explicit XmlWriter(std::string& out);

  void begin(std::string_view element);
  /// Of the element that was begun last, before anything is in it.
  void attribute(std::string_view name, std::string_view value);
  void attribute(std::string_view name, std::size_t value);
  void text(std::string_view text);
  void end();

 private:
  void append(std::string_view text);
  void close_tag();

  std::string& out_;
  std::string scratch_;
  std::vector<std::string_view> open_;
  bool in_tag_ = false;
  bool has_text_ = false;  // and no element, so that its end stands on the same line
};

}  // namespace benchdiff::report
