#include <any>

#include <benchdiff/harness/pools/every_scenario.h>
#include <benchdiff/pools/variants/by_value.h>
#include <benchdiff/pools/variants/exchange_shards.h>
#include <benchdiff/pools/variants/fresh.h>
#include <benchdiff/pools/variants/go_like.h>
#include <benchdiff/pools/variants/lock_free_list.h>
#include <benchdiff/pools/variants/locked_list.h>
#include <benchdiff/pools/variants/thread_local_list.h>

namespace benchdiff::harness {

using namespace pools;
using namespace pools::variants;

void add_naive_variants(std::vector<PoolBenchmark>& list) {
  using Unsafe = Stored<Buffer, NoReset<BufferPolicy>, StaticThreadLocal<Buffer>>;
  add_every_scenario<Unsafe>(list, "unsafe");
  add_every_scenario<Stored<Buffer, Wiped<BufferPolicy>, MutexList>>(list, "wiped_mutex");
  add_every_scenario<StoredBuffers<MutexList>>(list, "mutex_list");
  add_every_scenario<StoredBuffers<SpinList>>(list, "spin_list");
  add_every_scenario<StoredBuffers<StaticThreadLocal<Buffer>>>(list, "tls_static");
  add_every_scenario<StoredBuffers<InstanceThreadLocal>>(list, "tls_instance");
  add_every_scenario<StoredBuffers<ExchangeShards>>(list, "exchange");
  add_every_scenario<StoredBuffers<LockFreeList>>(list, "lock_free");
  add_every_scenario<StoredBuffers<GoLike>>(list, "go_like");
  add_every_scenario<ByValue<Buffer, BufferPolicy, Buffer>>(list, "by_value_mutex");
  add_every_scenario<ByValue<Buffer, BufferPolicy, std::any>>(list, "by_any_mutex");
  add_every_scenario<Shared<PooledBuffers<Percpu>>>(list, "shared_ptr");
  add_every_scenario<Function<PooledBuffers<Percpu>>>(list, "function");
}

}  // namespace benchdiff::harness
