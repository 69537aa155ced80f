// Measures ways to pool in short slices, shuffled, on pinned threads, and prints each slice that
// nothing else got in the way of as a result in the Go benchmark format, for benchdiff to read:
//
//     pools_slices [ROUNDS [FILTER]] > pools.txt
//     benchdiff --col /variant pools.txt
#include <algorithm>
#include <any>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <benchdiff/pools/thread_magazine.h>
#include <benchdiff/pools/variants/by_value.h>
#include <benchdiff/pools/variants/exchange_shards.h>
#include <benchdiff/pools/variants/externals.h>
#include <benchdiff/pools/variants/fresh.h>
#include <benchdiff/pools/variants/go_like.h>
#include <benchdiff/pools/variants/lock_free_list.h>
#include <benchdiff/pools/variants/locked_list.h>
#include <benchdiff/pools/variants/stored.h>
#include <benchdiff/pools/variants/strikes.h>
#include <benchdiff/pools/variants/thread_local_list.h>

#include "scenarios.h"

namespace benchdiff::bench {
namespace {

using namespace pools;
using namespace pools::variants;

template <class Store>
using Buffers = Stored<Buffer, BufferPolicy, Store>;
template <class Near>
using Pooled = Pool<Buffer, BufferPolicy, Near, false>;
template <Outliers what_becomes_of_them>
struct OutlierPolicy : BufferPolicy {
  OutlierPolicy() { outliers = what_becomes_of_them; }
};

/// With room for so many idle objects a CPU, and for as many behind them.
template <std::uint16_t most>
struct Bounded : Pooled<Percpu> {
  Bounded() : Pooled<Percpu>({.local = most, .depot = most}) {}
};

/// With all the memory that the scenarios of 64 KiB need from the beginning.
struct Sized : BufferPolicy {
  Sized() { capacity = 64 * 1024; }
};

/// A scenario, its name, and on how many threads it is run.
struct Entry {
  std::string name;
  unsigned threads;
  bool blocks;
  std::function<std::unique_ptr<Scenario>()> make;
};

class List {
 public:
  template <class S>
  void add(const std::string& scenario, const std::string& variant,
           const std::vector<unsigned>& threads) {
    for (const unsigned count : threads) {
      entries_.push_back(
          {"Benchmark" + scenario + "/variant=" + variant + "/threads=" + std::to_string(count),
           count, variant.find("mutex") != std::string::npos,
           [] { return std::make_unique<S>(); }});
    }
  }

