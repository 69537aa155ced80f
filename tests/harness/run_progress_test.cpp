#include <benchdiff/harness/run_progress.h>

#include <gtest/gtest.h>

namespace benchdiff::harness {
namespace {

/// What is written meanwhile.
template <class Call>
std::string said_by(Call call) {
  testing::internal::CaptureStderr();
  call();
  return testing::internal::GetCapturedStderr();
}

TEST(RunProgress, IsOneLineOfATerminalThatGoesWhenItIsOver) {
  EXPECT_EQ(said_by([] {
              RunProgress progress(true, 80);
              progress.begin("old", 1, 40);
              progress.end(2);
              progress.begin("new", 2, 40);
              progress.stand("1 worse", true);
              progress.begin("new", 3, 40);
            }),
            "\r\x1b[Krun 1 of 40 (old)"
            "\r\x1b[Krun 2 of 40 (new), at most 1 min 18 s left"
            "\r\x1b[Krun 3 of 40 (new), at most 1 min 16 s left; 1 worse"
            "\r\x1b[K");
}

TEST(RunProgress, TellsHowLongItTakesAtMost) {
  const auto left_after = [](double seconds) {
    const std::string said = said_by([&] {
      RunProgress progress(true, 80);
      progress.end(seconds);
      progress.begin("old", 2, 2);
    });
    const std::size_t begin = said.find("most ") + 5;
    return said.substr(begin, said.find(" left") - begin);
  };
  EXPECT_EQ(left_after(0.01), "1 s");
  EXPECT_EQ(left_after(59), "59 s");
  EXPECT_EQ(left_after(60), "1 min 0 s");
  EXPECT_EQ(left_after(3599.5), "1 h 0 min");
  EXPECT_EQ(left_after(100'000), "27 h 46 min");
}

TEST(RunProgress, IsNoWiderThanItsTerminal) {
  const std::string said = said_by([] {
    RunProgress progress(true, 12);
    progress.begin("a-long-name", 1, 40);
  });
  EXPECT_EQ(said, "\r\x1b[Krun 1 of 40\r\x1b[K");
}

TEST(RunProgress, IsPlainLinesOfLooksElsewhere) {
  EXPECT_EQ(said_by([] {
              RunProgress progress(false, 80);
              progress.begin("old", 7, 40);
              progress.end(1);
              progress.stand("1 worse", true);
              progress.begin("new", 8, 40);
            }),
            "benchdiff: after run 7 of 40 at most: 1 worse\n");
}

TEST(RunProgress, GetsOutOfTheWayOfWhatIsSaid) {
  EXPECT_EQ(said_by([] {
              RunProgress progress(true, 80);
              progress.begin("old", 1, 2);
              progress.say("a\x1b[31m\nb");
            }),
            "\r\x1b[Krun 1 of 2 (old)\r\x1b[Kbenchdiff: a\\x1b[31m\nb\n");
}

}  // namespace
}  // namespace benchdiff::harness
