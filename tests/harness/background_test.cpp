#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include <benchdiff/harness/activity.h>
#include <benchdiff/harness/doctor.h>

#include "fake_tree.h"

namespace benchdiff::harness {
namespace {

/// What is said of a second in which processes worked.
Check background_check(const Samples& samples, int self = 1) {
  const FakeTree empty;
  Process process;
  process.id = self;
  for (const Check& check : examine(empty.sources(), process, samples)) {
    if (check.name == "background") return check;
  }
  return {};
}

Samples a_second(std::vector<ProcessTime> before, std::vector<ProcessTime> after) {
  Samples samples;
  samples.before.processes = std::move(before);
  samples.after.processes = std::move(after);
  samples.after.seconds = 1;
  return samples;
}

TEST(Background, IsFineWhereNothingRunsButTheDoctor) {
  const Check check = background_check(a_second({{1, 0, "benchdiff", 50}, {2, 0, "init", 7}},
                                                {{1, 0, "benchdiff", 90}, {2, 0, "init", 8}}));
  EXPECT_EQ(check.level, Check::Level::fine);
  EXPECT_EQ(check.finding, "nothing to speak of");
}

TEST(Background, IsUnknownWithoutProcessesAndTime) {
  EXPECT_FALSE(background_check({}).known);
  EXPECT_FALSE(background_check(a_second({}, {})).known);
  Samples no_time = a_second({{2, 0, "a", 0}}, {{2, 0, "a", 9}});
  no_time.after.seconds = 0;
  EXPECT_FALSE(background_check(no_time).known);
}

TEST(Background, NamesTheBusiestFiveAndAddsUpThoseOfAName) {
  const Check check = background_check(a_second({{2, 0, "ld", 100},
                                                 {3, 0, "cc1plus", 0},
                                                 {4, 0, "cc1plus", 0},
                                                 {5, 0, "a", 0},
                                                 {6, 0, "b", 0},
                                                 {7, 0, "c", 0},
                                                 {8, 0, "d", 0}},
                                                {{2, 0, "ld", 112},
                                                 {3, 0, "cc1plus", 99},
                                                 {4, 0, "cc1plus", 81},
                                                 {5, 0, "a", 5},
                                                 {6, 0, "b", 4},
                                                 {7, 0, "c", 3},
                                                 {8, 0, "d", 2}}));
  EXPECT_EQ(check.level, Check::Level::warning);
  EXPECT_EQ(check.finding, "cc1plus (2) 180%, ld 12%, a 5.0%, b 4.0%, c 3.0% and 1 more of a CPU");
}

TEST(Background, IsANoteWhereItIsLittle) {
  const Check check = background_check(a_second({{2, 0, "top", 0}}, {{2, 0, "top", 3}}));
  EXPECT_EQ(check.level, Check::Level::note);
  EXPECT_EQ(check.finding, "top 3.0% of a CPU");
}

TEST(Background, WantsTwoTicksInAShortTime) {
  Samples samples = a_second({{2, 0, "top", 0}}, {{2, 0, "top", 1}});
  samples.after.seconds = 0.2;
  EXPECT_EQ(background_check(samples).level, Check::Level::fine) << "may be next to nothing";
  samples.after.processes[0].ticks = 2;
  EXPECT_EQ(background_check(samples).finding, "top 10% of a CPU");
}

TEST(Background, TakesAProcessThatReusesANumberForANewOne) {
  const Check check = background_check(a_second({{2, 5, "old", 90}}, {{2, 99, "new", 40}}));
  EXPECT_EQ(check.finding, "new 40% of a CPU");
}

TEST(Background, CountsWhatCannotBeSeen) {
  Samples samples = a_second({{1, 0, "benchdiff", 0}}, {{1, 0, "benchdiff", 30}});
  samples.before.cpu = CpuTimes{.busy = 1000, .idle = 0, .stolen = 0};
  samples.after.cpu = CpuTimes{.busy = 1035, .idle = 0, .stolen = 0};
  EXPECT_EQ(background_check(samples).level, Check::Level::fine) << "the doctor's own work";
  samples.after.cpu->busy = 1090;
  const Check check = background_check(samples);
  EXPECT_EQ(check.level, Check::Level::warning);
  EXPECT_EQ(check.finding, "60% of a CPU by what can't be seen from here, or has ended");
}

TEST(Background, MakesNamesPrintable) {
  const std::string evil = "\x1b[2J\r\nfine (and " + std::string(90, 'x');
  const Check check = background_check(a_second({{2, 0, evil, 0}}, {{2, 0, evil, 50}}));
  EXPECT_TRUE(check.finding.starts_with("\\x1b[2J fine (and xxx")) << check.finding;
  EXPECT_LT(check.finding.size(), 60U);
  const Check nameless = background_check(a_second({{2, 0, "\n", 0}}, {{2, 0, "\n", 50}}));
  EXPECT_EQ(nameless.finding, "(no name) 50% of a CPU");
}

TEST(Activity, ReadsProcessesWhateverTheyCallThemselves) {
  const FakeTree tree;
  const std::string rest = " S 1 1 1 0 -1 0 1 2 3 4 30 12 0 0 20 0 1 0 777 1 1\n";
  tree.put("/proc/12/stat", "12 (a) R 9 (b))" + rest);
  tree.put("/proc/13/stat", "13 (cut");
  tree.put("/proc/14/stat", "");
  tree.put("/proc/15/stat", "15 )(" + rest);
  tree.put("/proc/16/stat",
           "16 (x) S 1 1 1 0 -1 0 1 2 3 4 -30 99999999999999999999 0 0 20 0 1 0 7");
  tree.put("/proc/17/stat", std::string(200'000, '\xff'));
  tree.put("/proc/18/stat/folder", "");
  tree.put("/proc/self/stat", "12 (self)" + rest);
  const std::vector<ProcessTime> found = process_times(tree.sources());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, 12);
  EXPECT_EQ(found[0].name, "a) R 9 (b)");
  EXPECT_EQ(found[0].ticks, 42);
  EXPECT_EQ(found[0].started, 777);
}

TEST(Activity, ReadsWhatAllCpusDid) {
  const FakeTree tree;
  EXPECT_FALSE(cpu_times(tree.sources()));
  tree.put("/proc/stat", "cpu  1 2 4 8 16 32 64 128 999 999\ncpu0 9 9 9 9 9 9 9 9 9 9\n");
  const auto times = cpu_times(tree.sources());
  ASSERT_TRUE(times);
  EXPECT_EQ(times->busy, 103);
  EXPECT_EQ(times->idle, 24);
  EXPECT_EQ(times->stolen, 128);
  for (const char* text :
       {"cpu 1 2 3", "cpu0 1 2 3 4 5 6 7 8", "cpu a b c d e f g h", "cpu 1 2 3 4 5 6 7 -8"}) {
    tree.put("/proc/stat", text);
    EXPECT_FALSE(cpu_times(tree.sources())) << text;
  }
}

TEST(Activity, LooksTwice) {
  const FakeTree tree;
  tree.put("/proc/stat", "cpu  1 2 4 8 16 32 64 128 0 0\n");
  tree.put("/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
  tree.put("/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "4\n");
  const Samples samples = take_samples(tree.sources(), std::chrono::milliseconds(1));
  EXPECT_LT(samples.before.seconds, samples.after.seconds);
  EXPECT_EQ(samples.before.throttles, 7);
  EXPECT_EQ(samples.after.throttles, 7);
  EXPECT_EQ(samples.after.cpu->total(), 255);
  ASSERT_TRUE(samples.clock);
  EXPECT_GE(samples.clock->cost, 0);
  EXPECT_GT(samples.clock->step, 0);
}

}  // namespace
}  // namespace benchdiff::harness
