#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::formats {

/// The bytes of a file or pipe as UTF-8 text, a block at a time.
///
/// A byte order mark is dropped, and UTF-16 (what PowerShell's `>` writes) becomes UTF-8 on the
/// way, so that no reader need know of either. Files are streamed, not mapped: a pipe has no size,
/// and a mapped file that shrinks while it is read kills the process.
class Source {
 public:
  /// Opens `path`; `-` is standard input. A failure is told by `error()`.
  explicit Source(const std::string& path);
  /// Reads from memory, for tests and fuzzing. `text` must outlive the source.
  static Source from_memory(std::string_view text);
  Source(Source&& other) noexcept;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  Source& operator=(Source&&) = delete;
  ~Source();

  /// Fills `buffer` from its beginning and answers how many bytes it holds; 0 at the end of the
  /// input and after an error. `buffer` must hold at least 16 bytes.
  [[nodiscard]] std::size_t read(std::span<char> buffer);

  /// Has the bytes that are read added up there, which must outlive the source.
  void count_in(std::atomic<std::uint64_t>& bytes) { counter_ = &bytes; }

  /// How many bytes the file has; 0 where that isn't known, as of a pipe.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// What went wrong, such as `no such file or directory` or `is a directory`; empty when nothing
  /// did.
  [[nodiscard]] const std::string& error() const { return error_; }
  /// Whether the file could not even be opened.
  [[nodiscard]] bool failed_to_open() const { return fd_ < 0 && !in_memory_; }

 private:
  Source() = default;

  [[nodiscard]] std::size_t read_bytes(std::span<char> buffer);
  void detect_encoding();
  [[nodiscard]] std::size_t read_utf8(std::span<char> buffer);
  [[nodiscard]] std::size_t read_utf16(std::span<char> buffer);
  void set_error(int error_number);

  enum class Encoding { unknown, utf8, utf16_le, utf16_be };

  int fd_ = -1;
  bool owns_fd_ = false;
  bool in_memory_ = false;
  std::atomic<std::uint64_t>* counter_ = nullptr;
  std::uint64_t size_ = 0;
  std::string_view memory_;
  std::string error_;
  Encoding encoding_ = Encoding::unknown;
  std::string pending_;          // bytes read ahead and not yet given out
  char16_t high_surrogate_ = 0;  // the first half of a UTF-16 pair whose second is still to come
};

}  // namespace benchdiff::formats
