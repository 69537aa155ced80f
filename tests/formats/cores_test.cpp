#include <benchdiff/formats/cores.h>

#include <atomic>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

TEST(RunOnCores, DoesEveryTaskOnce) {
  std::vector<int> done(1000, 0);
  std::atomic<std::size_t> next = 0;
  run_on_cores(done.size(), [&] {
    for (std::size_t i = next++; i < done.size(); i = next++) ++done[i];
  });
  EXPECT_EQ(done, std::vector<int>(1000, 1));
}

TEST(RunOnCores, RunsOnThisThreadOnlyWhereOneIsEnough) {
  for (const std::size_t most : {0U, 1U}) {
    std::vector<std::thread::id> threads;
    run_on_cores(most, [&] { threads.push_back(std::this_thread::get_id()); });
    EXPECT_EQ(threads, std::vector{std::this_thread::get_id()});
  }
}

TEST(RunOnCores, ThrowsWhatThisThreadThrew) {
  EXPECT_THROW(run_on_cores(1, [] { throw std::bad_alloc(); }), std::bad_alloc);
}

TEST(RunOnCores, ThrowsWhatAnotherThreadThrewWhenAllHaveEnded) {
  if (std::thread::hardware_concurrency() < 2) GTEST_SKIP() << "there is one core only";
  const auto here = std::this_thread::get_id();
  std::atomic<int> ended = 0;
  const auto work = [&] {
    if (std::this_thread::get_id() != here) throw std::runtime_error("elsewhere");
    ++ended;
  };
  EXPECT_THROW(run_on_cores(2, work), std::runtime_error);
  EXPECT_EQ(ended, 1);
}

TEST(EachOnCores, DoesTheTaskOfEachNumberOnce) {
  for (const std::size_t count : {0U, 1U, 1000U}) {
    std::vector<int> done(count, 0);
    each_on_cores(count, [&](std::size_t i) { ++done[i]; });
    EXPECT_EQ(done, std::vector<int>(count, 1));
  }
}

TEST(EachOnCores, ThrowsWhatATaskThrew) {
  const auto task = [](std::size_t i) {
    if (i == 7) throw std::runtime_error("the eighth");
  };
  EXPECT_THROW(each_on_cores(100, task), std::runtime_error);
}

}  // namespace
}  // namespace benchdiff::formats
