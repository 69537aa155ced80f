#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <pthread.h>
#include <random>
#include <sched.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/pools/pool.h>
#include <benchdiff/pools/thread_magazine.h>

#include "tracked.h"

namespace benchdiff::pools {
namespace {

constexpr std::size_t cpus = 2;

void move_to(unsigned cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  (void)pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

/// Sends a signal to each of some threads, again and again, while it lives. The handler does
/// nothing: that it comes at all is what stops a sequence.
class SignalStorm {
 public:
  explicit SignalStorm(std::vector<std::thread>& threads) : threads_(threads) {
    struct sigaction action{};
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    (void)sigaction(SIGUSR1, &action, nullptr);
    sender_ = std::thread([this] {
      while (!ended_.load()) {
        for (auto& thread : threads_) (void)pthread_kill(thread.native_handle(), SIGUSR1);
        std::this_thread::sleep_for(std::chrono::microseconds(20));
      }
    });
  }
  ~SignalStorm() {
    ended_ = true;
    sender_.join();
  }

 private:
  std::vector<std::thread>& threads_;
  std::atomic<bool> ended_{false};
  std::thread sender_;
};

/// What went wrong, in numbers.
struct Faults {
  std::atomic<int> two_holders{0};
  std::atomic<int> stale{0};
  std::atomic<int> torn{0};
};

/// Takes and gives back up to 24 objects at a time, stamped while they are held, and moves about.
template <class Tested>
void use(Tested& pool, std::uint64_t seed, const std::atomic<bool>& ended, Faults& faults) {
  std::mt19937_64 random(seed);
  std::vector<typename Tested::Lease> held;
  while (!ended.load(std::memory_order_relaxed)) {
    const std::size_t wanted = 1 + random() % 24;
    while (held.size() < wanted) {
      auto lease = pool.get();
      if (lease->held.exchange(1) != 0) faults.two_holders.fetch_add(1);
      if (lease->content != 0) faults.stale.fetch_add(1);
      lease->content = lease->copy = 1 + random() % 1000;
      held.push_back(std::move(lease));
    }
    if (random() % 64 == 0) std::this_thread::yield();
    if (random() % 256 == 0) move_to(static_cast<unsigned>(random() % cpus));
    while (held.size() > random() % wanted) {
      auto& lease = held.back();
      if (lease->content != lease->copy) faults.torn.fetch_add(1);
      lease->held.store(0);
      if (random() % 512 == 0) lease.discard();
      held.pop_back();
    }
  }
  for (auto& lease : held) lease->held.store(0);
}

template <class T>
class Stressed : public testing::Test {};
struct Names {
  template <class T>
  static std::string GetName(int) {
    return T::name;
  }
};
using BackEnds = testing::Types<Percpu, PercpuLock, ThreadMagazine, Mutex>;
TYPED_TEST_SUITE(Stressed, BackEnds, Names);

template <class Near>
void stress(bool with_signals) {
  constexpr int threads = 4;
  constexpr std::chrono::milliseconds duration(300);
  Faults faults;
  {
    Pool<Tracked, TrackedPolicy, Near, false> pool({.local = 8, .depot = 64});
    std::atomic<bool> ended{false};
    std::vector<std::thread> users;
    std::thread trimmer([&] {
      while (!ended.load()) {
        pool.trim();
        (void)pool.stats();
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
    });
    for (int i = 0; i < threads; ++i) {
      users.emplace_back([&, i] { use(pool, 100 + static_cast<std::uint64_t>(i), ended, faults); });
    }
    {
      std::optional<SignalStorm> storm;
      if (with_signals) storm.emplace(users);
      std::this_thread::sleep_for(duration);
      ended = true;
    }
    for (auto& user : users) user.join();
    trimmer.join();
    const Stats stats = pool.stats();
    EXPECT_EQ(stats.out, 0U);
    EXPECT_EQ(stats.made, stats.destroyed + stats.cached);
    EXPECT_EQ(static_cast<std::size_t>(Tracked::live), stats.cached);
  }
  EXPECT_EQ(faults.two_holders, 0);
  EXPECT_EQ(faults.stale, 0);
  EXPECT_EQ(faults.torn, 0);
  EXPECT_EQ(Tracked::live, 0);
  EXPECT_EQ(Tracked::destroyed_twice, 0);
}

TYPED_TEST(Stressed, HasOneHolderOfEachWhileThreadsMoveAndOneTrims) { stress<TypeParam>(false); }
TYPED_TEST(Stressed, HasOneHolderOfEachInAStormOfSignals) { stress<TypeParam>(true); }

#ifdef BENCHDIFF_POOLS_RSEQ
TEST(Sequences, BeginAnewInAStormOfSignals) {
  if (!rseq::is_there()) GTEST_SKIP() << "no restartable sequences here";
  Pool<Tracked, TrackedPolicy, PercpuRseq, false> pool;
  const std::uint64_t before = rseq::restarts.load();
  std::atomic<bool> ended{false};
  std::vector<std::thread> users;
  for (int i = 0; i < 2; ++i) {
    users.emplace_back([&] {
      while (!ended.load(std::memory_order_relaxed)) (void)pool.get();
    });
  }
  {
    const SignalStorm storm(users);
    const auto start = std::chrono::steady_clock::now();
    // It takes some ten thousand signals until one comes amidst a sequence; a minute is for ever.
    while (rseq::restarts.load() < before + 5 &&
           std::chrono::steady_clock::now() - start < std::chrono::minutes(1)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ended = true;
  }
  for (auto& user : users) user.join();
  EXPECT_GE(rseq::restarts.load(), before + 5);
  EXPECT_EQ(pool.stats().out, 0U);
  EXPECT_EQ(pool.stats().made, pool.stats().cached + pool.stats().destroyed);
}
#endif

}  // namespace
}  // namespace benchdiff::pools
