#include <benchdiff/formats/text.h>

#include <cstring>
#include <span>

namespace benchdiff::formats {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 16U;

}  // namespace

Text::Text(Source& source) : source_(source), buffer_(2 * block_size) {}

bool Text::more() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < block_size) {
    buffer_.resize(2 * buffer_.size());
  }
  const std::size_t count = source_.read(std::span(buffer_).subspan(end_, block_size));
  end_ += count;
  return count > 0;
}

std::optional<std::string_view> Text::line() {
  std::size_t searched = 0;
  while (true) {
    const std::string_view rest = buffered();
    const void* found = rest.size() > searched
                            ? std::memchr(rest.data() + searched, '\n', rest.size() - searched)
                            : nullptr;
    std::size_t length = rest.size();
    std::size_t taken = rest.size();
    if (found != nullptr) {
      length = static_cast<std::size_t>(static_cast<const char*>(found) - rest.data());
      taken = length + 1;
    } else {
      searched = rest.size();
      if (more()) {
        continue;
      }
      if (rest.empty()) {
        return std::nullopt;
      }
    }
    std::string_view line = buffered().substr(0, length);
    take(taken);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    return line;
  }
}

}  // namespace benchdiff::formats
