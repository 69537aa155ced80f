#pragma once

#include <string_view>

namespace benchdiff::report {

/// How HTML and XML write a character that means something to them, between tags as well as between
/// quotes; empty for all others.
[[nodiscard]] constexpr std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace benchdiff::report
