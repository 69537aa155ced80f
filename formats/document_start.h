#pragma once

#include <cstddef>
#include <string_view>

namespace benchdiff::formats {

/// Where a document of Google Benchmark begins in a text, or may begin where the text breaks off.
struct DocumentStart {
  std::size_t at = std::string_view::npos;  ///< npos if it doesn't
  bool complete = false;                    ///< the text goes far enough to be sure
};

/// Finds the first `{ "context": { "date"`, with any white space in between: all versions of Google
/// Benchmark begin so, and nothing inside of their documents looks like it. Linear in the text.
[[nodiscard]] DocumentStart find_document_start(std::string_view text);

}  // namespace benchdiff::formats
