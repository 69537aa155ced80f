#include <benchdiff/harness/allocation_counts.h>

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <limits>
#include <new>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::harness {
namespace {

/// Keeps the compiler from leaving out an allocation that nobody uses.
void* used(void* memory) {
  void* volatile seen = memory;
  return seen;
}

AllocationCounts counted(const std::function<void()>& action) {
  const AllocationCounts before = allocations_of_thread();
  action();
  return allocations_of_thread() - before;
}

constexpr auto aligned = std::align_val_t(64);

TEST(AllocationCounts, AreCountedInThisProgram) { EXPECT_TRUE(counts_allocations()); }

TEST(AllocationCounts, TakeInEveryFormOfNewAndDelete) {
  struct Form {
    const char* name;
    std::function<void*()> allocate;
    std::function<void(void*)> free;
  };
  const std::vector<Form> forms{
      {"plain", [] { return ::operator new(10); }, [](void* p) { ::operator delete(p); }},
      {"array", [] { return ::operator new[](10); }, [](void* p) { ::operator delete[](p); }},
      {"sized", [] { return ::operator new(10); },
       [](void* p) { ::operator delete(p, std::size_t{10}); }},
      {"sized array", [] { return ::operator new[](10); },
       [](void* p) { ::operator delete[](p, std::size_t{10}); }},
      {"nothrow", [] { return ::operator new(10, std::nothrow); },
       [](void* p) { ::operator delete(p, std::nothrow); }},
      {"nothrow array", [] { return ::operator new[](10, std::nothrow); },
       [](void* p) { ::operator delete[](p, std::nothrow); }},
      {"aligned", [] { return ::operator new(10, aligned); },
       [](void* p) { ::operator delete(p, aligned); }},
      {"aligned array", [] { return ::operator new[](10, aligned); },
       [](void* p) { ::operator delete[](p, aligned); }},
      {"sized aligned", [] { return ::operator new(10, aligned); },
       [](void* p) { ::operator delete(p, std::size_t{10}, aligned); }},
      {"sized aligned array", [] { return ::operator new[](10, aligned); },
       [](void* p) { ::operator delete[](p, std::size_t{10}, aligned); }},
      {"aligned nothrow", [] { return ::operator new(10, aligned, std::nothrow); },
       [](void* p) { ::operator delete(p, aligned, std::nothrow); }},
      {"aligned nothrow array", [] { return ::operator new[](10, aligned, std::nothrow); },
       [](void* p) { ::operator delete[](p, aligned, std::nothrow); }},
  };
  for (const Form& form : forms) {
    SCOPED_TRACE(form.name);
    void* memory = nullptr;
    EXPECT_EQ(counted([&] { memory = used(form.allocate()); }),
              (AllocationCounts{.allocations = 1, .bytes = 10}));
    EXPECT_NE(memory, nullptr);
    EXPECT_EQ(counted([&] { form.free(memory); }), (AllocationCounts{.frees = 1}));
  }
}

TEST(AllocationCounts, GiveAlignedMemory) {
  for (std::size_t boundary = 1; boundary <= 4096; boundary *= 2) {
    void* const memory = ::operator new(3, std::align_val_t(boundary));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % boundary, 0U);
    ::operator delete(memory, std::align_val_t(boundary));
  }
}

TEST(AllocationCounts, CountAnAllocationOfNothing) {
  EXPECT_EQ(counted([] { ::operator delete(used(::operator new(0))); }),
            (AllocationCounts{.allocations = 1, .bytes = 0, .frees = 1}));
}

TEST(AllocationCounts, PassOverTheDeletionOfNothing) {
  EXPECT_EQ(counted([] { ::operator delete(used(nullptr)); }), AllocationCounts());
}

TEST(AllocationCounts, PassOverWhatFailed) {
  const std::size_t too_much = std::numeric_limits<std::size_t>::max() / 2;
  volatile std::size_t size = too_much;
  EXPECT_EQ(counted([&] { EXPECT_EQ(::operator new(size, std::nothrow), nullptr); }),
            AllocationCounts());
  EXPECT_EQ(counted([&] {
              EXPECT_EQ(::operator new(std::numeric_limits<std::size_t>::max() - size + size,
                                       aligned, std::nothrow),
                        nullptr);
            }),
            AllocationCounts());
  EXPECT_THROW((void)used(::operator new(size)), std::bad_alloc);
}

TEST(AllocationCounts, AskTheNewHandlerForMemory) {
  static int asked = 0;
  asked = 0;
  std::set_new_handler([] {
    if (++asked == 3) std::set_new_handler(nullptr);
  });
  volatile std::size_t size = std::numeric_limits<std::size_t>::max() / 2;
  EXPECT_EQ(::operator new(size, std::nothrow), nullptr);
  EXPECT_EQ(asked, 3);
}

TEST(AllocationCounts, OfTheProcessKeepThoseOfThreadsThatEnded) {
  const AllocationCounts before = allocations_of_process();
  constexpr int count = 1000;
  for (int i = 0; i < 8; ++i) {
    std::thread([] {
      for (int k = 0; k < count; ++k) ::operator delete(used(::operator new(3)));
    }).join();
  }
  const AllocationCounts counts = allocations_of_process() - before;
  EXPECT_GE(counts.allocations, 8U * count);
  EXPECT_LE(counts.allocations, 8U * count + 100) << "threads allocate a little themselves";
  EXPECT_GE(counts.frees, 8U * count);
}

struct AllocatesAtItsEnd {
  ~AllocatesAtItsEnd() {
    for (int i = 0; i < 50; ++i) ::operator delete(used(::operator new(1000)));
  }
};

TEST(AllocationCounts, TakeInWhatAThreadAllocatesWhenItEnds) {
  const AllocationCounts before = allocations_of_process();
  std::thread([] {
    // Made first, so its destructor runs last: after the thread has left.
    static thread_local AllocatesAtItsEnd late;
    (void)&late;
    ::operator delete(used(::operator new(1)));
  }).join();
  EXPECT_GE((allocations_of_process() - before).bytes, 50'000U);
}

TEST(AllocationCounts, OfAChildAreItsParentsAndItsOwn) {
  std::thread other([] { ::operator delete(used(::operator new(1))); });
  other.join();
  const pid_t child = fork();
  if (child == 0) {
    const AllocationCounts before = allocations_of_process();
    std::thread([] { ::operator delete(used(::operator new(5000))); }).join();
    _exit((allocations_of_process() - before).bytes >= 5000 ? 0 : 1);
  }
  int status = 1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(AllocationCounts, TellLiveBytesWhileTheyAreTracked) {
  EXPECT_EQ(counted([] { ::operator delete(used(::operator new(100))); }).live_bytes, 0);
  const LiveTracking tracking;
  void* block = nullptr;
  EXPECT_GE(counted([&] { block = used(::operator new(1000)); }).live_bytes, 1000);
  reset_peak_of_thread();
  const std::int64_t before = peak_of_thread();
  ::operator delete(used(::operator new(50'000)));
  EXPECT_GE(peak_of_thread() - before, 50'000);
  EXPECT_LE(counted([&] { ::operator delete(block); }).live_bytes, -1000);
}

}  // namespace
}  // namespace benchdiff::harness
