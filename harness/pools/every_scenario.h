#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/harness/pools/benchmarks.h>
#include <benchdiff/harness/pools/taking.h>
#include <benchdiff/harness/pools/using.h>
#include <benchdiff/pools/buffer.h>
#include <benchdiff/pools/variants/stored.h>

namespace benchdiff::harness {

/// Buffers in a store of pools/variants.
template <class Store>
using StoredBuffers = pools::variants::Stored<pools::Buffer, pools::BufferPolicy, Store>;
/// Buffers in a pool with some back end.
template <class Near>
using PooledBuffers = pools::Pool<pools::Buffer, pools::BufferPolicy, Near, false>;

/// Adds the scenario S on each number of threads.
template <class S>
void add_scenario(std::vector<PoolBenchmark>& list, std::string_view scenario,
                  std::string_view variant, std::initializer_list<unsigned> threads) {
  for (const unsigned count : threads) {
    PoolBenchmark& added = list.emplace_back();
    added.scenario = scenario;
    added.variant = variant;
    added.threads = count;
    added.blocks = variant.find("mutex") != std::string_view::npos;
    added.make = [] { return std::make_unique<S>(); };
  }
}

/// Adds all scenarios that every way to pool takes part in.
template <class V>
void add_every_scenario(std::vector<PoolBenchmark>& list, std::string_view variant) {
  constexpr std::size_t kib = 1024;
  add_scenario<GetPut<V>>(list, "Getput", variant, {1, 2, 4, 8});
  add_scenario<UseSmall<V>>(list, "Small", variant, {1, 2});
  add_scenario<Burst<V>>(list, "Burst16", variant, {1, 2});
  add_scenario<ProducerConsumer<V>>(list, "Prodcons", variant, {2});
  add_scenario<Render<V>>(list, "Render", variant, {1, 2});
  add_scenario<Use<V, 0, 1>>(list, "Use64K/touch=0", variant, {1});
  add_scenario<Use<V, kib, 1>>(list, "Use64K/touch=1K", variant, {1, 2});
  add_scenario<Use<V, 64 * kib, 1>>(list, "Use64K/touch=64K", variant, {1, 2});
  add_scenario<Use<V, 64 * kib, 16>>(list, "Use64K/live=16", variant, {1});
}

}  // namespace benchdiff::harness
