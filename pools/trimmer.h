#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <benchdiff/pools/pressure.h>

namespace benchdiff::pools {

/// A thread that trims pools: every so often, so that what nobody asks for is destroyed within two
/// periods, and when memory gets short. On `some` pressure it trims, on `full` it clears. Linux.
///
///     Trimmer trimmer;
///     trimmer.watch(pool);
///
/// Destructors of objects must not use the trimmer that trims them. It never trims for misses: a
/// pool that is emptied because it was found empty is emptied for ever.
class Trimmer {
 public:
  using Duration = std::chrono::milliseconds;
  struct Options {
    Duration every = std::chrono::seconds(10);
    /// How often at most for pressure, which lasts.
    Duration pressure_at_most_every = std::chrono::seconds(1);
  };

  Trimmer() : Trimmer(Options{}) {}
  /// Throws std::system_error where there is no descriptor or thread to be had.
  explicit Trimmer(Options options, Pressure pressure = Pressure())
      : options_(options), pressure_(std::move(pressure)), wake_(eventfd(0, EFD_CLOEXEC)) {
    if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    thread_ = std::thread([this] { run(); });
  }
  Trimmer(const Trimmer&) = delete;
  Trimmer& operator=(const Trimmer&) = delete;
  ~Trimmer() {
    const std::uint64_t one = 1;
    ended_ = true;
    (void)!write(wake_, &one, sizeof one);
    thread_.join();
    close(wake_);
  }

  /// Trims a pool from now on, which has to live until unwatch() or the end of this.
  template <class Pool>
  void watch(Pool& pool) {
    const std::lock_guard hold(mutex_);
    pools_.push_back({&pool, [](void* watched) { static_cast<Pool*>(watched)->trim(); },
                      [](void* watched) { static_cast<Pool*>(watched)->clear(); }});
  }
  /// Returns when the pool isn't being trimmed any more.
  void unwatch(const void* pool) {
    const std::lock_guard hold(mutex_);
    std::erase_if(pools_, [=](const Watched& watched) { return watched.pool == pool; });
  }

  /// Where pressure is learnt from: `the control group`, `the system` or `nothing`.
  [[nodiscard]] const char* pressure_source() const noexcept {
    return pressure_.descriptors().source;
  }
  /// How often all pools were trimmed and cleared.
  [[nodiscard]] std::uint64_t trims() const noexcept { return trims_.load(); }
  [[nodiscard]] std::uint64_t clears() const noexcept { return clears_.load(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Watched {
    void* pool;
    void (*trim)(void*);
    void (*clear)(void*);
  };

  void run() {
    Clock::time_point next_trim = Clock::now() + options_.every;
    Clock::time_point pressure_again = Clock::now();
    while (!ended_) {
      const auto now = Clock::now();
      const bool listens = now >= pressure_again;
      const auto until = listens ? next_trim : std::min(next_trim, pressure_again);
      const bool full = wait(listens, until);
      if (ended_) return;
      if (pressed_) {
        pressure_again = Clock::now() + options_.pressure_at_most_every;
        full ? clear() : trim();
      } else if (Clock::now() >= next_trim) {
        trim();
      } else {
        continue;
      }
      next_trim = Clock::now() + options_.every;
    }
  }

  /// Waits for pressure, if it listens to it, the end, or the time. Whether the pressure is full.
  bool wait(bool listens, Clock::time_point until) {
    const auto& source = pressure_.descriptors();
    std::array<pollfd, 3> waited{{{wake_, POLLIN, 0},
                                  {listens ? source.some : -1, source.events, 0},
                                  {listens ? source.full : -1, source.events, 0}}};
    const auto left = std::chrono::ceil<Duration>(until - Clock::now());
    constexpr Duration longest = std::chrono::hours(1);
    (void)poll(waited.data(), waited.size(),
               static_cast<int>(std::clamp(left, Duration(0), longest).count()));
    const auto happened = [&](const pollfd& of) { return (of.revents & source.events) != 0; };
    pressed_ = happened(waited[1]) || happened(waited[2]);
    return happened(waited[2]);
  }

  void trim() {
    const std::lock_guard hold(mutex_);
    for (const Watched& watched : pools_) watched.trim(watched.pool);
    ++trims_;
  }
  void clear() {
    const std::lock_guard hold(mutex_);
    for (const Watched& watched : pools_) watched.clear(watched.pool);
    ++clears_;
  }

  Options options_;
  Pressure pressure_;
  int wake_;
  std::mutex mutex_;
  std::vector<Watched> pools_;
  std::atomic<bool> ended_{false};
  std::atomic<std::uint64_t> trims_{0}, clears_{0};
  bool pressed_ = false;
  std::thread thread_;
};

}  // namespace benchdiff::pools
