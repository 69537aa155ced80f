#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// A text of at most so many bytes of UTF-8: the beginning and the end of what is longer, with `…`
/// between them, as they tell more than the middle. No character is cut apart. Fewer than three
/// bytes hold no `…`, and give an empty text where it doesn't fit. O(most_bytes).
[[nodiscard]] std::string shorten(std::string_view text, std::size_t most_bytes);

}  // namespace benchdiff::report
