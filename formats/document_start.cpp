#include <benchdiff/formats/document_start.h>

#include <algorithm>
#include <array>

namespace benchdiff::formats {
namespace {

enum class Match { none, partial, whole };

/// Whether a text begins with the words that a document does. More blanks than a document has are
/// none of it, lest a hostile file could have any length of it held back.
Match match(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"{", "\"context\"", ":", "{", "\"date\""};
  constexpr std::size_t long_enough = 1024;
  const bool goes_on = text.size() > long_enough;
  text = text.substr(0, long_enough);
  for (const std::string_view word : words) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with(word)) {
      return word.starts_with(text) && !goes_on ? Match::partial : Match::none;
    }
    text.remove_prefix(word.size());
  }
  return Match::whole;
}

}  // namespace

DocumentStart find_document_start(std::string_view text) {
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    const Match found = match(text.substr(at));
    if (found != Match::none) {
      return {.at = at, .complete = found == Match::whole};
    }
  }
  return {};
}

}  // namespace benchdiff::formats
