#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/harness/preload/preload_report.h>

namespace benchdiff::harness {
namespace {

/// What a run printed, and the lines of its processes in the order of their ends.
struct Outcome {
  int status = -1;
  std::string output;
  std::vector<PreloadCounts> processes;
};

std::string read_all(std::FILE* stream) {
  std::string text;
  std::array<char, 4096> part;
  while (const auto size = std::fread(part.data(), 1, part.size(), stream)) {
    text.append(part.data(), size);
  }
  return text;
}

/// Runs a command of the shell, which has the preload only where it is asked for.
std::pair<int, std::string> run_in_shell(const std::string& command) {
  std::FILE* const stream = popen(command.c_str(), "r");
  if (stream == nullptr) return {-1, {}};
  std::string output = read_all(stream);
  return {pclose(stream), std::move(output)};
}

std::string program(const std::string& name) { return BENCHDIFF_PROGRAMS "/" + name; }

/// Runs one of our programs, as `calls malloc`, with the preload.
Outcome run(const std::string& command, const std::string& environment = "") {
  const std::string file = testing::TempDir() + "preload_counts." +
                           testing::UnitTest::GetInstance()->current_test_info()->name();
  std::filesystem::remove(file);
  Outcome result;
  std::tie(result.status, result.output) = run_in_shell(
      "BENCHDIFF_PRELOAD_OUT='" + file + "' LD_PRELOAD='" BENCHDIFF_PRELOAD_LIBRARY "' " +
      environment + " exec " + program(command) + " 2>&1");
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const auto counts = parse_preload_line(line);
    EXPECT_TRUE(counts) << line;
    if (counts) result.processes.push_back(*counts);
  }
  std::filesystem::remove(file);
  return result;
}

/// Allocations, frees and bytes.
using Heap = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;
Heap heap(const PreloadCounts& counts) { return {counts.allocations, counts.frees, counts.bytes}; }

/// Of a program that is one process.
Heap heap_of(const std::string& command) {
  const Outcome result = run(command);
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(result.processes.size(), 1U);
  return result.processes.empty() ? Heap{} : heap(result.processes[0]);
}

TEST(Preload, CountsNothingInAProgramThatDoesNothing) {
  EXPECT_EQ(heap_of("calls nothing"), Heap(0, 0, 0));
}

TEST(Preload, CountsEachFunctionOfTheFamilyAsMemcheckDoes) {
  EXPECT_EQ(heap_of("calls malloc"), Heap(2, 2, 40));
  EXPECT_EQ(heap_of("calls calloc"), Heap(2, 2, 15));
  EXPECT_EQ(heap_of("calls realloc"), Heap(9, 9, 7 + 1111111 + 5));
  EXPECT_EQ(heap_of("calls realloc_to_nothing"), Heap(1, 1, 10));
  EXPECT_EQ(heap_of("calls reallocarray"), Heap(2, 2, 35));
  EXPECT_EQ(heap_of("calls aligned_alloc"), Heap(1, 1, 100));
  EXPECT_EQ(heap_of("calls posix_memalign"), Heap(1, 1, 100));
  EXPECT_EQ(heap_of("calls memalign"), Heap(1, 1, 100));
  EXPECT_EQ(heap_of("calls valloc"), Heap(1, 1, 100));
  EXPECT_EQ(heap_of("calls strdup"), Heap(1, 1, 4));
}

TEST(Preload, CountsPvallocWhichMemcheckDoesNotKnow) {
  EXPECT_EQ(heap_of("calls pvalloc"), Heap(1, 1, 100));
}

TEST(Preload, DoesNotCountWhatFailedNorTheFreeOfNull) {
  EXPECT_EQ(heap_of("calls free_null"), Heap(0, 0, 0));
  EXPECT_EQ(heap_of("calls failures"), Heap(1, 1, 10));
  EXPECT_EQ(heap_of("calls failing_realloc"), Heap(1, 1, 10));
}

TEST(Preload, CountsMappingsApart) {
  const Outcome result = run("calls mmap");
  ASSERT_EQ(result.processes.size(), 1U);
  const auto& counts = result.processes[0];
  EXPECT_EQ(heap(counts), Heap(0, 0, 0));
  EXPECT_EQ(counts.mappings, 3U) << "two and the mremap";
  EXPECT_EQ(counts.mapped_bytes, 8192U + 12288U + 20480U);
  EXPECT_EQ(counts.unmappings, 2U) << "one and the mremap";
  EXPECT_EQ(counts.unmapped_bytes, 8192U + 12288U);
}

TEST(Preload, CountsEveryFormOfNewAndDelete) {
  // Before main, libstdc++ allocates what it throws from when there is no memory left.
  const auto [allocations, frees, bytes] = heap_of("forms_of_new");
  EXPECT_EQ(allocations, 13U);
  EXPECT_EQ(frees, 12U);
  EXPECT_EQ(bytes, 72704U + 6 * 32 + 6 * 64);
}

// Each thread has one more allocation, of the loader's: its table of thread-local storage.
TEST(Preload, CountsAllThreads) {
  const auto [allocations, frees, bytes] = heap_of("threads many");
  EXPECT_EQ(allocations, 8U * 1000 + 8);
  EXPECT_EQ(frees, 8U * 1000);
  EXPECT_GT(bytes, 8U * 1000 * 16);
}

TEST(Preload, CountsWhatAThreadAllocatesAfterItsCountsAreHandedOver) {
  const auto [allocations, frees, bytes] = heap_of("threads late");
  EXPECT_EQ(allocations, 3U + 1);
  EXPECT_EQ(frees, 3U);
}

TEST(Preload, CountsThreadsThatRunWhenTheProcessEnds) {
  const auto [allocations, frees, bytes] = heap_of("threads running");
  EXPECT_EQ(allocations, 1U + 1);
  EXPECT_EQ(frees, 0U);
}

TEST(Preload, CountsAChildOfForkFromZero) {
  const Outcome result = run("ways_out fork");
  ASSERT_EQ(result.processes.size(), 2U);
  const auto& [child, parent] = std::tie(result.processes[0], result.processes[1]);
  EXPECT_NE(child.pid, parent.pid);
  EXPECT_EQ(heap(child), Heap(1, 1, 3)) << "it frees what it inherited";
  EXPECT_EQ(heap(parent), Heap(1, 0, 10));
}

TEST(Preload, ForksWhileThreadsBeginAndEnd) {
  const Outcome result = run("threads forks");
  EXPECT_EQ(result.status, 0);
  ASSERT_EQ(result.processes.size(), 201U);
  for (std::size_t i = 0; i < 200; ++i) EXPECT_EQ(heap(result.processes[i]), Heap(1, 1, 5));
}

TEST(Preload, ForksWhileAnAllocatorMapsMemoryUnderALock) {
  const std::string jemalloc = "libjemalloc.so.2";
  if (!run_in_shell("LD_PRELOAD=" + jemalloc + " /bin/true 2>&1").second.empty()) {
    GTEST_SKIP() << jemalloc << " isn't installed";
  }
  const Outcome result =
      run("threads forks", "LD_PRELOAD='" BENCHDIFF_PRELOAD_LIBRARY " " + jemalloc + "'");
  EXPECT_EQ(result.status, 0);
  ASSERT_EQ(result.processes.size(), 201U);
  for (std::size_t i = 0; i < 200; ++i) EXPECT_EQ(heap(result.processes[i]), Heap(1, 1, 5));
}

TEST(Preload, LosesNothingHoweverAProgramEnds) {
  for (const char* const way : {"return", "_exit", "_Exit", "chdir"}) {
    EXPECT_EQ(heap_of(std::string("ways_out ") + way), Heap(1, 0, 10)) << way;
  }
  for (const char* const way : {"atexit", "quick_exit"}) {
    EXPECT_EQ(heap_of(std::string("ways_out ") + way), Heap(1, 1, 10)) << way;
  }
}

TEST(Preload, HasNoLineOfAProgramThatASignalEnds) {
  EXPECT_TRUE(run("ways_out abort").processes.empty());
}

TEST(Preload, WritesALineBeforeEachFormOfExec) {
  for (const char* const way : {"execv", "execve", "execvp", "execvpe", "execl", "execlp", "execle",
                                "fexecve", "execveat"}) {
    const Outcome result = run(std::string("ways_out ") + way);
    EXPECT_EQ(result.status, 0) << way;
    ASSERT_EQ(result.processes.size(), 2U) << way;
    EXPECT_EQ(result.processes[0].pid, result.processes[1].pid) << way;
    EXPECT_EQ(heap(result.processes[0]), Heap(1, 0, 10)) << way;
    EXPECT_EQ(heap(result.processes[1]), Heap(0, 0, 0)) << way;
  }
}

TEST(Preload, CountsNothingTwiceWhereExecFails) {
  const Outcome result = run("ways_out failed_exec");
  std::uint64_t allocations = 0, frees = 0;
  for (const auto& counts : result.processes) {
    allocations += counts.allocations;
    frees += counts.frees;
  }
  EXPECT_EQ(allocations, 1U);
  EXPECT_EQ(frees, 1U);
}

TEST(Preload, LeavesToTheParentWhatAChildOfVforkDoes) {
  const Outcome result = run("ways_out vfork");
  EXPECT_EQ(result.status, 0);
  ASSERT_EQ(result.processes.size(), 2U) << "the program that was executed, and the parent";
  EXPECT_EQ(heap(result.processes[0]), Heap(0, 0, 0));
  EXPECT_EQ(heap(result.processes[1]), Heap(1, 0, 10));
}

TEST(Preload, TracksLiveBytesWhereAsked) {
  const Outcome without = run("calls peak");
  ASSERT_EQ(without.processes.size(), 1U);
  EXPECT_FALSE(without.processes[0].peak_bytes);

  const Outcome with = run("calls peak", "BENCHDIFF_PRELOAD_PEAK=1");
  ASSERT_EQ(with.processes.size(), 1U);
  const auto& counts = with.processes[0];
  // The output has a buffer, which comes after the peak and stays.
  EXPECT_EQ(counts.peak_bytes, std::stoull(with.output));
  EXPECT_GT(*counts.live_bytes, 1000000U);
  EXPECT_LT(*counts.live_bytes, *counts.peak_bytes);
}

TEST(Preload, NamesTheProgramAsOneWord) {
  const std::string name = testing::TempDir() + "a b\tc=\xc3\xa4";
  std::filesystem::remove(name);
  std::filesystem::create_symlink(program("calls"), name);
  const std::string file = testing::TempDir() + "preload_name";
  std::filesystem::remove(file);
  const auto [status, output] =
      run_in_shell("BENCHDIFF_PRELOAD_OUT='" + file +
                   "' LD_PRELOAD='" BENCHDIFF_PRELOAD_LIBRARY "' exec '" + name + "'");
  EXPECT_EQ(status, 0);
  std::ifstream lines(file);
  std::string line;
  std::getline(lines, line);
  const auto counts = parse_preload_line(line);
  ASSERT_TRUE(counts) << line;
  EXPECT_EQ(counts->program, "a_b_c=__");
  std::filesystem::remove(name);
  std::filesystem::remove(file);
}

TEST(Preload, OnlyForwardsWithoutAFile) {
  const auto [status, output] = run_in_shell("LD_PRELOAD='" BENCHDIFF_PRELOAD_LIBRARY "' exec " +
                                             program("calls malloc realloc failures peak"));
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(output.empty());
}

/// memcheck's "total heap usage", without what it makes glibc and libstdc++ free at the end.
Heap heap_in_memcheck(const std::string& command) {
  const auto [status, output] = run_in_shell(
      "valgrind --run-libc-freeres=no --run-cxx-freeres=no " + program(command) + " 2>&1");
  const std::string title = "total heap usage: ";
  const auto at = output.find(title);
  if (at == std::string::npos) {
    ADD_FAILURE() << output;
    return {};
  }
  std::string line = output.substr(at + title.size(), output.find('\n', at) - at - title.size());
  std::erase(line, ',');
  Heap usage;
  std::string allocs, frees;
  std::istringstream(line) >> std::get<0>(usage) >> allocs >> std::get<1>(usage) >> frees >>
      std::get<2>(usage);
  return usage;
}

bool has_valgrind() { return run_in_shell("valgrind --version 2>&1").first == 0; }

TEST(PreloadAndMemcheck, AgreeOnEachFunction) {
  if (!has_valgrind()) GTEST_SKIP() << "valgrind isn't installed";
  for (const char* const command :
       {"calls nothing", "calls malloc calloc realloc realloc_to_nothing reallocarray",
        "calls aligned_alloc posix_memalign memalign valloc strdup stdio free_null failures",
        "calls peak", "ways_out atexit"}) {
    EXPECT_EQ(heap_of(command), heap_in_memcheck(command)) << command;
  }
}

TEST(PreloadAndMemcheck, AgreeOnNewAndDelete) {
  if (!has_valgrind()) GTEST_SKIP() << "valgrind isn't installed";
  EXPECT_EQ(heap_of("forms_of_new"), heap_in_memcheck("forms_of_new"));
}

TEST(PreloadAndMemcheck, AgreeOnThreadsButForOurPlaceInTheirTables) {
  if (!has_valgrind()) GTEST_SKIP() << "valgrind isn't installed";
  const auto [allocations, frees, bytes] = heap_of("threads many");
  const auto [their_allocations, their_frees, their_bytes] = heap_in_memcheck("threads many");
  EXPECT_EQ(allocations, their_allocations);
  EXPECT_EQ(frees, their_frees);
  // The loader's table of a thread has 16 bytes for each library with thread-local storage, and
  // there is one more.
  EXPECT_EQ(bytes, their_bytes + 8 * 16);
}

TEST(PreloadAndMemcheck, DifferWhereAReallocFails) {
  if (!has_valgrind()) GTEST_SKIP() << "valgrind isn't installed";
  EXPECT_EQ(heap_in_memcheck("calls failing_realloc"), Heap(2, 2, 10 + (1ULL << 46)));
}

}  // namespace
}  // namespace benchdiff::harness
