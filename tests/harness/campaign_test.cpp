#include <benchdiff/harness/campaign.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <unistd.h>

#include <gtest/gtest.h>

#include "../benchdiff/program.h"
#include "scripts.h"

namespace benchdiff::harness {
namespace {

using Why = CampaignEnd::Why;

/// Each side prints a result, and adds its name to the file `order`.
class CampaignOf : public testing::Test {
 protected:
  CampaignOf() { plan.directory = folder.path(); }

  static std::string side(const std::string& name, const std::string& before = "") {
    return "echo " + name + " >> order; " + before + " echo BenchmarkA 1 1 ns/op";
  }
  [[nodiscard]] CampaignEnd run(RunFile& results) {
    RunProgress progress(false, 80);
    testing::internal::CaptureStderr();
    const CampaignEnd end = Campaign(plan, results, progress, *signals).run();
    said = testing::internal::GetCapturedStderr();
    return end;
  }
  [[nodiscard]] CampaignEnd run() { return run(file); }
  [[nodiscard]] std::string order() const { return read_file(folder.path() / "order"); }
  /// The same as a line, each side by its first letter.
  [[nodiscard]] std::string initials() const {
    std::string letters;
    char before = '\n';
    for (const char c : order()) {
      if (before == '\n') letters += c;
      before = c;
    }
    return letters;
  }

  const TemporaryDirectory folder;
  RunPlan plan = plan_of(side("old"), side("new"));
  RunFile file = RunFile::in_memory(plan, {});
  std::optional<Signals> signals{std::in_place};
  std::string said;
};

TEST_F(CampaignOf, RunsEachSideOnceInEachRoundAndTheBaselineFirst) {
  plan.sides.push_back({"third", side("third"), {}});
  plan.runs = 20;
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::all_runs);
  EXPECT_EQ(end.alpha, 0.05);
  const std::string letters = initials();
  ASSERT_EQ(letters.size(), 60U);
  EXPECT_TRUE(letters.starts_with("ont"));
  std::set<std::string> orders;
  for (std::size_t round = 0; round < 20; ++round) {
    std::string sides = letters.substr(round * 3, 3);
    orders.insert(sides);
    std::ranges::sort(sides);
    EXPECT_EQ(sides, "not");
  }
  EXPECT_GE(orders.size(), 4U);  // of six; the seed is fixed
  for (const Side& each : plan.sides) EXPECT_EQ(file.runs_of(each.name), 20U);
}

TEST_F(CampaignOf, HasTheOrderOfItsSeed) {
  const auto order_of = [&](std::uint64_t seed) {
    plan.seed = seed;
    folder.write("order", "");
    RunFile another = RunFile::in_memory(plan, {});
    EXPECT_EQ(run(another).why, Why::all_runs);
    return initials();
  };
  plan.runs = 12;
  EXPECT_EQ(order_of(7), order_of(7));
  EXPECT_NE(order_of(7), order_of(8));
}

TEST_F(CampaignOf, GoesOnAsIfItHadNotBeenBrokenOff) {
  plan.runs = 8;
  EXPECT_EQ(run().why, Why::all_runs);
  const std::string whole = initials();
  for (const std::size_t done : {1U, 4U, 5U, 15U}) {
    // As many runs as were done, and then the others.
    folder.write("order", "");
    RunFile half = RunFile::in_memory(plan, {});
    RunPlan first = plan;
    plan.prepare = "test $(wc -l < order) -lt " + std::to_string(done) + " || kill -TERM " +
                   std::to_string(getpid());
    EXPECT_EQ(run(half).why, Why::interrupted);
    signals.reset();
    signals.emplace();
    plan = first;
    EXPECT_EQ(half.runs_of("old") + half.runs_of("new"), done);
    EXPECT_EQ(run(half).why, Why::all_runs);
    EXPECT_EQ(initials(), whole) << done;
  }
}

TEST_F(CampaignOf, EndsWithASideThatFailsInItsFirstRun) {
  plan.sides[1].command = side("new", "echo why >&2; exit 5;");
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::failed);
  EXPECT_EQ(end.message, "side new: exit status 5; it said:\nwhy");
  EXPECT_EQ(file.runs_of("old"), 1U);
  EXPECT_EQ(file.runs_of("new"), 0U);
}

