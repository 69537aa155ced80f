#include <benchdiff/harness/allocations.h>

#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "run_benchmark.h"

namespace benchdiff::harness {
namespace {

using benchmark::State;

/// Allocates and frees `count` blocks of 1, 2, 3, ... bytes, the last ones first.
void allocate(std::int64_t count) {
  for (std::int64_t i = 1; i <= count; ++i) {
    auto* const block = static_cast<char*>(::operator new(static_cast<std::size_t>(i)));
    benchmark::DoNotOptimize(block);
    ::operator delete(block);
  }
}

double bytes_of(std::int64_t count) {
  return static_cast<double>(count) * static_cast<double>(count + 1) / 2;
}

using Shape = std::tuple<int, int, int>;  // allocations, threads, repetitions
class AllocationsOfALoop : public testing::TestWithParam<Shape> {};

TEST_P(AllocationsOfALoop, AreExact) {
  const int count = std::get<0>(GetParam());
  const int threads = std::get<1>(GetParam());
  const int repetitions = std::get<2>(GetParam());
  const auto runs = run_benchmark(
      [count](State& state) {
        const std::vector<int> set_up(1000);
        Allocations allocations(state);
        allocate(17);  // before the loop
        for (auto _ : state) allocate(count);
        allocate(23);  // after it
        state.SetLabel("so long a label that it has to be allocated");
      },
      [=](auto* benchmark) {
        benchmark->Threads(threads)->Repetitions(repetitions)->Iterations(211);
      });
  ASSERT_EQ(runs.size(), static_cast<std::size_t>(repetitions));
  for (const RunOfBenchmark& run : runs) {
    EXPECT_EQ(run.iterations, 211 * threads);
    EXPECT_EQ(run.counters.at("allocs/op"), count);
    EXPECT_EQ(run.counters.at("B/op"), bytes_of(count));
    EXPECT_TRUE(run.counters.contains("faults/op"));
  }
}

INSTANTIATE_TEST_SUITE_P(OfAllShapes, AllocationsOfALoop,
                         testing::Combine(testing::Values(0, 1, 3, 1000), testing::Values(1, 2, 8),
                                          testing::Values(1, 3, 10)));

void once(benchmark::internal::Benchmark* benchmark) { benchmark->Iterations(100); }

TEST(Allocations, AreFractionsOfAnIteration) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        int i = 0;
        for (auto _ : state) {
          if (++i % 25 == 0) allocate(1);
        }
      },
      once);
  EXPECT_EQ(runs.at(0).counters.at("allocs/op"), 0.04);
}

TEST(Allocations, LeaveOutWhatHappensWhileTheTimerStands) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        for (auto _ : state) {
          allocate(2);
          state.PauseTiming();
          allocate(10);
          state.ResumeTiming();
          allocate(1);
        }
      },
      once);
  EXPECT_EQ(runs.at(0).counters.at("allocs/op"), 3);
  EXPECT_EQ(runs.at(0).counters.at("B/op"), 4);
}

TEST(Allocations, AreCountedWhereTheBenchmarkTakesItsOwnTime) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        for (auto _ : state) {
          allocate(3);
          state.SetIterationTime(1e-6);
        }
      },
      [](auto* benchmark) { benchmark->UseManualTime()->Iterations(50); });
  EXPECT_EQ(runs.at(0).counters.at("allocs/op"), 3);
}

TEST(Allocations, AreCountedInLoopsOfTheOldForm) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        allocate(5);
        while (state.KeepRunning()) allocate(3);
        allocate(5);
      },
      once);
  EXPECT_EQ(runs.at(0).counters.at("allocs/op"), 3);
}

TEST(Allocations, SurviveABenchmarkThatGivesUp) {
  const auto in_the_loop = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        for (auto _ : state) {
          allocate(1);
          state.SkipWithError("enough");
          break;
        }
      },
      once);
  EXPECT_TRUE(in_the_loop.at(0).failed);
  const auto before_it = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        state.SkipWithError("no way");
        for (auto _ : state) allocate(1);
      },
      once);
  EXPECT_TRUE(before_it.at(0).failed);
  const auto after_it = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        for (auto _ : state) allocate(1);
      },
      once);
  EXPECT_EQ(after_it.at(0).counters.at("allocs/op"), 1) << "nothing is left of the others";
}

TEST(Allocations, OfOtherThreadsAreCountedWhenAsked) {
  const auto with_a_thread = [](Allocations::Options options) {
    return run_benchmark(
        [=](State& state) {
          Allocations allocations(state, options);
          for (auto _ : state) std::thread([] { allocate(100); }).join();
        },
        once);
  };
  const auto own = with_a_thread({}).at(0).counters;
  const auto all = with_a_thread({.all_threads = true}).at(0).counters;
  EXPECT_EQ(all.at("allocs/op"), own.at("allocs/op") + 100);
  EXPECT_EQ(all.at("B/op"), own.at("B/op") + bytes_of(100));
}

TEST(Allocations, OfAllThreadsAreCountedOnce) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state, {.all_threads = true});
        for (auto _ : state) {
          if (state.thread_index() == 0) allocate(8);
        }
      },
      [](auto* benchmark) { benchmark->Threads(2)->Iterations(100); });
  EXPECT_EQ(runs.at(0).counters.at("allocs/op"), 4) << "8 of one of two threads";
}

TEST(Allocations, TellTheMostThatWasLive) {
  const auto runs = run_benchmark(
      [](State& state) {
        const auto held = std::make_unique<char[]>(1 << 20);
        Allocations allocations(state, {.peak = true});
        for (auto _ : state) {
          const auto one = std::make_unique<char[]>(10'000);
          const auto two = std::make_unique<char[]>(20'000);
          benchmark::DoNotOptimize(one.get());
          benchmark::DoNotOptimize(two.get());
        }
      },
      once);
  EXPECT_GE(runs.at(0).counters.at("peak-B"), 30'000);
  EXPECT_LT(runs.at(0).counters.at("peak-B"), 40'000);
}

TEST(Allocations, CountPageFaults) {
  const auto runs = run_benchmark(
      [](State& state) {
        Allocations allocations(state);
        for (auto _ : state) {
          // Larger than what any allocator keeps at hand: fresh pages each time.
          std::vector<char> pages(256 << 20);
          benchmark::DoNotOptimize(pages.data());
        }
      },
      [](auto* benchmark) { benchmark->Iterations(1); });
  EXPECT_GE(runs.at(0).counters.at("faults/op"), 1);
}

}  // namespace
}  // namespace benchdiff::harness
