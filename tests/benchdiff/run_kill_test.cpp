// Nothing is lost: whatever becomes of benchdiff run, of its disk or of the programs that it runs,
// its file can be read, and holds every block that had ended.

#include <cerrno>
#include <csignal>
#include <cstring>
#include <random>
#include <string>
#include <sys/mount.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"
#include "running.h"

namespace benchdiff {
namespace {

namespace fs = std::filesystem;

/// A text up to the end of its last block.
std::string_view whole_blocks(std::string_view text) {
  const std::size_t last = text.rfind("\n# end of run ");
  if (last == text.npos) return {};
  const std::size_t end = text.find('\n', last + 1);
  return end == text.npos ? whole_blocks(text.substr(0, last + 1)) : text.substr(0, end + 1);
}

/// A disk of 64 KiB, where one may be mounted.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& where)
      : where_(where), is_there_(::mount("none", where_.c_str(), "tmpfs", 0, "size=64k") == 0) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_there_) (void)::umount(where_.c_str());
  }
  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  fs::path where_;
  bool is_there_;
};

class RunKilled : public testing::Test {
 protected:
  RunKilled() { write_side(folder); }

  static std::vector<std::string> sides(const std::string& new_side,
                                        const std::vector<std::string>& more) {
    std::vector<std::string> all{"run", "--old", "sh side.sh old 100", "--new", new_side};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  [[nodiscard]] std::string file(const std::string& name = "benchdiff-run.txt") const {
    const fs::path path = folder.path() / name;
    return fs::exists(path) ? read_file(path) : std::string();
  }
  /// That benchdiff reads the file, or says that there is nothing in it.
  void expect_readable(const std::string& name = "benchdiff-run.txt") const {
    const Outcome read = folder.run({name});
    if (whole_blocks(file(name)).empty()) {
      EXPECT_TRUE(contains(read.err, "no benchmark results in it")) << file(name);
    } else {
      EXPECT_EQ(read.status, 0) << read.err << file(name);
      EXPECT_EQ(read.err, "");
    }
  }
  [[nodiscard]] bool nothing_is_left() const {
    return comes_true([&] { return processes_in(folder.path()).empty(); });
  }
  static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
  }

  const TemporaryDirectory folder;
};

TEST_F(RunKilled, AtAHundredMomentsLosesNoBlock) {
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): the same moments each time
  std::uniform_int_distribution<int> moment(0, 40'000);
  std::string kept;
  for (int kill = 0; kill < 100; ++kill) {
    std::vector<std::string> more{"--runs", "100000"};
    if (fs::exists(folder.path() / "benchdiff-run.txt")) more.emplace_back("--resume");
    Running running(sides("sh side.sh new 200", more), folder);
    // Every second time as it starts, and else when it goes on with it.
    if (kill % 2 == 1) {
      ASSERT_TRUE(comes_true([&] { return whole_blocks(file()).size() > kept.size(); }));
    }
    pause(moment(random));
    running.send(SIGKILL);
    ASSERT_EQ(running.wait(), 128 + SIGKILL) << read_file(folder.path() / "err");
    ASSERT_TRUE(nothing_is_left());
    const std::string now = file();
    ASSERT_TRUE(now.starts_with(kept)) << kill;
    kept = whole_blocks(now);
    if (!now.empty()) expect_readable();
  }
  EXPECT_GE(count(kept, "# end of run "), 50U);
  // It goes on to the end, and no run is missing or there twice.
  const std::size_t runs = count(kept, "# end of run old ") + 2;
  const Outcome end =
      folder.run(sides("sh side.sh new 200", {"--runs", std::to_string(runs), "--resume"}));
  EXPECT_EQ(end.status, 0) << end.err;
  EXPECT_TRUE(file().starts_with(kept));
  for (const char* side : {"old", "new"}) {
    for (std::size_t run = 1; run <= runs; ++run) {
      const std::string line =
          "# end of run " + std::string(side) + " " + std::to_string(run) + "\n";
      EXPECT_EQ(count(file(), line), 1U) << line;
    }
  }
  EXPECT_EQ(count(file(), "BenchmarkA-8 "), 2 * runs);
}

