#include <benchdiff/harness/pools/every_scenario.h>
#include <benchdiff/pools/variants/externals.h>

namespace benchdiff::harness {

using namespace pools::variants;

void add_other_libraries(std::vector<PoolBenchmark>& list) {
#ifdef BENCHDIFF_POOLS_TBB
  add_every_scenario<StoredBuffers<TbbQueue>>(list, "tbb_queue");
  add_every_scenario<StoredBuffers<TbbThreadSpecific>>(list, "tbb_specific");
#endif
#ifdef BENCHDIFF_POOLS_BOOST
  add_every_scenario<StoredBuffers<BoostStack>>(list, "boost_stack");
#endif
  add_every_scenario<PmrPool>(list, "pmr");
}

}  // namespace benchdiff::harness
