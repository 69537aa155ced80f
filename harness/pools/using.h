#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <benchdiff/harness/pools/keep.h>
#include <benchdiff/harness/pools/slice.h>
#include <benchdiff/pools/render.h>

namespace benchdiff::harness {

// What is done with the objects: buffers that are filled.

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
        if constexpr (touched > 0) lease->append(std::string_view(text(), touched));
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

/// A small object that is really used: 48 bytes are written.
template <class V>
class UseSmall : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr std::string_view text = "a key of some length=and a value of 48 bytes all";
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      auto lease = pool_.get();
      lease->append(text);
      keep(&*lease);
    }
    return count;
  }

 private:
  V pool_;
};

/// A greeting is put together, and its text copied out.
template <class V>
class Render : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
      const std::string text = pools::render(pool_, "a name of some length");
      keep(text.data());
    }
    return count;
  }

 private:
  V pool_;
};

/// 100 small uses and one of 1 MiB, 16 at a time; in time each of the 16 has been the large one.
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
        lease->append(std::string_view(text.data(), ++uses % 101 == 0 ? text.size() : 1024));
        keep(&*lease);
      }
    }
    return count * live;
  }

 private:
  V pool_;
  static inline thread_local std::uint64_t uses = 0;
};

}  // namespace benchdiff::harness
