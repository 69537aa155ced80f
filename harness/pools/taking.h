#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <benchdiff/harness/pools/keep.h>
#include <benchdiff/harness/pools/slice.h>

namespace benchdiff::harness {

// How objects are taken and given back, whatever they are.

/// One object, taken and given back.
template <class V>
class GetPut : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      auto lease = pool_.get();
      keep(&*lease);
    }
    return count;
  }

 private:
  V pool_;
};

/// 16 objects at a time; an operation is one of them.
template <class V>
class Burst : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 60;
    for (int i = 0; i < count; ++i) hold();
    return count * at_a_time;
  }

 private:
  static constexpr std::size_t at_a_time = 16;
  /// Room for leases that aren't empty beforehand, which would take as long as the rest.
  union Room {
    Room() {}   // NOLINT(modernize-use-equals-default): a union's has to be written
    ~Room() {}  // NOLINT(modernize-use-equals-default)
    typename V::Lease leases[at_a_time];
  };

  void hold() {
    Room room;
    for (auto& lease : room.leases) std::construct_at(&lease, pool_.get());
    keep(&room);
    for (auto& lease : room.leases) std::destroy_at(&lease);
  }

  V pool_;
};

/// One thread takes, another one gives back; an operation is half of an object's way.
template <class V>
class ProducerConsumer : public Scenario {
 public:
  ProducerConsumer() {
    for (auto& place : ring_) place.full = false;
  }
  ~ProducerConsumer() override = default;

  std::uint64_t work(unsigned thread) override {
    constexpr std::uint64_t patience = 1000;
    std::uint64_t done = 0;
    std::size_t& at = thread % 2 == 0 ? put_.at : take_.at;
    for (std::uint64_t i = 0; i < patience; ++i) {
      Place& place = ring_[at % size];
      const bool full = place.full.load(std::memory_order_acquire);
      if (full == (thread % 2 == 0)) continue;
      if (thread % 2 == 0) {
        place.lease = pool_.get();
        place.full.store(true, std::memory_order_release);
      } else {
        {
          const auto lease = std::move(place.lease);
        }
        place.full.store(false, std::memory_order_release);
      }
      ++at;
      ++done;
    }
    return done;
  }

 private:
  static constexpr std::size_t size = 64;
  struct alignas(64) Place {
    std::atomic<bool> full;
    typename V::Lease lease;
  };
  struct alignas(64) Position {
    std::size_t at = 0;
  };
  V pool_;
  Place ring_[size];
  Position put_, take_;
};

}  // namespace benchdiff::harness
