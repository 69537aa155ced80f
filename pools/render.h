#pragma once

#include <string>
#include <string_view>

#include <benchdiff/pools/buffer.h>

namespace benchdiff::pools {

/// A greeting, put together in a buffer of a pool: the buffer is as new when it comes, and the text
/// is copied out of it before it goes back.
template <class Buffers>
[[nodiscard]] std::string render(Buffers& buffers, std::string_view name) {
  auto buffer = buffers.get();
  buffer->append("Hello, ").append(name);
  return buffer->str();
}

}  // namespace benchdiff::pools
