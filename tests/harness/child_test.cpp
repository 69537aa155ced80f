#include <benchdiff/harness/child.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <sched.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

using End = ChildResult::End;

class Child : public testing::Test {
 protected:
  [[nodiscard]] ChildResult run(const ChildOptions& options) { return run_child(options, signals); }
  [[nodiscard]] ChildResult run(const std::string& text) { return run(script(text)); }

  Signals signals;
};

/// Whether the process whose number a text begins with is there.
bool is_alive(const std::string& number) {
  pid_t process = 0;
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), process);
  EXPECT_EQ(parsed.ec, std::errc()) << number;
  EXPECT_GT(process, 1);
  return kill(process, 0) == 0 || errno != ESRCH;
}

TEST_F(Child, IsKnownByItsExitStatusAndWhatItWrites) {
  const ChildResult good = run("echo out; echo err >&2");
  EXPECT_TRUE(good.is_good());
  EXPECT_EQ(good.output, "out\n");
  EXPECT_EQ(good.errors, "err\n");
  EXPECT_GT(good.seconds, 0);
  EXPECT_GT(good.usage.ru_maxrss, 0);

  const ChildOptions options = script("echo half; exit 3");
  const ChildResult bad = run(options);
  EXPECT_FALSE(bad.is_good());
  EXPECT_EQ(bad.output, "half\n");
  EXPECT_EQ(describe_end(bad, options), "exit status 3");
}

TEST_F(Child, HasNoInput) { EXPECT_EQ(run("cat; echo end").output, "end\n"); }

TEST_F(Child, HasItsEnvironmentAndDirectory) {
  const TemporaryDirectory folder;
  ChildOptions options = script("echo \"$X/$Y/$HOME\"; pwd -P");
  options.environment = {"X=1 = 2", "Y=", "HOME=elsewhere"};
  options.directory = folder.path();
  EXPECT_EQ(run(options).output,
            "1 = 2//elsewhere\n" + std::filesystem::canonical(folder.path()).string() + "\n");
  EXPECT_EQ(std::getenv("X"), nullptr);
}

TEST_F(Child, IsLookedUpInThePath) {
  ChildOptions options;
  options.words = {"printf", "%s|", "a b", "", "'"};
  EXPECT_EQ(run(options).output, "a b||'|");
}

TEST_F(Child, ThatCannotBeFoundIsNotStarted) {
  for (const char* program : {"no-such-program", "", "/no/such/program", "./no-such-program"}) {
    ChildOptions options;
    options.words = {program};
    const ChildResult none = run(options);
    EXPECT_EQ(none.end, End::not_started);
    EXPECT_EQ(none.status, ENOENT);
    EXPECT_EQ(describe_end(none, options),
              "can't be started: " + std::string(program) + ": No such file or directory");
  }
}

TEST_F(Child, WhoseDirectoryIsMissingIsNotStartedAndTheDirectoryIsNamed) {
  ChildOptions options = script("echo here");
  options.directory = "/no/such/folder";
  const ChildResult none = run(options);
  EXPECT_EQ(none.end, End::not_started);
  EXPECT_TRUE(contains(describe_end(none, options), "/no/such/folder"));
}

TEST_F(Child, ThatIsNoProgramIsNotStarted) {
  ChildOptions options;
  options.words = {"/"};
  EXPECT_EQ(run(options).end, End::not_started);
  EXPECT_EQ(run(options).status, EACCES);
}

TEST_F(Child, MayBeKeptOnOneProcessor) {
  cpu_set_t ours;
  ASSERT_EQ(sched_getaffinity(0, sizeof ours, &ours), 0);
  ChildOptions options = script("nproc");
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<unsigned>(cpu), &ours)) options.cpu = cpu;
  }
  EXPECT_EQ(run(options).output, "1\n");
  options.cpu = 1023;
  EXPECT_EQ(run(options).end, End::not_started);
}

TEST_F(Child, KilledByASignalIsToldWithIt) {
  const ChildOptions crash = script("kill -SEGV $$");
  const ChildResult crashed = run(crash);
  EXPECT_EQ(crashed.end, End::killed);
  EXPECT_EQ(crashed.status, SIGSEGV);
  EXPECT_EQ(describe_end(crashed, crash), "killed by signal 11 (Segmentation fault)");
}

TEST_F(Child, TakesSignalsAsIfWeHadSetNothing) {
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  // What runs in the background of a shell has SIGINT ignored, and is meant to.
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) (void)std::signal(signal, SIG_DFL);
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGTERM, SIGINT, SIGHUP}) {
    EXPECT_EQ(run("kill -" + std::to_string(signal) + " $$; echo survived").status, signal);
  }
}

TEST_F(Child, ThatTakesTooLongIsStopped) {
  for (const char* text : {"sleep 1000", "trap '' TERM INT HUP; while :; do :; done",
                           "kill -STOP $$", "sleep 1000 & wait", "exec >&- 2>&-; sleep 1000"}) {
    ChildOptions options = script(text);
    options.timeout = 0.125;
    const ChildResult stopped = run(options);
    EXPECT_EQ(stopped.end, End::timed_out) << text;
    EXPECT_GE(stopped.seconds, 0.125);
    EXPECT_EQ(describe_end(stopped, options), "took longer than 0.125 s");
  }
}

