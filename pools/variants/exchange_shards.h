#pragma once

#include <cstddef>
#include <memory>

#include <benchdiff/pools/cpus.h>
#include <benchdiff/pools/options.h>
#include <benchdiff/pools/variants/exchange_slot.h>
#include <benchdiff/pools/variants/locked_list.h>

namespace benchdiff::pools::variants {

/// A slot a CPU, and behind all of them a locked list: fast while a thread holds one object, and a
/// lock for each as soon as it holds two.
class ExchangeShards {
 public:
  static constexpr const char* name = "exchange_shards";
  explicit ExchangeShards(const Options& options)
      : count_(possible_cpus()), shards_(std::make_unique<Shard[]>(count_)), others_(options) {}

  [[nodiscard]] void* take() noexcept {
    void* const object = mine().take();
    if (object != nullptr) return object;
    if (void* const other = others_.take(); other != nullptr) return other;
    for (std::size_t i = 0; i < count_; ++i) {
      if (void* const far = shards_[i].slot.take(); far != nullptr) return far;
    }
    return nullptr;
  }
  [[nodiscard]] void* put(void* object) noexcept {
    void* const before = mine().put(object);
    return before == nullptr ? nullptr : others_.put(before);
  }

 private:
  struct alignas(128) Shard {
    ExchangeSlot<> slot;
  };
  [[nodiscard]] ExchangeSlot<>& mine() noexcept { return shards_[current_cpu() % count_].slot; }

  std::size_t count_;
  std::unique_ptr<Shard[]> shards_;
  MutexList others_;
};

}  // namespace benchdiff::pools::variants
