#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <benchdiff/pools/buffer.h>

#include "allocations.h"
#include "slice.h"

namespace benchdiff::bench {

/// Keeps the compiler from seeing what becomes of a value.
template <class T>
inline void keep(T* value) {
  __asm__ volatile("" : : "r"(value) : "memory");
}

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

/// A buffer of 64 KiB, of which `touched` bytes are written; `live` of them at a time.
template <class V, std::size_t touched, std::size_t live>
class Use : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 16;
    for (int i = 0; i < count; ++i) {
      typename V::Lease leases[live];
      for (auto& lease : leases) {
        lease = pool_.get();
        lease->reserve(64 * 1024);
        lease->append(std::string_view(text(), touched));
        keep(&*lease);
      }
    }
    return count * live;
  }

 private:
  static const char* text() {
    static const std::string text(64 * 1024, 'x');
    return text.data();
  }
  V pool_;
};

/// The note's example: a greeting is put together, and its text copied out.
template <class V>
class Render : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      auto buffer = pool_.get();
      buffer->append("Hello, ").append("a name of some length");
      const std::string text = buffer->str();
      keep(text.data());
    }
    return count;
  }

 private:
  V pool_;
};

/// 99 small uses and one of 1 MiB, 16 at a time.
template <class V>
class OutlierMix : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    static const std::string text(1 << 20, 'x');
    constexpr std::size_t live = 16;
    constexpr int count = 25;
    for (int i = 0; i < count; ++i) {
      typename V::Lease leases[live];
      for (auto& lease : leases) {
        lease = pool_.get();
        lease->append(std::string_view(text.data(), ++uses % 100 == 0 ? text.size() : 1024));
        keep(&*lease);
      }
    }
    return count * live;
  }

 private:
  V pool_;
  static inline thread_local std::uint64_t uses = 0;
};

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

// Floors.

[[gnu::noinline]] inline void* out_of_line(void* object) {
  __asm__ volatile("" : "+r"(object) : : "memory");
  return object;
}

/// Two calls of functions that aren't inlined: what anything behind an interface costs.
class Calls : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    void* object = this;
    for (int i = 0; i < count; ++i) {
      object = out_of_line(object);
      keep(object);
      object = out_of_line(object);
    }
    return count;
  }
};

/// malloc() and free() of so many bytes, untouched.
template <std::size_t bytes>
class Malloc : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      void* memory = std::malloc(bytes);
      keep(memory);
      count_allocation(bytes);
      std::free(memory);
    }
    return count;
  }
};

}  // namespace benchdiff::bench
