#include <benchdiff/harness/pools/every_scenario.h>
#include <benchdiff/pools/variants/fresh.h>

namespace benchdiff::harness {
namespace {

using namespace pools;
using namespace pools::variants;

/// With all the memory that the scenarios of 64 KiB need from the beginning.
struct Sized : BufferPolicy {
  Sized() { capacity = 64 * 1024; }
};

}  // namespace

void add_fresh_and_pooled(std::vector<PoolBenchmark>& list) {
  add_every_scenario<StoredBuffers<NoStore>>(list, "fresh");
  add_every_scenario<PooledBuffers<Percpu>>(list, "pooled");
  add_every_scenario<Stored<Buffer, Zeroed<Sized>, NoStore>>(list, "fresh_zeroed");
}

}  // namespace benchdiff::harness
