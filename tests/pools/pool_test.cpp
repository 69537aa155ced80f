#include <benchdiff/pools/pool.h>

#include <cstddef>
#include <memory>
#include <sched.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/pools/thread_magazine.h>

#include "tracked.h"

namespace benchdiff::pools {
namespace {

/// Of every back end that keeps objects, checked and not.
template <class T>
class PoolOf : public testing::Test {
 public:
  using Near = typename T::first_type;
  using Tested = Pool<Tracked, TrackedPolicy, Near, T::second_type::value>;
  using Lease = typename Tested::Lease;

  static std::vector<Lease> take(Tested& pool, std::size_t count) {
    std::vector<Lease> leases;
    for (std::size_t i = 0; i < count; ++i) leases.push_back(pool.get());
    return leases;
  }
  /// Leaves so many idle objects in a pool that has enough room for them.
  static void fill(Tested& pool, std::size_t count) { (void)take(pool, count); }

  static void expect_balance(const Stats& stats) {
    EXPECT_EQ(stats.made + stats.adopted,
              stats.destroyed + stats.released + stats.cached + stats.out);
    EXPECT_EQ(stats.gets, stats.hits + stats.misses);
  }

 protected:
  /// On one CPU, as a thread that moves finds nothing of what it left on another one.
  void SetUp() override {
    TrackedPolicy::fail_in = 0;
    (void)sched_getaffinity(0, sizeof all_, &all_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
    (void)sched_setaffinity(0, sizeof one, &one);
  }
  /// So that threads may run everywhere.
  void let_move() { (void)sched_setaffinity(0, sizeof all_, &all_); }
  void TearDown() override {
    let_move();
    EXPECT_EQ(Tracked::live, 0) << "each object is destroyed";
    EXPECT_EQ(Tracked::destroyed_twice, 0) << "and once";
  }

 private:
  cpu_set_t all_{};
};

struct Names {
  template <class T>
  static std::string GetName(int) {
    return std::string(T::first_type::name) + (T::second_type::value ? "_checked" : "");
  }
};

using BackEnds =
    testing::Types<std::pair<Percpu, std::true_type>, std::pair<Percpu, std::false_type>,
                   std::pair<PercpuLock, std::true_type>, std::pair<PercpuLock, std::false_type>,
                   std::pair<ThreadMagazine, std::true_type>,
                   std::pair<ThreadMagazine, std::false_type>, std::pair<Mutex, std::true_type>,
                   std::pair<Mutex, std::false_type>>;
TYPED_TEST_SUITE(PoolOf, BackEnds, Names);

TYPED_TEST(PoolOf, HandsOutWhatCameBack) {
  typename TestFixture::Tested pool;
  const Tracked* first = nullptr;
  {
    auto lease = pool.get();
    first = lease.get();
    lease->content = 7;
  }
  auto again = pool.get();
  EXPECT_EQ(again.get(), first);
  EXPECT_EQ(again->content, 0U) << "as new";
  EXPECT_EQ(pool.stats().made, 1U);
}

TYPED_TEST(PoolOf, GivesEveryHolderAnObjectOfItsOwn) {
  typename TestFixture::Tested pool;
  for (int round = 0; round < 3; ++round) {
    auto leases = this->take(pool, 100);
    for (auto& lease : leases) EXPECT_EQ(lease->held.exchange(1), 0);
    for (auto& lease : leases) lease->held = 0;
  }
  const Stats stats = pool.stats();
  EXPECT_EQ(stats.made, 100U) << "what is beyond the room of a CPU waits in the depot";
  EXPECT_EQ(stats.cached, 100U);
  this->expect_balance(stats);
}

TYPED_TEST(PoolOf, MovesALeaseAndHoldsTheObjectOnce) {
  typename TestFixture::Tested pool;
  static_assert(sizeof(typename TestFixture::Lease) == 16);
  auto a = pool.get();
  auto b = pool.get();
  Tracked* const held = b.get();
  a = std::move(b);
  EXPECT_EQ(a.get(), held);
  EXPECT_FALSE(b);  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(pool.stats().cached, 1U);
  auto& same = a;
  a = std::move(same);
  EXPECT_EQ(a.get(), held) << "moved to itself";
  auto c(std::move(a));
  EXPECT_EQ(c.get(), held);
  EXPECT_EQ(pool.stats().out, 1U);
}

TYPED_TEST(PoolOf, TriesWithoutMaking) {
  typename TestFixture::Tested pool;
  EXPECT_FALSE(pool.try_get());
  EXPECT_EQ(pool.stats().misses, 1U);
  EXPECT_EQ(pool.stats().made, 0U);
  this->fill(pool, 1);
  EXPECT_TRUE(pool.try_get());
}

TYPED_TEST(PoolOf, ReleasesAndAdopts) {
  typename TestFixture::Tested pool;
  std::unique_ptr<Tracked> mine = pool.get().release();
  ASSERT_TRUE(mine);
  EXPECT_EQ(pool.stats().out, 0U);
  EXPECT_EQ(pool.stats().released, 1U);
  mine->content = 5;
  pool.put(std::move(mine));
  EXPECT_EQ(pool.stats().cached, 1U);
  EXPECT_EQ(pool.get()->content, 0U) << "recycled on the way in";
  pool.put(nullptr);
  EXPECT_EQ(pool.stats().adopted, 1U);
  typename TestFixture::Lease empty;
  EXPECT_FALSE(empty.release());
  empty.discard();
  this->expect_balance(pool.stats());
}

TYPED_TEST(PoolOf, DiscardsAnObject) {
  typename TestFixture::Tested pool;
  auto lease = pool.get();
  lease.discard();
  EXPECT_FALSE(lease);
  EXPECT_EQ(Tracked::live, 0);
  EXPECT_EQ(pool.stats().cached, 0U);
  this->expect_balance(pool.stats());
}

TYPED_TEST(PoolOf, DropsOutliersAndWhatCannotBeReset) {
  typename TestFixture::Tested pool;
  pool.get()->content = TrackedPolicy::too_large;
  EXPECT_EQ(pool.stats().cached, 0U);
  EXPECT_EQ(pool.stats().dropped_outlier, 1U);
  pool.get()->content = TrackedPolicy::throws_on_reset;
  EXPECT_EQ(pool.stats().cached, 0U);
  EXPECT_EQ(pool.stats().dropped_reset_threw, 1U);
  EXPECT_EQ(Tracked::live, 0);
  this->expect_balance(pool.stats());
}

TYPED_TEST(PoolOf, KeepsNoMoreThanItsBounds) {
  typename TestFixture::Tested pool({.local = 4, .depot = 10});
  this->fill(pool, 200);
  const Stats stats = pool.stats();
  // All of it on one CPU, unless the thread moved in between.
  EXPECT_LE(stats.cached, 10 + pool.back_end().capacity());
  EXPECT_GT(stats.dropped_full, 0U);
  EXPECT_EQ(static_cast<std::size_t>(Tracked::live), stats.cached);
  this->expect_balance(stats);
}

TYPED_TEST(PoolOf, AgesInTwoTrims) {
  for (int trims = 0; trims <= 2; ++trims) {
    typename TestFixture::Tested pool;
    this->fill(pool, 100);
    for (int i = 0; i < trims; ++i) EXPECT_EQ(pool.trim(), i == 1 ? 100U : 0U);
    EXPECT_EQ(Tracked::live, trims == 2 ? 0 : 100);
    const auto leases = this->take(pool, 100);
    EXPECT_EQ(pool.stats().made, trims == 2 ? 200U : 100U);
    EXPECT_EQ(pool.stats().victim_hits, trims == 1 ? 100U : 0U);
    EXPECT_EQ(pool.stats().trimmed, trims == 2 ? 100U : 0U);
    this->expect_balance(pool.stats());
  }
}

TYPED_TEST(PoolOf, KeepsWhatIsUsedThroughTrims) {
  typename TestFixture::Tested pool;
  this->fill(pool, 20);
  for (int epoch = 0; epoch < 5; ++epoch) {
    pool.trim();
    this->fill(pool, 5);
  }
  EXPECT_EQ(pool.stats().made, 20U) << "the five that are used are never made again";
  EXPECT_EQ(pool.stats().cached, 5U);
}

TYPED_TEST(PoolOf, ClearsEverything) {
  typename TestFixture::Tested pool;
  this->fill(pool, 100);
  pool.trim();
  this->fill(pool, 10);
  EXPECT_EQ(pool.clear(), 100U);
  EXPECT_EQ(Tracked::live, 0);
  EXPECT_EQ(pool.stats().cached, 0U);
  EXPECT_EQ(pool.clear(), 0U);
}

TYPED_TEST(PoolOf, IsUnchangedWhenMakeThrowsAtAnyCall) {
  for (int failing = 1; failing <= 60; ++failing) {
    typename TestFixture::Tested pool;
    TrackedPolicy::fail_in = failing;
    std::vector<typename TestFixture::Lease> leases;
    for (int i = 1; i <= 60; ++i) {
      if (i == failing) {
        const Stats before = pool.stats();
        EXPECT_THROW((void)pool.get(), std::runtime_error);
        const Stats after = pool.stats();
        EXPECT_EQ(after.cached, before.cached);
        EXPECT_EQ(after.out, before.out);
        EXPECT_EQ(after.made, before.made);
      } else {
        leases.push_back(pool.get());
      }
    }
    EXPECT_EQ(pool.stats().out, 59U);
    leases.clear();
    EXPECT_EQ(pool.stats().cached, 59U);
    this->expect_balance(pool.stats());
  }
}

TYPED_TEST(PoolOf, CountsExactly) {
  typename TestFixture::Tested pool;
  for (int i = 0; i < 200'000; ++i) (void)pool.get();
  const auto leases = this->take(pool, 3);
  const Stats stats = pool.stats();
  EXPECT_EQ(stats.gets, 200'003U);
  EXPECT_EQ(stats.misses, 3U) << "less than one of 10,000";
  EXPECT_EQ(stats.misses, stats.made);
  EXPECT_EQ(stats.out, 3U);
  this->expect_balance(stats);
}

TYPED_TEST(PoolOf, LetsObjectsFlowFromThreadToThread) {
  this->let_move();
  typename TestFixture::Tested pool;
  std::vector<typename TestFixture::Lease> shared;
  for (int round = 0; round < 200; ++round) {
    std::thread([&] { shared = this->take(pool, 20); }).join();
    std::thread([&] { shared.clear(); }).join();
  }
  const Stats stats = pool.stats();
  EXPECT_EQ(stats.gets, 4000U);
  EXPECT_LE(stats.made, 500U) << "what one thread gives back, another one gets";
  this->expect_balance(stats);
}

TYPED_TEST(PoolOf, KeepsNothingForThreadsThatEnded) {
  this->let_move();
  typename TestFixture::Tested pool;
  for (int thread = 0; thread < 50; ++thread) {
    std::thread([&] { this->fill(pool, 8); }).join();
  }
  EXPECT_LE(pool.stats().cached, 100U) << "of 400";
}

TYPED_TEST(PoolOf, MayBeUsedFromWithinItself) {
  // make() and destructors of one pool use another one of its kind and itself.
  typename TestFixture::Tested pool;
  struct Nested {
    typename TestFixture::Tested* pool;
    ~Nested() {
      (void)pool->get();
      (void)pool->trim();
    }
  };
  struct NestedPolicy {
    typename TestFixture::Tested* pool;
    std::unique_ptr<Nested> make() const {
      (void)pool->get();
      return std::make_unique<Nested>(Nested{pool});
    }
    Verdict recycle(Nested&) const noexcept { return Verdict::keep; }
  };
  Pool<Nested, NestedPolicy, typename TestFixture::Near> outer({}, {&pool});
  {
    auto lease = outer.get();
  }
  EXPECT_EQ(outer.clear(), 1U);
}

TEST(PoolOfFresh, KeepsNothing) {
  Pool<Tracked, TrackedPolicy, Fresh> pool;
  {
    const auto lease = pool.get();
  }
  EXPECT_EQ(Tracked::live, 0);
  {
    const auto lease = pool.get();
  }
  const Stats stats = pool.stats();
  EXPECT_EQ(stats.made, 2U);
  EXPECT_EQ(stats.misses, 2U);
  EXPECT_EQ(stats.hits, 0U);
  EXPECT_EQ(stats.out, 0U);
  EXPECT_FALSE(pool.try_get());
}

TEST(Pool, WeighsWhatIsInTheDepot) {
  struct Weighing {
    std::unique_ptr<int> make() const { return std::make_unique<int>(0); }
    Verdict recycle(int&) const noexcept { return Verdict::keep; }
    std::size_t weight(const int&) const noexcept { return 100; }
  };
  Pool<int, Weighing, Mutex> pool({.max_bytes = 1000});
  {
    std::vector<decltype(pool)::Lease> leases;
    for (int i = 0; i < 50; ++i) leases.push_back(pool.get());
  }
  EXPECT_EQ(pool.stats().cached, 10U);
  EXPECT_EQ(pool.stats().dropped_full, 40U);
  pool.trim();
  EXPECT_EQ(pool.stats().cached, 10U);
  {
    const auto lease = pool.get();
  }
  EXPECT_EQ(pool.stats().cached, 10U);
}

TEST(Pool, IsMadeOnceAndForEverByImmortal) {
  using Strings = Pool<std::string>;
  EXPECT_EQ(&immortal<Strings>(), &immortal<Strings>());
  struct Other;
  EXPECT_NE((&immortal<Strings, Other>()), (&immortal<Strings>()));
  EXPECT_TRUE(immortal<Strings>().get()->empty());
}

TEST(DefaultPolicy, ClearsWhatCanBeCleared) {
  Pool<std::vector<int>> pool;
  {
    auto lease = pool.get();
    lease->assign(100, 1);
  }
  auto lease = pool.get();
  EXPECT_TRUE(lease->empty());
  EXPECT_GE(lease->capacity(), 100U);
  Pool<int> of_numbers;
  EXPECT_TRUE(of_numbers.get());
}

}  // namespace
}  // namespace benchdiff::pools
