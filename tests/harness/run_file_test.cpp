#include <benchdiff/harness/run_file.h>

#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

const RunPlan plan = plan_of("./old", "./new");
const Side& old_side = plan.sides[0];
const Side& new_side = plan.sides[1];

Block block_of(std::string_view text) {
  Block block;
  block.results = formats::read_text(text);
  return block;
}

Block failed(std::string why) {
  Block block;
  block.failure = std::move(why);
  return block;
}

std::string whole_header() { return RunFile::in_memory(plan, {}).text(); }

/// What was thrown by the call.
template <class Call>
std::string fault_of(Call call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

class RunFileIn : public testing::Test {
 protected:
  [[nodiscard]] RunFile create(const formats::Configuration& settings = {}) const {
    return RunFile::create(path, plan, settings);
  }
  [[nodiscard]] RunFile resume(const RunPlan& of = plan) const {
    return RunFile::resume(path, of, {});
  }
  [[nodiscard]] std::string text() const { return read_file(path); }

  const TemporaryDirectory folder;
  const std::string path = folder.path() / "run.txt";
};

TEST_F(RunFileIn, HoldsEachBlockAsSoonAsItWasAdded) {
  RunFile file = create({{"cpu", "fast"}});
  EXPECT_TRUE(contains(text(), "# side old: ./old\n# side new: ./new\n"));
  file.append(old_side, block_of("goos: linux\nBenchmarkA 10 5 ns/op\n"));
  EXPECT_TRUE(text().ends_with("# end of run old 1\n"));
  file.append(new_side, block_of("goos: linux\nBenchmarkA 10 6 ns/op\n"));
  file.append(new_side, failed("exit status 3"));
  EXPECT_TRUE(text().ends_with("# end of run new 1\n# a run of new failed: exit status 3\n"));
  EXPECT_EQ(text(), file.text());
  EXPECT_EQ(file.runs_of("old"), 1U);
  EXPECT_EQ(file.runs_of("new"), 1U) << "what failed is no run";
  EXPECT_EQ(file.runs_of("other"), 0U);

  const formats::ResultFile read = formats::read_text(text());
  EXPECT_FALSE(read.failure);
  ASSERT_EQ(read.results.size(), 2U);
  EXPECT_EQ(read.configurations[0],
            (formats::Configuration{{"side", "old"}, {"cpu", "fast"}, {"goos", "linux"}}));
  EXPECT_EQ(read.configurations[1],
            (formats::Configuration{{"side", "new"}, {"cpu", "fast"}, {"goos", "linux"}}));
}

TEST_F(RunFileIn, BelievesAProgramAllButWhoseItIsAndWhereItRan) {
  RunFile file = create({{"cpu", "fast"}});
  Block block = block_of("side: new\nmachine: m9\ncpu: slow\nBenchmarkA 10 5 ns/op\n");
  block.machine = "m1";
  file.append(old_side, block);
  const formats::ResultFile read = formats::read_text(text());
  ASSERT_EQ(read.configurations.size(), 1U);
  EXPECT_EQ(read.configurations[0],
            (formats::Configuration{{"side", "old"}, {"machine", "m1"}, {"cpu", "slow"}}));
}

TEST_F(RunFileIn, IsNotBegunOverAnother) {
  folder.write("run.txt", "precious");
  EXPECT_TRUE(contains(fault_of([&] { (void)create(); }), "run.txt exists; --resume goes on"));
  EXPECT_EQ(text(), "precious");
  folder.write("run.txt", "");
  EXPECT_EQ(create().text(), whole_header());
}

TEST_F(RunFileIn, ThatCannotBeMadeIsToldWithItsName) {
  EXPECT_EQ(fault_of([] { (void)RunFile::create("/no/such/run.txt", plan, {}); }),
            "opening /no/such/run.txt: No such file or directory");
  EXPECT_EQ(fault_of([&] { (void)resume(); }), "opening " + path + ": No such file or directory");
  EXPECT_EQ(fault_of([] { (void)RunFile::create("/dev/full", plan, {}); }),
            "writing /dev/full: No space left on device");
}

TEST_F(RunFileIn, IsNotTakenUpForOtherSides) {
  create().append(old_side, block_of("BenchmarkA 10 5 ns/op\n"));
  const std::string before = text();
  RunPlan more = plan;
  more.sides.pop_back();
  EXPECT_TRUE(contains(fault_of([&] { (void)resume(more); }), "has other sides besides"));
  for (const RunPlan& other : {plan_of("./old", "./newer"), plan_of("./old x", "./new"),
                               plan_of("./new", "./old"), plan_of("./ol", "./new")}) {
    EXPECT_TRUE(contains(fault_of([&] { (void)resume(other); }), "is not of a side"));
  }
  folder.write("run.txt", "BenchmarkA 10 5 ns/op\n");
  EXPECT_TRUE(contains(fault_of([&] { (void)resume(); }), "is not of a side old"));
  EXPECT_EQ(text(), "BenchmarkA 10 5 ns/op\n");
}

TEST_F(RunFileIn, HasEachCommandOnOneLine) {
  RunPlan lines = plan_of("a\nBenchmarkX 1 1 ns/op\r\n# end of run old 1", "b\x1b[31m");
  EXPECT_EQ(RunFile::create(path, lines, {}).runs_of("old"), 0U);
  EXPECT_TRUE(formats::read_text(text()).results.empty());
  EXPECT_TRUE(lacks(text(), "\x1b"));
  EXPECT_EQ(resume(lines).runs_of("old"), 0U);
}

TEST_F(RunFileIn, HasAFailureOnOneLine) {
  create().append(old_side, failed("x\n# end of run new 1\nBenchmarkA 1 1 ns/op\n"));
  const RunFile file = resume();
  EXPECT_EQ(file.runs_of("old"), 0U);
  EXPECT_EQ(file.runs_of("new"), 0U);
  EXPECT_TRUE(formats::read_text(text()).results.empty());
}

TEST_F(RunFileIn, CutAtAnyByteKeepsEveryWholeBlock) {
  std::vector<std::size_t> ends;  // of the header, of blocks, and of what tells of looks
  std::vector<std::size_t> blocks_until;
  {
    RunFile file = create({{"cpu", "fast"}});
    const auto ended = [&](std::size_t blocks) {
      ends.push_back(file.text().size());
      blocks_until.push_back(blocks);
    };
    ended(0);
    for (int run = 0; run < 3; ++run) {
      const std::string values = "goos: linux\nBenchmarkA/x=1-8 10 " + std::to_string(5 + run) +
                                 " ns/op 3 B/op\nBenchmarkB-8 10 1e3 ns/op\n";
      const auto before = static_cast<std::size_t>(run) * 2;
      file.append(old_side, block_of(values));
      ended(before + 1);
      file.tell_look(1, "99%", "1 unclear");
      ended(before + 1);
      if (run == 1) file.append(new_side, failed("exit status 1"));
      file.append(new_side, block_of(values));
      ended(before + 2);
    }
  }
  const std::string all = text();
  ASSERT_EQ(ends.back(), all.size());
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    folder.write("run.txt", all.substr(0, cut));
    std::size_t last = 0;
    while (last + 1 < ends.size() && ends[last + 1] <= cut) ++last;
    const std::size_t blocks = blocks_until[last];
    RunFile file = resume();
    ASSERT_EQ(text(), all.substr(0, ends[last])) << cut;
    ASSERT_EQ(file.text(), text());
    ASSERT_EQ(file.runs_of("old"), (blocks + 1) / 2) << cut;
    ASSERT_EQ(file.runs_of("new"), blocks / 2) << cut;
    if (cut % 4 != 0) continue;  // each time it waits for the disk
    // What is added is under its own settings, whatever was cut off.
    file.append(new_side, block_of("goos: plan9\nBenchmarkA 1 7 ns/op\n"));
    const formats::ResultFile read = formats::read_text(text());
    ASSERT_EQ(read.configurations[read.subjects[read.results.back().subject].configuration],
              (formats::Configuration{{"side", "new"}, {"goos", "plan9"}}))
        << cut;
  }
}

