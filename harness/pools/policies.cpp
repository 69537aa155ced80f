// How much is kept and for how long, and what no pool can do without.

#include <cstdint>
#include <string>

#include <benchdiff/harness/pools/aging.h>
#include <benchdiff/harness/pools/every_scenario.h>
#include <benchdiff/harness/pools/floors.h>
#include <benchdiff/pools/variants/fresh.h>
#include <benchdiff/pools/variants/locked_list.h>
#include <benchdiff/pools/variants/strikes.h>

namespace benchdiff::harness {
namespace {

using namespace pools;
using namespace pools::variants;

/// With room for so many idle objects a CPU, and for as many behind them.
template <std::uint16_t most>
struct Bounded : PooledBuffers<Percpu> {
  Bounded() : PooledBuffers<Percpu>({.local = most, .depot = most}) {}
};

template <Outliers what_becomes_of_them>
struct OutlierPolicy : BufferPolicy {
  OutlierPolicy() { outliers = what_becomes_of_them; }
};
template <Outliers what_becomes_of_them>
using WithOutliers = Pool<Buffer, OutlierPolicy<what_becomes_of_them>, Percpu, false>;

template <std::uint16_t most>
void add_bound(std::vector<PoolBenchmark>& list) {
  add_scenario<Burst<Bounded<most>>>(list, "Bounds/local=" + std::to_string(most), "pooled", {1});
}

template <class V>
void add_outliers(std::vector<PoolBenchmark>& list, std::string_view variant) {
  add_scenario<OutlierMix<V>>(list, "Outliers", variant, {1});
  list.back().retains = true;
}

template <int every>
void add_aging(std::vector<PoolBenchmark>& list) {
  const std::string name = "Aging/every=" + std::to_string(every);
  add_scenario<Aging<StoredBuffers<NoStore>, every>>(list, name, "fresh", {1, 2});
  add_scenario<Aging<PooledBuffers<Percpu>, every>>(list, name, "pooled", {1, 2});
  // Without victims: every trim takes all there is.
  add_scenario<Aging<StoredBuffers<MutexList>, every>>(list, name, "mutex_list", {1});
}

}  // namespace

void add_policies(std::vector<PoolBenchmark>& list) {
  add_scenario<Calls>(list, "Getput", "two_calls", {1});
  add_scenario<NewDelete<64>>(list, "Getput", "new_64", {1, 2});
  add_scenario<NewDelete<64 * 1024>>(list, "Getput", "new_64K", {1, 2});
  add_bound<1>(list);
  add_bound<4>(list);
  add_bound<16>(list);
  add_bound<60>(list);
  add_outliers<StoredBuffers<NoStore>>(list, "fresh");
  add_outliers<WithOutliers<Outliers::keep>>(list, "keep");
  add_outliers<PooledBuffers<Percpu>>(list, "pooled");
  add_outliers<WithOutliers<Outliers::shrink>>(list, "shrink");
  add_outliers<Pool<StruckBuffer, StrikesPolicy, Percpu, false>>(list, "strikes");
  add_aging<10>(list);
  add_aging<100>(list);
  add_aging<1000>(list);
  add_aging<10000>(list);
}

}  // namespace benchdiff::harness
