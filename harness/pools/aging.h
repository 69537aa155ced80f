#pragma once

#include <cstdint>

#include <benchdiff/harness/pools/keep.h>
#include <benchdiff/harness/pools/slice.h>

namespace benchdiff::harness {

/// Objects that age: a trim every `every` operations.
template <class V, int every>
class Aging : public Scenario {
 public:
  std::uint64_t work(unsigned thread) override {
    for (int i = 0; i < every; ++i) {
      auto lease = pool_.get();
      lease->append("x");
      keep(&*lease);
    }
    if (thread == 0) pool_.trim();
    return every;
  }

 private:
  V pool_;
};

}  // namespace benchdiff::harness