TEST_F(CampaignOf, LeavesARunThatFailsOutAndMakesItAgain) {
  plan.sides[1].command = side("new", "test $(grep -c new order) != 3 || kill -SEGV $$;");
  EXPECT_EQ(run().why, Why::all_runs);
  EXPECT_EQ(file.runs_of("new"), 6U);
  EXPECT_TRUE(contains(said, "a run of side new: killed by signal 11 (Segmentation fault)"));
  EXPECT_TRUE(contains(said, "it is left out, and made again"));
  EXPECT_TRUE(
      contains(file.text(), "# a run of new failed: killed by signal 11 (Segmentation fault)\n"));
  EXPECT_TRUE(contains(file.text(), "# end of run new 3\n"));
}

TEST_F(CampaignOf, EndsWithASideThatFailsThreeTimesInARow) {
  plan.runs = 20;
  plan.sides[0].command = side("old", "test $(grep -c old order) -lt 5 || exit 1;");
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::failed);
  EXPECT_EQ(end.message, "side old: exit status 1");
  EXPECT_EQ(file.runs_of("old"), 4U);
}

TEST_F(CampaignOf, GoesOnWithASideThatFailsNowAndThen) {
  plan.runs = 9;
  plan.sides[0].command = side("old", "test $(($(grep -c old order) % 3)) = 1 || exit 1;");
  EXPECT_EQ(run().why, Why::all_runs);
}

TEST_F(CampaignOf, PreparesEachRunAndTellsWhyThatFailed) {
  plan.prepare = "echo prepare >> order";
  plan.runs = 2;
  EXPECT_EQ(run().why, Why::all_runs);
  EXPECT_EQ(order().substr(0, 24), "prepare\nold\nprepare\nnew\n");
  plan.prepare = "echo broken >&2; exit 2";
  RunFile another = RunFile::in_memory(plan, {});
  const CampaignEnd end = run(another);
  EXPECT_EQ(end.why, Why::failed);
  EXPECT_EQ(end.message, "side old: --prepare: exit status 2; it said:\nbroken");
}

TEST_F(CampaignOf, ThrowsWarmUpsAway) {
  plan.warm_ups = 2;
  plan.runs = 1;
  EXPECT_EQ(run().why, Why::all_runs);
  EXPECT_EQ(initials(), "ononon");
  EXPECT_EQ(file.runs_of("old"), 1U);
}

TEST_F(CampaignOf, EndsWithAWarmUpThatFails) {
  plan.warm_ups = 1;
  plan.sides[1].command = "exit 9";
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::failed);
  EXPECT_EQ(end.message, "side new: exit status 9");
}

TEST_F(CampaignOf, BeginsNoRoundWhenItsTimeIsOver) {
  plan.most_seconds = 1e-9;
  EXPECT_EQ(run().why, Why::out_of_time);
  EXPECT_EQ(file.runs_of("old"), 0U);
}

TEST_F(CampaignOf, IsInterruptedWithItsSignal) {
  plan.sides[1].command = side("new", "kill -TERM " + std::to_string(getpid()) + "; sleep 1000;");
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::interrupted);
  EXPECT_EQ(end.signal, SIGTERM);
  EXPECT_EQ(file.runs_of("old"), 1U);
  EXPECT_EQ(file.runs_of("new"), 0U);
}

TEST_F(CampaignOf, EndsAtTheFirstLookThatShowsAllToBeClear) {
  plan.until_clear = true;
  plan.runs = 60;
  plan.sides[1].command = "echo BenchmarkA 1 2 ns/op";
  const auto looks = stats::plan_looks(60, 0.05);
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::clear);
  EXPECT_EQ(end.alpha, looks.front().alpha);
  EXPECT_EQ(file.runs_of("old"), looks.front().runs);
  EXPECT_TRUE(contains(said, ": 1 worse\n"));
  EXPECT_TRUE(contains(file.text(), "# looked after "));
}

TEST_F(CampaignOf, ThatNeverIsClearLooksAtTheLastRunAsWell) {
  plan.until_clear = true;
  plan.runs = 13;
  plan.judge.min_effects.add("0.001%");
  const std::string varies = "echo BenchmarkA 1 $((100 + $(wc -l < order) % 7)) ns/op";
  plan.sides[0].command = "echo old >> order; " + varies;
  plan.sides[1].command = "echo new >> order; " + varies;
  const CampaignEnd end = run();
  EXPECT_EQ(end.why, Why::all_runs);
  EXPECT_EQ(end.alpha, stats::plan_looks(13, 0.05).back().alpha);
}

}  // namespace
}  // namespace benchdiff::harness
