#pragma once

#include <cstddef>
#include <vector>

namespace benchdiff::stats {

/// Frees a scratch that a sample of a size that seldom comes has left, for the next large one to
/// have room; a small one is kept for the next call.
template <class Value>
void give_back(std::vector<Value>& scratch) {
  constexpr std::size_t worth_it = 65'536;
  if (scratch.capacity() > worth_it) std::vector<Value>().swap(scratch);
}

}  // namespace benchdiff::stats
