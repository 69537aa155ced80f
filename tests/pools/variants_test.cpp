// One suite for every way to pool: what is safe passes, and what isn't shows what goes wrong.

#include <any>
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/pools/buffer.h>
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

#include "tracked.h"

namespace benchdiff::pools {
namespace {

using namespace variants;

template <class Store>
using Buffers = Stored<Buffer, BufferPolicy, Store>;
template <class Near>
using Pooled = Pool<Buffer, BufferPolicy, Near, false>;

template <class V>
class Safe : public testing::Test {};
struct Names {
  template <class V>
  static std::string GetName(int i) {
    return std::to_string(i);
  }
};
using SafeOnes =
    testing::Types<Buffers<NoStore>, Stored<Buffer, Zeroed<BufferPolicy>, NoStore>,
                   Stored<Buffer, Wiped<BufferPolicy>, MutexList>, Buffers<MutexList>,
                   Buffers<SpinList>, Buffers<StaticThreadLocal<Buffer>>,
                   Buffers<InstanceThreadLocal>, Buffers<ExchangeShards>, Buffers<LockFreeList>,
                   Buffers<GoLike>, Pooled<Percpu>, Pooled<PercpuLock>, Pooled<ThreadMagazine>,
                   Pooled<Mutex>, Pooled<Fresh>, ByValue<Buffer, BufferPolicy, Buffer>,
                   ByValue<Buffer, BufferPolicy, std::any>, Shared<Pooled<Percpu>>,
                   Function<Pooled<Percpu>>, Stored<StruckBuffer, StrikesPolicy, MutexList>, PmrPool
#ifdef BENCHDIFF_POOLS_TBB
                   ,
                   Buffers<TbbQueue>, Buffers<TbbThreadSpecific>
#endif
// Boost 1.74 reads what may be another one's already, and finds out afterwards.
#if defined(BENCHDIFF_POOLS_BOOST) && !defined(BENCHDIFF_POOLS_TSAN)
                   ,
                   Buffers<BoostStack>
#endif
                   >;
TYPED_TEST_SUITE(Safe, SafeOnes, Names);

TYPED_TEST(Safe, GivesABufferThatIsAsNew) {
  TypeParam pool;
  pool.get()->append("what the last one left");
  EXPECT_EQ(pool.get()->view(), "");
}

TYPED_TEST(Safe, GivesEachHolderABufferOfItsOwn) {
  TypeParam pool;
  for (int round = 0; round < 3; ++round) {
    std::vector<typename TypeParam::Lease> leases;
    for (int i = 0; i < 100; ++i) {
      leases.push_back(pool.get());
      leases.back()->append(std::to_string(i));
    }
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(leases[static_cast<std::size_t>(i)]->view(), std::to_string(i));
    }
  }
}

TYPED_TEST(Safe, IsRightWithManyThreads) {
  TypeParam pool;
  std::atomic<int> faults{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      std::vector<typename TypeParam::Lease> held;
      const std::string mine = std::to_string(t);
      for (int i = 0; i < 2000; ++i) {
        held.push_back(pool.get());
        if (!held.back()->empty()) faults.fetch_add(1);
        held.back()->append(mine);
        if (held.size() > 10) {
          for (auto& lease : held) faults.fetch_add(lease->view() == mine ? 0 : 1);
          held.resize(static_cast<std::size_t>(i) % 5);
        }
        if (i % 100 == 0) std::this_thread::yield();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(faults, 0);
}

TYPED_TEST(Safe, KeepsNothingWhenItIsTrimmedTwice) {
  TypeParam pool;
  {
    const auto lease = pool.get();
  }
  pool.trim();
  pool.trim();
  EXPECT_EQ(pool.trim(), 0U);
}

template <class V>
class Tracking : public testing::Test {};
using TrackingOnes = testing::Types<
    Stored<Tracked, TrackedPolicy, NoStore>, Stored<Tracked, TrackedPolicy, MutexList>,
    Stored<Tracked, TrackedPolicy, SpinList>,
    Stored<Tracked, TrackedPolicy, StaticThreadLocal<Tracked>>,
    Stored<Tracked, TrackedPolicy, InstanceThreadLocal>,
    Stored<Tracked, TrackedPolicy, ExchangeShards>, Stored<Tracked, TrackedPolicy, LockFreeList>,
    Stored<Tracked, TrackedPolicy, GoLike>>;
TYPED_TEST_SUITE(Tracking, TrackingOnes, Names);

TYPED_TEST(Tracking, DestroysEachObjectOnce) {
  TrackedPolicy::fail_in = 0;
  {
    TypeParam pool;
    std::vector<std::thread> threads;
    std::atomic<int> two_holders{0};
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 500; ++i) {
          std::vector<typename TypeParam::Lease> held;
          for (int k = 0; k < 1 + i % 5; ++k) {
            held.push_back(pool.get());
            two_holders.fetch_add(held.back()->held.exchange(1));
          }
          for (auto& lease : held) lease->held = 0;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(two_holders, 0);
  }
  EXPECT_EQ(Tracked::live, 0);
  EXPECT_EQ(Tracked::destroyed_twice, 0);
}

// What goes wrong:

TEST(Unsafe, APoolThatResetsNothingShowsWhatTheLastOneWrote) {
  Stored<Buffer, NoReset<BufferPolicy>, MutexList> pool;
  pool.get()->append("a secret of the last request");
  EXPECT_EQ(pool.get()->view(), "a secret of the last request");
}

TEST(Unsafe, AThreadLocalListKeepsFromEachThreadWhatAnotherOneGaveBack) {
  Stored<Tracked, TrackedPolicy, StaticThreadLocal<Tracked>> pool;
  std::vector<decltype(pool)::Lease> leases;
  std::thread([&] { leases.push_back(pool.get()); }).join();
  const Tracked* const first = leases.front().get();
  std::thread([&] { leases.clear(); }).join();
  EXPECT_NE(pool.get().get(), first);
  pool.trim();
}

TEST(Unsafe, AListOfEachThreadGrowsWithThreadsThatEnded) {
  {
    Stored<Tracked, TrackedPolicy, InstanceThreadLocal> pool;
    for (int t = 0; t < 50; ++t) {
      std::thread([&] {
        std::vector<decltype(pool)::Lease> held;
        for (int i = 0; i < 8; ++i) held.push_back(pool.get());
      }).join();
    }
    EXPECT_EQ(Tracked::live, 400) << "where a pool by CPUs keeps 16";
  }
  EXPECT_EQ(Tracked::live, 0);
}

TEST(Unsafe, KeepingOutliersKeepsTheirMemory) {
  Stored<Buffer, BufferPolicy, MutexList> pool({}, {.outliers = Outliers::keep});
  pool.get()->append(std::string(16 << 20, 'x'));
  EXPECT_GE(pool.get()->capacity(), std::size_t{16 << 20});
}

TEST(StrikesPolicy, DropsABufferThatIsTooLargeForItsUseAFewTimes) {
  Stored<StruckBuffer, StrikesPolicy, MutexList> pool;
  pool.get()->append(std::string(1 << 20, 'x'));
  const std::size_t large = pool.get()->capacity();
  EXPECT_GE(large, std::size_t{1 << 20});
  for (int use = 0; use < 2; ++use) pool.get()->append("x");
  EXPECT_EQ(pool.get()->capacity(), large) << "three strikes, not yet";
  pool.get()->append("x");
  EXPECT_LT(pool.get()->capacity(), large);
}

}  // namespace
}  // namespace benchdiff::pools
