#include <benchdiff/pools/checks.h>

#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include <benchdiff/pools/pool.h>

#include "tracked.h"

namespace benchdiff::pools {
namespace {

using Checked = Pool<Tracked, TrackedPolicy, Percpu, true>;

class ChecksDeathTest : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(ChecksDeathTest, StopAtAnObjectThatIsPutTwice) {
  EXPECT_DEATH(
      {
        Checked pool({.name = "requests"});
        auto mine = pool.get().release();
        auto* const same = mine.get();
        pool.put(std::move(mine));
        pool.put(std::unique_ptr<Tracked>(same));
      },
      "pool 'requests': an object is put back twice, at .*checks_test.cpp:.* came there from "
      ".*checks_test.cpp");
}

TEST_F(ChecksDeathTest, StopAtAnObjectThatAnotherPoolLent) {
  EXPECT_DEATH(
      {
        Checked lender({.name = "lender"});
        Checked pool({.name = "taker"});
        auto lease = lender.get();
        pool.put(std::unique_ptr<Tracked>(lease.get()));
      },
      "pool 'taker': an object is put at .*checks_test.cpp:.* that pool 'lender' lent at "
      ".*checks_test.cpp.*release\\(\\) it there first");
}

#ifndef BENCHDIFF_POOLS_ASAN
TEST_F(ChecksDeathTest, StopAtAnObjectThatWasWrittenToWhileItWasIdle) {
  EXPECT_DEATH(
      {
        Checked pool({.name = "stale"});
        auto* const kept = pool.get().get();
        kept->content = 5;
        (void)pool.get();
      },
      "pool 'stale': an object that was lent at .*checks_test.cpp:.* is not as new");
}
#else
TEST_F(ChecksDeathTest, LetTheSanitizerFindUseOfAnIdleObject) {
  EXPECT_DEATH(
      {
        Checked pool;
        auto* const kept = pool.get().get();
        kept->content = 5;
      },
      "use-after-poison");
}
#endif

TEST_F(ChecksDeathTest, StopAPoolThatEndsWhileLeasesLive) {
  const auto outlived = [](auto pool) {
    using Lease = typename decltype(pool)::element_type::Lease;
    (void)new Lease(pool->get());  // for ever
    pool.reset();
  };
  EXPECT_DEATH(outlived(std::make_unique<Checked>(Options{.name = "short-lived"})),
               "pool 'short-lived' ends while 1 of its objects are still out");
  EXPECT_DEATH((outlived(std::make_unique<Pool<Tracked, TrackedPolicy, Percpu, false>>(
                   Options{.name = "unchecked"}))),
               "pool 'unchecked' ends while 1 of its objects are still out");
}

TEST_F(ChecksDeathTest, StopAtOptionsThatCannotBe) {
  EXPECT_DEATH(Checked({.name = "none", .local = 0}), "pool 'none': Options::local is 0");
  EXPECT_DEATH(Checked({.name = "many", .local = 64}), "Options::local is 64, and must be 1 to 63");
}

TEST(Checks, LetAnObjectWanderFromPoolToPool) {
  Checked first;
  Checked second;
  second.put(first.get().release());
  const auto lease = second.get();
  EXPECT_EQ(second.stats().made, 0U);
}

}  // namespace
}  // namespace benchdiff::pools
