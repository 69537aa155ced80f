#pragma once

#include <cstddef>
#include <memory>

#include <benchdiff/pools/buffer.h>
#include <benchdiff/pools/policy.h>

namespace benchdiff::pools::variants {

/// A buffer that remembers how often it was far too large for what it was used for.
struct StruckBuffer : Buffer {
  using Buffer::Buffer;
  int strikes = 0;
};

/// Keeps a buffer as long as a quarter of it is used, and drops it when it isn't a fourth time:
/// outliers that are the rule are kept, and those that are exceptions are not. After a proposal for
/// Go's own library (issue 27735).
struct StrikesPolicy {
  static constexpr std::size_t small = 64 * 1024;  ///< bytes that are always worth keeping
  static constexpr int most = 4;

  [[nodiscard]] std::unique_ptr<StruckBuffer> make() const {
    return std::make_unique<StruckBuffer>();
  }
  Verdict recycle(StruckBuffer& buffer) const noexcept {
    const bool used = buffer.capacity() <= small || buffer.size() >= buffer.capacity() / 4;
    buffer.strikes = used ? 0 : buffer.strikes + 1;
    buffer.clear();
    return buffer.strikes < most ? Verdict::keep : Verdict::drop;
  }
};

}  // namespace benchdiff::pools::variants