  /// All scenarios that every variant takes part in.
  template <class V>
  void add_all(const std::string& variant) {
    add<GetPut<V>>("Getput", variant, {1, 2, 4, 8});
    add<Burst<V>>("Burst16", variant, {1, 2});
    add<ProducerConsumer<V>>("Prodcons", variant, {2});
    add<Render<V>>("Render", variant, {1, 2});
    add<Use<V, 1024, 1>>("Use64K/touch=1K", variant, {1, 2});
    add<Use<V, 64 * 1024, 1>>("Use64K/touch=64K", variant, {1, 2});
    add<Use<V, 64 * 1024, 16>>("Use64K/live=16", variant, {1});
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

List all() {
  List list;
  list.add<Calls>("Getput", "two_calls", {1});
  list.add<Malloc<64 * 1024>>("Getput", "malloc_64K", {1, 2});
  list.add<Malloc<64>>("Getput", "malloc_64", {1, 2});
  list.add_all<Buffers<NoStore>>("fresh");
  list.add_all<Stored<Buffer, Zeroed<Sized>, NoStore>>("fresh_zeroed");
  list.add_all<Stored<Buffer, NoReset<BufferPolicy>, StaticThreadLocal<Buffer>>>("unsafe");
  list.add_all<Pooled<Percpu>>("pooled");
  list.add_all<Pooled<PercpuRseq>>("percpu_rseq");
  list.add_all<Pooled<PercpuLock>>("percpu_lock");
  list.add_all<Pooled<ThreadMagazine>>("magazine");
  list.add_all<Pooled<Mutex>>("mutex");
  list.add_all<Stored<Buffer, Wiped<BufferPolicy>, MutexList>>("wiped_mutex");
  list.add_all<Buffers<MutexList>>("mutex_list");
  list.add_all<Buffers<SpinList>>("spin_list");
  list.add_all<Buffers<StaticThreadLocal<Buffer>>>("tls_static");
  list.add_all<Buffers<InstanceThreadLocal>>("tls_instance");
  list.add_all<Buffers<ExchangeShards>>("exchange");
  list.add_all<Buffers<LockFreeList>>("lock_free");
  list.add_all<Buffers<GoLike>>("go_like");
  list.add_all<ByValue<Buffer, BufferPolicy, Buffer>>("by_value_mutex");
  list.add_all<ByValue<Buffer, BufferPolicy, std::any>>("by_any_mutex");
  list.add_all<Shared<Pooled<Percpu>>>("shared_ptr");
  list.add_all<Function<Pooled<Percpu>>>("function");
#ifdef BENCHDIFF_POOLS_TBB
  list.add_all<Buffers<TbbQueue>>("tbb_queue");
  list.add_all<Buffers<TbbThreadSpecific>>("tbb_specific");
#endif
#ifdef BENCHDIFF_POOLS_BOOST
  list.add_all<Buffers<BoostStack>>("boost_stack");
#endif
  list.add_all<PmrPool>("pmr");
  list.add<Burst<Bounded<1>>>("Bounds/local=1", "pooled", {1});
  list.add<Burst<Bounded<4>>>("Bounds/local=4", "pooled", {1});
  list.add<Burst<Bounded<16>>>("Bounds/local=16", "pooled", {1});
  list.add<Burst<Bounded<60>>>("Bounds/local=60", "pooled", {1});
  using Keep = OutlierPolicy<Outliers::keep>;
  using Shrink = OutlierPolicy<Outliers::shrink>;
  list.add<OutlierMix<Buffers<NoStore>>>("Outliers", "fresh", {1});
  list.add<OutlierMix<Pool<Buffer, Keep, Percpu, false>>>("Outliers", "keep", {1});
  list.add<OutlierMix<Pooled<Percpu>>>("Outliers", "pooled", {1});
  list.add<OutlierMix<Pool<Buffer, Shrink, Percpu, false>>>("Outliers", "shrink", {1});
  list.add<OutlierMix<Pool<StruckBuffer, StrikesPolicy, Percpu, false>>>("Outliers", "strikes",
                                                                         {1});
  list.add<Aging<Buffers<NoStore>, 1000>>("Aging/every=1000", "fresh", {1, 2});
  list.add<Aging<Pooled<Percpu>, 10>>("Aging/every=10", "pooled", {1, 2});
  list.add<Aging<Pooled<Percpu>, 100>>("Aging/every=100", "pooled", {1, 2});
  list.add<Aging<Pooled<Percpu>, 1000>>("Aging/every=1000", "pooled", {1, 2});
  list.add<Aging<Pooled<Percpu>, 10000>>("Aging/every=10000", "pooled", {1, 2});
  // Without victims, every trim takes all there is.
  list.add<Aging<Buffers<MutexList>, 1000>>("Aging/every=1000", "no_victims_mutex", {1});
  return list;
}

/// What new and malloc are, as it is half of every result without a pool.
std::string allocator() {
  const char* preloaded = std::getenv("LD_PRELOAD");
  if (preloaded == nullptr || *preloaded == '\0') {
    const char* threshold = std::getenv("MALLOC_MMAP_THRESHOLD_");
    return threshold == nullptr ? "glibc" : std::string("glibc-mmap-threshold-") + threshold;
  }
  const std::string path(preloaded);
  return path.substr(path.rfind('/') + 1);
}

int run(int rounds, const std::string& filter) {
  const List list = all();
  std::vector<const Entry*> entries;
  for (const Entry& entry : list.entries()) {
    if (entry.name.find(filter) != std::string::npos) entries.push_back(&entry);
  }
  std::printf("allocator: %s\n", allocator().c_str());
  std::printf("Unit faults/op better=lower\n");
  std::mt19937 shuffle(std::random_device{}());
  std::size_t kept = 0;
  std::size_t slices = 0;
  for (int round = 0; round < rounds; ++round) {
    std::ranges::shuffle(entries, shuffle);
    for (const Entry* entry : entries) {
      const auto scenario = entry->make();
      (void)run_slice(*scenario, entry->threads, 1);
      constexpr double milliseconds = 12;
      constexpr int tries = 4;
      for (int attempt = 0; attempt < tries; ++attempt) {
        const Slice slice = run_slice(*scenario, entry->threads, milliseconds);
        ++slices;
        if (slice.contaminated && !(entry->blocks && entry->threads > 2)) continue;
        ++kept;
        std::printf("%s %llu %.4g ns/op %.4g allocs/op %.4g B/op %.4g faults/op\n",
                    entry->name.c_str(), static_cast<unsigned long long>(slice.operations),
                    slice.wall_ns, slice.allocations, slice.bytes, slice.faults);
        break;
      }
    }
    std::fprintf(stderr, "\rround %d of %d", round + 1, rounds);
  }
  std::fprintf(stderr, "\r%zu of %zu slices kept, as nothing else ran meanwhile\n", kept, slices);
  return 0;
}

}  // namespace
}  // namespace benchdiff::bench

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 15;
  if (rounds < 1) {
    std::fprintf(stderr, "usage: pools_slices [ROUNDS [FILTER]]\n");
    return 2;
  }
  return benchdiff::bench::run(rounds, argc > 2 ? argv[2] : "");
}
