#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <benchdiff/pools/policy.h>
#include <benchdiff/pools/pool.h>

namespace benchdiff::pools {

/// Bytes that are appended to, as Go's bytes.Buffer. Its memory is not zeroed, and clear() keeps
/// it, in O(1).
class Buffer {
 public:
  Buffer() = default;
  /// With memory for so many bytes.
  explicit Buffer(std::size_t capacity) { reserve(capacity); }
  Buffer(Buffer&& other) noexcept
      : bytes_(std::move(other.bytes_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }

  /// Throws std::bad_alloc, and then nothing is appended. `text` may be a part of the buffer.
  Buffer& append(std::string_view text) {
    if (text.size() > capacity_ - size_) [[unlikely]] {
      append_growing(text);
    } else if (!text.empty()) {
      std::memcpy(bytes_.get() + size_, text.data(), text.size());
      size_ += text.size();
    }
    return *this;
  }
  Buffer& append(char byte) { return append(std::string_view(&byte, 1)); }

  /// What was appended, until the next append() or clear().
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.get(), size_}; }
  /// A copy of it, which stays.
  [[nodiscard]] std::string str() const { return std::string(view()); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// All its memory, of which the first size() bytes are in use; the others are what they are.
  [[nodiscard]] std::span<char> memory() noexcept { return {bytes_.get(), capacity_}; }

  void clear() noexcept { size_ = 0; }
  void reserve(std::size_t capacity) {
    if (capacity > capacity_) replace(capacity, {});
  }
  /// Gives the memory back.
  void reset() noexcept { *this = Buffer(); }

 private:
  [[gnu::cold, gnu::noinline]] void append_growing(std::string_view text) {
    if (text.size() > max_size - size_) throw std::bad_alloc();
    replace(std::max({size_ + text.size(), 2 * capacity_, std::size_t{64}}), text);
  }
  /// Moves to memory of that size, and appends `more` on the way.
  void replace(std::size_t capacity, std::string_view more) {
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ > 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    if (!more.empty()) std::memcpy(bytes.get() + size_, more.data(), more.size());
    bytes_ = std::move(bytes);
    size_ += more.size();
    capacity_ = capacity;
  }

  static constexpr std::size_t max_size = static_cast<std::size_t>(-1) / 4;

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// What becomes of a buffer that has grown beyond what is worth keeping.
enum class Outliers {
  keep,    ///< kept with all its memory
  drop,    ///< destroyed
  shrink,  ///< kept without its memory, as Go's fmt does
};

/// Buffers that are cleared when they come back, and refused when they have grown past a cap.
struct BufferPolicy {
  std::size_t capacity = 0;     ///< bytes that a new one has memory for
  std::size_t cap = 64 * 1024;  ///< bytes of memory that are worth keeping
  Outliers outliers = Outliers::drop;

  [[nodiscard]] std::unique_ptr<Buffer> make() const { return std::make_unique<Buffer>(capacity); }
  Verdict recycle(Buffer& buffer) const noexcept {
    buffer.clear();
    if (buffer.capacity() <= cap || outliers == Outliers::keep) [[likely]]
      return Verdict::keep;
    if (outliers == Outliers::drop) return Verdict::drop;
    buffer.reset();
    return Verdict::keep;
  }
  [[nodiscard]] std::size_t weight(const Buffer& buffer) const noexcept {
    return sizeof(Buffer) + buffer.capacity();
  }
  [[nodiscard]] bool is_clean(const Buffer& buffer) const noexcept { return buffer.empty(); }
};

/// The pool that most want.
using BufferPool = Pool<Buffer, BufferPolicy>;

}  // namespace benchdiff::pools