TEST_F(RunKilled, TakesTheChildrenOfItsChildrenWithIt) {
  Running running(sides("sleep 1000 & sleep 1000; wait", {}), folder);
  ASSERT_TRUE(comes_true([&] { return processes_in(folder.path()).size() == 4; }));
  running.send(SIGKILL);
  EXPECT_EQ(running.wait(), 128 + SIGKILL);
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(RunKilled, ByAFullDiskKeepsWhatHadEnded) {
  const fs::path disk = folder.path() / "disk";
  fs::create_directory(disk);
  const SmallDisk mounted(disk);
  if (!mounted.is_there()) {
    GTEST_SKIP() << "no disk can be mounted here: " << std::strerror(errno);
  }
  const auto fill = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all{"--runs", "100000", "-o", "disk/run.txt"};
    all.insert(all.end(), more.begin(), more.end());
    return folder.run(sides("sh side.sh new 200; sh long.sh", all));
  };
  folder.write("long.sh",
               "i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo \"BenchmarkLong$i 1 5 ns/op\"; "
               "done\n");
  const Outcome full = fill({});
  EXPECT_EQ(full.status, 2);
  EXPECT_TRUE(contains(full.err, "writing disk/run.txt: No space left on device"));
  const std::string kept = file("disk/run.txt");
  EXPECT_GT(kept.size(), 50'000U);
  EXPECT_EQ(whole_blocks(kept), kept);
  expect_readable("disk/run.txt");
  // No better when it is tried again, and no worse.
  EXPECT_EQ(fill({"--resume"}).status, 2);
  EXPECT_TRUE(file("disk/run.txt").starts_with(kept));
  expect_readable("disk/run.txt");
}

TEST_F(RunKilled, ByALimitOfItsFileKeepsWhatHadEnded) {
  const std::string command = "ulimit -f 8; exec '" BENCHDIFF_PROGRAM
                              "' run --old 'sh side.sh old 1' --new 'sh side.sh new 2' --runs 9999";
  const Outcome full = benchdiff::run("/bin/sh", {"-c", command}, {.directory = folder.path()});
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "benchdiff: writing benchdiff-run.txt: File too large\n");
  EXPECT_GT(file().size(), 3000U);
  EXPECT_EQ(whole_blocks(file()), file());
  expect_readable();
  const std::size_t runs = count(file(), "# end of run old ") + 1;
  EXPECT_EQ(folder.run(sides("sh side.sh new 2", {})).status, 2);
  std::vector<std::string> resumed{
      "run",      "--old",  "sh side.sh old 1",  "--new", "sh side.sh new 2",
      "--resume", "--runs", std::to_string(runs)};
  EXPECT_EQ(folder.run(resumed).status, 0);
}

TEST_F(RunKilled, ByADeviceThatIsFullSaysSo) {
  const Outcome full = folder.run(sides("sh side.sh new 200", {"-o", "/dev/full"}));
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "benchdiff: writing /dev/full: No space left on device\n");
}

/// Every second run of a side goes wrong in some way, and is left out.
class ChildOfRun : public RunKilled,
                   public testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(ChildOfRun, ThatGoesWrongIsLeftOutAndTold) {
  const auto& [how, told] = GetParam();
  const Outcome compared = folder.run(sides(
      "sh side.sh new 200; read n < new.n; [ $((n % 2)) = 1 ] || { " + std::string(how) + "; }",
      {"--runs", "6", "--timeout", "60s"}));
  EXPECT_EQ(compared.status, 0) << compared.err;
  EXPECT_TRUE(contains(compared.err, "a run of side new: " + std::string(told)));
  EXPECT_EQ(count(file(), "# a run of new failed: "), 5U);
  EXPECT_EQ(count(file(), "# end of run new "), 6U);
  EXPECT_EQ(count(file(), "BenchmarkA-8 "), 12U) << "and made again";
  expect_readable();
  EXPECT_EQ(processes_in(folder.path()), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    Of, ChildOfRun,
    testing::Values(std::pair("kill -SEGV $$", "killed by signal 11 (Segmentation fault)"),
                    std::pair("echo why >&2; exit 7", "exit status 7; it said:\nwhy\n"),
                    std::pair("kill -KILL $$", "killed by signal 9 (Killed)"),
                    std::pair("yes | head -c 1073741824", "printed more than 64 MiB")));

TEST_F(RunKilled, ByNoChildThatHangsAndIgnoresSignals) {
  const Outcome hung =
      folder.run(sides("sh side.sh new 200; read n < new.n; [ $n != 2 ] || { trap '' TERM INT HUP; "
                       "setsid sleep 1000 & while :; do sleep 1000; done; }",
                       {"--runs", "3", "--timeout", "5s"}));
  EXPECT_EQ(hung.status, 0);
  EXPECT_TRUE(contains(hung.err, "a run of side new: took longer than 5 s"));
  EXPECT_EQ(processes_in(folder.path()), std::vector<std::string>());
  expect_readable();
}

TEST_F(RunKilled, ByNoChildThatForksAway) {
  // In a session of its own, twice removed, and with our pipes held open.
  const Outcome forked = folder.run(
      sides("sh side.sh new 200; setsid sleep 1000 & (setsid sh -c 'sleep 1000 & sleep 1000' &) ",
            {"--runs", "6"}));
  EXPECT_EQ(forked.status, 0) << forked.err;
  EXPECT_EQ(count(file(), "BenchmarkA-8 "), 12U);
  EXPECT_EQ(processes_in(folder.path()), std::vector<std::string>());
  expect_readable();
}

TEST_F(RunKilled, ByNoChildThatPrintsGarbage) {
  std::string bytes = "BenchmarkGarbage-8 1 5 ns/op\n";
  std::mt19937 random(2);  // NOLINT(bugprone-random-generator-seed): the same bytes each time
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(random() & 0xFFU);
  folder.write("garbage", bytes);
  const Outcome garbage = folder.run(
      sides("sh side.sh new 200; read n < new.n; [ $n != 2 ] || cat garbage", {"--runs", "6"}));
  EXPECT_EQ(garbage.status, 0) << garbage.err;
  const Outcome read = folder.run({"benchdiff-run.txt"});
  EXPECT_EQ(read.status, 0) << read.err;
  EXPECT_EQ(count(file(), "# end of run new "), 6U);
  EXPECT_GE(count(file(), "BenchmarkA-8 "), 11U);
}

}  // namespace
}  // namespace benchdiff
