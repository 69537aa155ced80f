#include <benchdiff/report/shorten.h>

namespace benchdiff::report {
namespace {

/// Whether a byte continues a character that has begun before it.
bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

}  // namespace

std::string shorten(std::string_view text, std::size_t most_bytes) {
  constexpr std::string_view ellipsis = "…";
  if (text.size() <= most_bytes) {
    return std::string(text);
  }
  if (most_bytes < ellipsis.size()) {
    return {};
  }
  const std::size_t room = most_bytes - ellipsis.size();
  std::size_t head = (room + 1) / 2;
  while (head > 0 && continues(text[head])) {
    --head;
  }
  std::size_t tail = text.size() - room / 2;
  while (tail < text.size() && continues(text[tail])) {
    ++tail;
  }
  return std::string(text.substr(0, head)).append(ellipsis).append(text.substr(tail));
}

}  // namespace benchdiff::report