TEST_F(Child, ThatTakesTooLongKeepsWhatItHadSaid) {
  ChildOptions options = script("echo half; echo why >&2; sleep 1000");
  options.timeout = 2;
  EXPECT_EQ(run(options).errors, "why\n");
}

TEST_F(Child, ThatPrintsTooMuchIsStopped) {
  ChildOptions options = script("yes");
  options.most_output = std::size_t{1} << 20U;
  const ChildResult flooded = run(options);
  EXPECT_EQ(flooded.end, End::flooded);
  EXPECT_LT(flooded.output.size(), std::size_t{2} << 20U);
  EXPECT_EQ(describe_end(flooded, options), "printed more than 1 MiB");
}

TEST_F(Child, ThatHasPrintedTooMuchWhenItEndsIsNotGood) {
  ChildOptions options = script("echo 12345");
  options.most_output = 5;
  EXPECT_EQ(run(options).end, End::flooded);
  options.most_output = 6;
  EXPECT_TRUE(run(options).is_good());
}

TEST_F(Child, MayPrintAnythingWhereOutputIsNotKept) {
  ChildOptions options = script("yes | head -c 100000000");
  options.keeps_output = false;
  options.most_output = 10;
  const ChildResult silent = run(options);
  EXPECT_TRUE(silent.is_good());
  EXPECT_EQ(silent.output, "");
}

TEST_F(Child, KeepsTheEndOfALongComplaint) {
  const ChildResult loud = run("yes complaint | head -n 100000 >&2; echo last >&2; exit 1");
  EXPECT_TRUE(loud.errors.ends_with("complaint\nlast\n"));
  EXPECT_LT(loud.errors.size(), 200'000U);
}

TEST_F(Child, ThatComplainsForEverIsStillStoppedInTime) {
  ChildOptions options = script("yes >&2 & yes >&2 & yes >&2");
  options.timeout = 0.2;
  const auto start = std::chrono::steady_clock::now();
  const ChildResult stopped = run(options);
  EXPECT_EQ(stopped.end, End::timed_out);
  EXPECT_LT(stopped.errors.size(), 200'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST_F(Child, TakesWhatItStartedWithIt) {
  // In its group, in a session of its own, and twice removed; each holds our pipes open.
  for (const char* text :
       {"sleep 1000 & echo $!", "setsid sleep 1000 & echo $!",
        "trap '' TERM HUP; setsid sh -c 'trap \"\" TERM HUP; echo $$; sleep 1000; sleep 1000' & "
        "sleep 0.3",
        "(setsid sh -c '(echo $(exec sh -c \"echo \\$PPID\"); exec sleep 1000) &' &); sleep 0.3"}) {
    const ChildResult ended = run(text);
    EXPECT_TRUE(ended.is_good()) << text;
    if (!ended.output.empty()) {
      EXPECT_FALSE(is_alive(ended.output)) << text;
    }
  }
}

TEST_F(Child, TakesWhatItStartedWithItAlsoWhenItIsStopped) {
  ChildOptions options = script("setsid sleep 1000 & echo $!; sleep 1000");
  options.timeout = 0.5;
  const ChildResult stopped = run(options);
  EXPECT_EQ(stopped.end, End::timed_out);
  if (!stopped.output.empty()) {
    EXPECT_FALSE(is_alive(stopped.output));
  }
}

TEST_F(Child, IsStoppedWhenWeAreAskedToEnd) {
  std::thread asks([self = getpid()] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    kill(self, SIGTERM);
  });
  const ChildResult stopped = run("sleep 1000");
  asks.join();
  EXPECT_EQ(stopped.end, End::interrupted);
  EXPECT_EQ(signals.asked_to_end(), SIGTERM);
  EXPECT_EQ(describe_end(stopped, {}), "interrupted");
}

TEST_F(Child, IsWaitedForThoughItClosesAllThatWeRead) {
  // Its end is told by a signal alone; one that is lost would cost a minute.
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 300; ++i) EXPECT_TRUE(run("exec >&- 2>&-; exit 0").is_good());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST_F(Child, MayPrintAnyBytes) {
  EXPECT_EQ(run("printf 'a\\000b\\377\\r\\n'").output, std::string("a\0b\xFF\r\n", 6));
}

TEST(ChildOfAParentThatIgnoresChildren, IsWaitedFor) {
  (void)std::signal(SIGCHLD, SIG_IGN);
  {
    Signals signals;
    ChildOptions options = script("exit 4");
    options.timeout = 30;
    EXPECT_EQ(run_child(options, signals).status, 4);
  }
  (void)std::signal(SIGCHLD, SIG_DFL);
}

}  // namespace
}  // namespace benchdiff::harness
