#include <benchdiff/formats/source.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF"sv;
constexpr std::string_view utf16_le_mark = "\xFF\xFE"sv;
constexpr std::string_view utf16_be_mark = "\xFE\xFF"sv;

constexpr char32_t replacement = 0xFFFD;

constexpr bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

Source::Source(const std::string& path) {
  if (path == "-") {
    fd_ = STDIN_FILENO;
    return;
  }
  do {
    fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (fd_ < 0 && errno == EINTR);
  if (fd_ < 0) {
    set_error(errno);
    return;
  }
  struct stat status{};
  const bool known = ::fstat(fd_, &status) == 0;
  if (known && S_ISREG(status.st_mode)) {
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  if (known && S_ISDIR(status.st_mode)) {
    ::close(fd_);
    fd_ = -1;
    set_error(EISDIR);
    return;
  }
  owns_fd_ = true;
#ifdef POSIX_FADV_SEQUENTIAL
  ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
}

Source Source::from_memory(std::string_view text) {
  Source source;
  source.in_memory_ = true;
  source.memory_ = text;
  source.size_ = text.size();
  return source;
}

Source::Source(Source&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      owns_fd_(std::exchange(other.owns_fd_, false)),
      in_memory_(other.in_memory_),
      counter_(other.counter_),
      size_(other.size_),
      memory_(std::exchange(other.memory_, {})),
      error_(std::move(other.error_)),
      encoding_(other.encoding_),
      pending_(std::move(other.pending_)),
      high_surrogate_(other.high_surrogate_) {}

Source::~Source() {
  if (owns_fd_) {
    ::close(fd_);
  }
}

std::size_t Source::read(std::span<char> buffer) {
  if (encoding_ == Encoding::unknown) {
    detect_encoding();
  }
  return encoding_ == Encoding::utf8 ? read_utf8(buffer) : read_utf16(buffer);
}

std::size_t Source::read_bytes(std::span<char> buffer) {
  if (in_memory_) {
    const std::size_t count = std::min(buffer.size(), memory_.size());
    std::ranges::copy(memory_.substr(0, count), buffer.begin());
    memory_.remove_prefix(count);
    return count;
  }
  if (fd_ < 0 || !error_.empty()) {
    return 0;
  }
  ssize_t count = 0;
  do {
    count = ::read(fd_, buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    set_error(errno);
    return 0;
  }
  if (counter_ != nullptr) *counter_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

void Source::detect_encoding() {
  // A pipe may give a byte at a time.
  pending_.resize(utf8_mark.size());
  std::size_t have = 0;
  while (have < pending_.size()) {
    const std::size_t count = read_bytes(std::span(pending_).subspan(have));
    if (count == 0) {
      break;
    }
    have += count;
  }
  pending_.resize(have);

  encoding_ = Encoding::utf8;
  std::size_t mark = 0;
  if (pending_ == utf8_mark) {
    mark = utf8_mark.size();
  } else if (pending_.starts_with(utf16_le_mark)) {
    encoding_ = Encoding::utf16_le;
    mark = utf16_le_mark.size();
  } else if (pending_.starts_with(utf16_be_mark)) {
    encoding_ = Encoding::utf16_be;
    mark = utf16_be_mark.size();
  }
  pending_.erase(0, mark);
}

std::size_t Source::read_utf8(std::span<char> buffer) {
  const std::size_t ahead = pending_.size();
  std::ranges::copy(pending_, buffer.begin());
  pending_.clear();
  return ahead + read_bytes(buffer.subspan(ahead));
}

std::size_t Source::read_utf16(std::span<char> buffer) {
  // Two bytes become three at most (a pair's four become four), and three more may be owed for the
  // half of a pair that stands at the end of the bytes before.
  const std::size_t block = (buffer.size() - 4) / 3 * 2;
  char* out = buffer.data();
  while (out == buffer.data()) {
    const std::size_t ahead = pending_.size();
    pending_.resize(block);
    const std::size_t count = read_bytes(std::span(pending_).subspan(ahead));
    pending_.resize(ahead + count);
    if (count == 0) {
      if (std::exchange(high_surrogate_, u'\0') != 0) {
        out = write_utf8(replacement, out);
      }
      if (!pending_.empty()) {  // half a code unit
        out = write_utf8(replacement, out);
        pending_.clear();
      }
      break;
    }
    const std::size_t high = encoding_ == Encoding::utf16_be ? 0 : 1;
    for (std::size_t i = 0; i + 1 < pending_.size(); i += 2) {
      const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(pending_[at]); };
      const auto unit = static_cast<char16_t>(byte(i + high) << 8U | byte(i + 1 - high));
      const char16_t before = std::exchange(high_surrogate_, u'\0');
      if (before != 0 && is_low_surrogate(unit)) {
        out = write_utf8(0x10000U + ((before - 0xD800U) << 10U) + (unit - 0xDC00U), out);
        continue;
      }
      if (before != 0) {
        out = write_utf8(replacement, out);
      }
      if (is_high_surrogate(unit)) {
        high_surrogate_ = unit;
      } else {
        out = write_utf8(is_low_surrogate(unit) ? replacement : char32_t{unit}, out);
      }
    }
    pending_.erase(0, pending_.size() / 2 * 2);
  }
  return static_cast<std::size_t>(out - buffer.data());
}

void Source::set_error(int error_number) {
  error_ = std::generic_category().message(error_number);  // `No such file or directory`
  if (!error_.empty() && error_[0] >= 'A' && error_[0] <= 'Z') {
    error_[0] = static_cast<char>(error_[0] - 'A' + 'a');
  }
}

}  // namespace benchdiff::formats
