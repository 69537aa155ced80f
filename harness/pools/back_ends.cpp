#include <benchdiff/harness/pools/every_scenario.h>
#include <benchdiff/pools/thread_magazine.h>

namespace benchdiff::harness {

void add_other_back_ends(std::vector<PoolBenchmark>& list) {
  add_every_scenario<PooledBuffers<pools::PercpuRseq>>(list, "percpu_rseq");
  add_every_scenario<PooledBuffers<pools::PercpuLock>>(list, "percpu_lock");
  add_every_scenario<PooledBuffers<pools::ThreadMagazine>>(list, "magazine");
  add_every_scenario<PooledBuffers<pools::Mutex>>(list, "mutex");
  add_every_scenario<PooledBuffers<pools::Fresh>>(list, "keeps_none");
}

}  // namespace benchdiff::harness