TEST_F(RunFileIn, IsWrittenByOneAlone) {
  const RunFile file = create();
  EXPECT_EQ(fault_of([&] { (void)resume(); }), path + " is being written by another benchdiff run");
}

TEST_F(RunFileIn, RemembersLooks) {
  {
    RunFile file = create();
    file.append(old_side, block_of("BenchmarkA 10 5 ns/op\n"));
    EXPECT_EQ(file.looks(), 0U);
    file.tell_look(1, "99%", "1 unclear");
  }
  EXPECT_EQ(resume().looks(), 1U);
}

TEST_F(RunFileIn, CutIsWhatWouldHaveBeenWithoutTheCut) {
  const auto values = [](int run) {
    return block_of("BenchmarkA 10 " + std::to_string(run) + " ns/op\n");
  };
  RunFile whole = RunFile::in_memory(plan, {});
  for (int run = 0; run < 4; ++run)
    whole.append(plan.sides[static_cast<std::size_t>(run) % 2], values(run));
  {
    RunFile file = create();
    file.append(old_side, values(0));
    file.append(new_side, values(1));
  }
  folder.write("run.txt", text() + "side: old\nBenchmarkA 10 9");
  RunFile file = resume();
  file.append(old_side, values(2));
  file.append(new_side, values(3));
  EXPECT_EQ(text(), whole.text());
}

