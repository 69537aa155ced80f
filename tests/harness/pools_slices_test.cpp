// What becomes of the slices of pools_benchmark.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/harness/pools/contamination.h>
#include <benchdiff/harness/pools/results.h>
#include <benchdiff/harness/pools/slice.h>
#include <benchdiff/harness/pools/steady_state.h>

namespace benchdiff::harness {
namespace {

constexpr std::size_t two_cpus = 2;

bool is_contaminated_alone(const CpuShare& share) {
  return is_contaminated(std::vector{share}, two_cpus, false);
}

TEST(Contamination, IsSeenByWaitingForACpu) {
  EXPECT_FALSE(is_contaminated_alone({.wall = 1, .cpu = 0.99, .delayed = 0.009}));
  EXPECT_TRUE(is_contaminated_alone({.wall = 1, .cpu = 0.99, .delayed = 0.011}));
}

TEST(Contamination, IsSeenByComputingTooLittle) {
  EXPECT_TRUE(is_contaminated_alone({.wall = 1, .cpu = 0.96, .delayed = 0}));
  const std::vector<CpuShare> two(2, {.wall = 1, .cpu = 0.92, .delayed = 0});
  EXPECT_FALSE(is_contaminated(two, two_cpus, false));
  const std::vector<CpuShare> disturbed(2, {.wall = 1, .cpu = 0.88, .delayed = 0});
  EXPECT_TRUE(is_contaminated(disturbed, two_cpus, false));
}

TEST(Contamination, IsSeenByThreadsThatDidNotBeginTogether) {
  const std::vector<CpuShare> late{{.wall = 1, .cpu = 1, .delayed = 0},
                                   {.wall = 0.9, .cpu = 0.9, .delayed = 0}};
  EXPECT_TRUE(is_contaminated(late, two_cpus, false));
}

TEST(Contamination, OfMoreThreadsThanCpusIsSeenByTheirSum) {
  const std::vector<CpuShare> half(4, {.wall = 1, .cpu = 0.5, .delayed = 0.5});
  EXPECT_FALSE(is_contaminated(half, two_cpus, false));
  const std::vector<CpuShare> less(4, {.wall = 1, .cpu = 0.4, .delayed = 0.5});
  EXPECT_TRUE(is_contaminated(less, two_cpus, false));
  EXPECT_FALSE(is_contaminated(less, two_cpus, true)) << "they may have waited for each other";
}

TEST(SteadyState, IsAnAllocationAnOperationWithoutAPoolAndNoneWithOne) {
  EXPECT_FALSE(find_steady_state_fault(1, 0));
  EXPECT_FALSE(find_steady_state_fault(2, 0.00009));
  EXPECT_TRUE(find_steady_state_fault(0, 0)) << "as where nothing is counted";
  EXPECT_TRUE(find_steady_state_fault(0.99, 0));
  EXPECT_TRUE(find_steady_state_fault(1, 0.0001));
}

/// Allocates in every operation, and keeps what it allocated last.
class Allocating : public Scenario {
 public:
  std::uint64_t work(unsigned) override {
    kept_.reset();
    kept_ = std::make_unique<std::string>(1000, 'x');
    return 1;
  }

 private:
  std::unique_ptr<std::string> kept_;
};

TEST(Slice, CountsWhatAnOperationAllocates) {
  Allocating scenario;
  const Slice slice = run_slice(scenario, {.threads = 1, .milliseconds = 1});
  EXPECT_GT(slice.operations, 0U);
  EXPECT_EQ(slice.allocations, 2);
  EXPECT_EQ(slice.bytes, 1001 + sizeof(std::string));
}

TEST(Slice, TellsWhatIsHeldOnTo) {
  Allocating scenario;
  EXPECT_GE(retained_bytes(scenario), 1001 + sizeof(std::string));
}

class Results : public testing::Test {
 protected:
  Results() {
    fresh.scenario = pooled.scenario = "S";
    fresh.variant = "fresh";
    pooled.variant = "pooled";
  }
  PoolResults results() {
    return {{&fresh, &pooled}, [this](std::string_view more) { text += more; }};
  }
  static Slice slice(double ns, bool contaminated) {
    Slice slice;
    slice.operations = 1;
    slice.ns = ns;
    slice.contaminated = contaminated;
    return slice;
  }
  static constexpr std::size_t first = 0, second = 1;

  PoolBenchmark fresh, pooled;
  std::string text;
};

TEST_F(Results, AreInTheOrderOfTheListAndNotOfTheirMeasurement) {
  PoolResults written = results();
  written.add(second, slice(2, false), 0);
  written.add(first, slice(1, false), 0);
  written.end_round();
  EXPECT_EQ(text,
            "BenchmarkS/variant=fresh/threads=1 1 1 ns/op 0 allocs/op 0 B/op 0 faults/op\n"
            "BenchmarkS/variant=pooled/threads=1 1 2 ns/op 0 allocs/op 0 B/op 0 faults/op\n");
}

TEST_F(Results, OfContaminatedSlicesAreComments) {
  PoolResults written = results();
  written.add(first, slice(1, true), 0);
  written.end_round();
  written.end();
  EXPECT_EQ(text,
            "# contaminated: BenchmarkS/variant=fresh/threads=1 1 1 ns/op 0 allocs/op 0 B/op "
            "0 faults/op\n# 0 slices are clean, 1 contaminated\n");
  EXPECT_EQ(written.without_result().size(), 2U);
}

TEST_F(Results, WaitForTheFirstOneWithoutAPool) {
  PoolResults written = results();
  written.add(second, slice(2, false), 0);
  written.end_round();
  EXPECT_EQ(text, "");
  written.add(first, slice(1, false), 0);
  written.end_round();
  EXPECT_TRUE(text.starts_with("BenchmarkS/variant=fresh/")) << text;
  EXPECT_NE(text.find("BenchmarkS/variant=pooled/"), std::string::npos) << text;
}

}  // namespace
}  // namespace benchdiff::harness
