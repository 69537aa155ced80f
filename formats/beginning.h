#pragma once

#include <cstdint>
#include <string>

#include <benchdiff/formats/text.h>

namespace benchdiff::formats {

/// What the first block of a text shows of its format. Looks, and takes nothing.
class Beginning {
 public:
  explicit Beginning(Text& text);

  /// Google Benchmark's JSON, or another tool's: the text begins as JSON does, or a document of
  /// Google Benchmark follows on what the program printed before it.
  [[nodiscard]] bool is_json() const { return json_; }
  /// The line of a document of Google Benchmark that follows on results in the Go benchmark format;
  /// 0 where there is none.
  [[nodiscard]] std::uint64_t line_of_other_json() const { return other_json_; }
  /// A web page, which may be a report of benchdiff.
  [[nodiscard]] bool is_page() const { return page_; }
  /// JSON of benchdiff's own, as its first key tells.
  [[nodiscard]] bool is_report() const { return report_; }
  /// Zero bytes and no line for thousands of bytes: there is no point in reading on.
  [[nodiscard]] bool is_hopeless() const { return hopeless_; }

  /// Says why there are no results in the text, and what to give instead.
  [[nodiscard]] std::string explain_no_results() const;

 private:
  bool empty_ = true;  // nothing but white space
  bool json_ = false;
  bool page_ = false;
  bool report_ = false;
  bool binary_ = false;  // zero bytes, which no text has
  bool hopeless_ = false;
  bool wide_ = false;     // every second byte is zero, as in UTF-16
  bool console_ = false;  // the table that Google Benchmark prints on a terminal
  std::uint64_t other_json_ = 0;
};

}  // namespace benchdiff::formats
