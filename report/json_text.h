#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// Appends a text as a quoted JSON string that reads back as the same text, whatever it holds.
///
/// It may stand in a script element of a page, where nothing in it ends the element or begins a
/// comment (`</`, `<!`), and in JavaScript (U+2028, U+2029). Characters that aren't seen or that
/// turn the direction of writing are escaped, so that the file shows what it holds. Bytes that
/// aren't UTF-8 become U+FFFD. Linear.
void append_json_string(std::string_view text, std::string& out);

/// Appends the shortest number that reads back as the same double, -0 included; NaN and the
/// infinities, which JSON doesn't have, become `null`.
void append_json_number(double value, std::string& out);

/// Appends a whole number.
void append_json_count(std::uint64_t value, std::string& out);

}  // namespace benchdiff::report