TEST_F(RunFileIn, IsAsItWasWhenABlockDoesNotFit) {
  std::optional<RunFile> file(create());
  file->append(old_side, block_of("BenchmarkA 10 5 ns/op\n"));
  const std::string before = text();
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "BenchmarkA" + std::to_string(i) + " 10 5 ns/op\n";
  {
    const FileSizeLimit limit(before.size() + 1000);
    EXPECT_EQ(fault_of([&] { file->append(new_side, block_of(many)); }),
              "writing " + path + ": File too large");
  }
  EXPECT_EQ(text(), before);
  EXPECT_EQ(file->text(), before);
  EXPECT_EQ(file->runs_of("new"), 0U);
  file->append(new_side, block_of("BenchmarkA 10 6 ns/op\n"));
  file.reset();
  EXPECT_EQ(resume().runs_of("new"), 1U);
}

TEST(RunFileText, AfterSomeRoundsIsWhatItHeldThen) {
  RunFile file = RunFile::in_memory(plan, {});
  const std::string none = file.text();
  std::vector<std::string> after{none};
  for (int round = 0; round < 3; ++round) {
    file.append(new_side, block_of("BenchmarkA 10 5 ns/op\n"));
    file.append(old_side, failed("gone"));
    file.append(old_side, block_of("BenchmarkA 10 4 ns/op\n"));
    after.push_back(file.text());
    file.tell_look(1, "99%", "1 unclear");
  }
  for (std::size_t rounds = 1; rounds <= 3; ++rounds) {
    EXPECT_EQ(file.text_after(rounds, plan), after[rounds]) << rounds;
  }
  EXPECT_EQ(file.text_after(9, plan), file.text());
}

TEST(RunFileText, TellsAUnitsDirectionOnce) {
  RunFile file = RunFile::in_memory(plan, {});
  for (int run = 0; run < 2; ++run) file.append(old_side, block_of("BenchmarkA 10 5 peak-B\n"));
  const std::size_t first = file.text().find("Unit peak-B better=lower");
  if (first != std::string::npos) {
    EXPECT_EQ(file.text().find("Unit peak-B", first + 1), file.text().npos);
  }
}

TEST(RunFileText, KnowsWhetherThereAreSeveralMachines) {
  RunFile file = RunFile::in_memory(plan, {});
  Block block = block_of("BenchmarkA 10 5 ns/op\n");
  for (const char* machine : {"m1", "m1"}) {
    block.machine = machine;
    file.append(old_side, block);
  }
  EXPECT_FALSE(file.has_several_machines());
  block.machine = "m2";
  file.append(old_side, block);
  EXPECT_TRUE(file.has_several_machines());
}

}  // namespace
}  // namespace benchdiff::harness
