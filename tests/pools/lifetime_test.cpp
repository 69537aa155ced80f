// Threads that end, processes that fork, signals, and the end of the program.

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/pools/pool.h>
#include <benchdiff/pools/thread_magazine.h>

#include "tracked.h"

#if defined(__x86_64__)
#include <ucontext.h>
#endif

namespace benchdiff::pools {
namespace {

template <class T>
class LifetimeOf : public testing::Test {
 public:
  using Tested = Pool<Tracked, TrackedPolicy, T, false>;
};
struct Names {
  template <class T>
  static std::string GetName(int) {
    return T::name;
  }
};
using BackEnds = testing::Types<Percpu, PercpuLock, ThreadMagazine, Mutex>;
TYPED_TEST_SUITE(LifetimeOf, BackEnds, Names);

// The sanitizers have locks of their own, which a fork() may catch.
#if !defined(BENCHDIFF_POOLS_TSAN) && !defined(BENCHDIFF_POOLS_ASAN)
TYPED_TEST(LifetimeOf, ForksWhileOtherThreadsAreBusy) {
  typename TestFixture::Tested pool({.local = 4});
  typename TestFixture::Tested other;
  std::atomic<bool> ended{false};
  std::vector<std::thread> users;
  for (int i = 0; i < 3; ++i) {
    users.emplace_back([&] {
      while (!ended.load()) {
        std::vector<typename TestFixture::Tested::Lease> leases;
        for (int k = 0; k < 20; ++k) leases.push_back(pool.get());
        (void)other.get();
        if (leases.size() == 20) (void)pool.trim();
      }
    });
  }
  int hung = 0;
  for (int child = 0; child < 20; ++child) {
    const pid_t pid = fork();
    if (pid == 0) {
      alarm(20);  // ends the child if it waits for a lock that nobody holds any more
      for (int i = 0; i < 1000; ++i) {
        std::vector<typename TestFixture::Tested::Lease> leases;
        for (int k = 0; k < 6; ++k) leases.push_back(pool.get());
      }
      (void)pool.trim();
      (void)pool.stats();
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    hung += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
  }
  ended = true;
  for (auto& user : users) user.join();
  EXPECT_EQ(hung, 0);
}
#endif

TYPED_TEST(LifetimeOf, MayBeUsedByDestructorsAtTheEndOfAThread) {
  using Here = typename TestFixture::Tested;
  static Here* pool;
  Here local;
  pool = &local;
  struct AtEnd {
    ~AtEnd() {
      if (used) (void)pool->get();
    }
    bool used = false;
  };
  for (int i = 0; i < 10; ++i) {
    std::thread([&] {
      // Before the pool is used here, so that it is destroyed after what the pool keeps of threads.
      static thread_local AtEnd at_end;
      at_end.used = true;
      (void)pool->get();
    }).join();
  }
  EXPECT_EQ(local.stats().out, 0U);
  EXPECT_EQ(local.stats().gets, 20U);
}

TYPED_TEST(LifetimeOf, LetsManyPoolsComeAndGo) {
  for (int round = 0; round < 100; ++round) {
    typename TestFixture::Tested first;
    typename TestFixture::Tested second;
    auto a = first.get();
    auto b = second.get();
    a->content = 1;
    b->content = 2;
    std::thread([&] { (void)first.get(); }).join();
  }
  EXPECT_EQ(Tracked::live, 0);
}

TEST(LifetimeDeathTest, EndsWithTheProgramForStaticPools) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        static Pool<std::string> pool;
        static auto& for_ever = immortal<Pool<std::string>>();
        static auto lease = for_ever.get();  // outlives `pool`, and its own pool never ends
        (void)pool.get();
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

#ifdef BENCHDIFF_POOLS_RSEQ
/// What the kernel reads of a sequence.
struct Descriptor {
  std::uint32_t version, flags;
  std::uint64_t start, length, abort;
};
// The linker's names for both ends of the section.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming)
extern "C" const Descriptor __start___rseq_cs[];
extern "C" const Descriptor __stop___rseq_cs[];
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)

TEST(Sequences, AreDescribedAsTheKernelWantsThem) {
  const std::span all(__start___rseq_cs, __stop___rseq_cs);
  EXPECT_GE(all.size(), 2U);
  for (const Descriptor& sequence : all) {
    EXPECT_EQ(sequence.version, 0U);
    EXPECT_EQ(sequence.flags, 0U);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&sequence) % 32, 0U);
    EXPECT_GT(sequence.length, 0U);
    EXPECT_LT(sequence.length, 128U);
    EXPECT_GE(sequence.abort - sequence.start, sequence.length) << "it goes on outside of itself";
    std::uint32_t signature = 0;
    std::memcpy(&signature, reinterpret_cast<const void*>(sequence.abort - 4), 4);
    EXPECT_EQ(signature, 0x53053053U);
  }
}
#endif

#if defined(BENCHDIFF_POOLS_RSEQ) && !defined(BENCHDIFF_POOLS_TSAN)
/// Steps through a program instruction by instruction, by a signal behind each: a sequence that is
/// entered is so interrupted amidst it.
class SingleSteps {
 public:
  static void begin(int steps) {
    left = steps;
    struct sigaction action{};
    action.sa_sigaction = [](int, siginfo_t*, void* context) {
      left = left - 1;
      if (left <= 0) {
        static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_EFL] &= ~trap_flag;
      }
    };
    action.sa_flags = SA_SIGINFO;
    (void)sigaction(SIGTRAP, &action, nullptr);
    __asm__ volatile("pushfq\n orq $0x100, (%%rsp)\n popfq\n" ::: "memory", "cc");
  }
  static void end() { (void)signal(SIGTRAP, SIG_DFL); }

 private:
  static constexpr long long trap_flag = 0x100;
  static inline volatile int left = 0;
};

TEST(Sequences, AreWholeWhereverTheyAreInterrupted) {
  if (!rseq::is_there()) GTEST_SKIP() << "no restartable sequences here";
  PercpuRseq near(Options{});
  int object = 0;
  const std::uint64_t before = rseq::restarts.load();
  // More steps than lead into a sequence, and fewer: it ends when there are none left.
  for (int steps = 1; steps <= 60; ++steps) {
    SingleSteps::begin(steps);
    const bool pushed = near.push(&object);
    SingleSteps::end();
    ASSERT_TRUE(pushed) << steps;
    SingleSteps::begin(steps);
    void* popped = nullptr;
    const bool found = near.pop(popped);
    SingleSteps::end();
    // It may have moved to another CPU in between, and then finds nothing there.
    if (!found) near.drain([](void*) {});
    ASSERT_TRUE(!found || popped == &object) << steps;
    EXPECT_EQ(near.counts().cached, 0U) << steps;
  }
  EXPECT_GT(rseq::restarts.load(), before) << "no step was amidst a sequence";
}
#endif

}  // namespace
}  // namespace benchdiff::pools
