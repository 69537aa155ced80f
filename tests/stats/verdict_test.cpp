#include <benchdiff/stats/verdict.h>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Band one_percent{1 / 1.01, 1.01};

Change ratio(double low, double high) {
  return {.estimate = (low + high) / 2,
          .low = low,
          .high = high,
          .level = 0.95,
          .kind = Change::Kind::ratio};
}

Decision decide_on(const Change& change, double p = 0.01, Better better = Better::lower,
                   int direction = 1) {
  return decide(change, one_percent, {p, direction}, 0.05, better);
}

TEST(Decide, CallsAChangeThatMattersByTheDirectionOfTheUnit) {
  EXPECT_EQ(decide_on(ratio(1.02, 1.1)).verdict, Verdict::worse);
  EXPECT_EQ(decide_on(ratio(0.9, 0.98)).verdict, Verdict::better);
  EXPECT_EQ(decide_on(ratio(1.02, 1.1), 0.01, Better::higher).verdict, Verdict::better);
  EXPECT_EQ(decide_on(ratio(0.9, 0.98), 0.01, Better::higher).verdict, Verdict::worse);
  EXPECT_EQ(decide_on(ratio(1.02, 1.1), 0.01, Better::unknown).verdict, Verdict::changed);
  EXPECT_EQ(decide_on(ratio(1.02, 1.1)).leaning, Verdict::unclear);
}

TEST(Decide, TakesAnIntervalInsideOfTheBandForProof) {
  EXPECT_EQ(decide_on(ratio(0.995, 1.005), 0.8).verdict, Verdict::same);
  EXPECT_EQ(decide_on(ratio(1.001, 1.01), 0.001).verdict, Verdict::same) << "it is real, but small";
  EXPECT_EQ(decide_on(ratio(1 / 1.01, 1.0), 0.3).verdict, Verdict::same);
  EXPECT_EQ(decide_on(ratio(1, 1), 1).verdict, Verdict::same);
}

TEST(Decide, IsUnclearWithoutProofOfEither) {
  EXPECT_EQ(decide_on(ratio(0.9, 1.005), 0.8).verdict, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(0.995, 1.2), 0.8).verdict, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(0, infinity), 1).verdict, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(0.995, 1.2), 0.8).leaning, Verdict::unclear);
}

TEST(Decide, LeansWhereThereIsAChangeThatIsNotSettledToMatter) {
  const Decision small = decide_on(ratio(1.001, 1.03));
  EXPECT_EQ(small.verdict, Verdict::unclear);
  EXPECT_EQ(small.leaning, Verdict::worse);
  EXPECT_EQ(decide_on(ratio(0.97, 0.999), 0.01, Better::lower, -1).leaning, Verdict::better);
}

TEST(Decide, OnlyLeansWhereTheCorrectionForManyComparisonsLeavesNoProof) {
  const Decision decision = decide_on(ratio(1.02, 1.1), 0.051);
  EXPECT_EQ(decision.verdict, Verdict::unclear);
  EXPECT_EQ(decision.leaning, Verdict::worse);
}

TEST(Decide, GoesByTheRanksWhereTheIntervalEndsAtNoChange) {
  EXPECT_EQ(decide_on(ratio(1, 1.03)).leaning, Verdict::worse);
  EXPECT_EQ(decide_on(ratio(1, 1.03), 0.06).leaning, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(0.97, 1), 0.01, Better::lower, -1).leaning, Verdict::better);
}

TEST(Decide, DoesNotCallSamplesTheSameThatDifferInOtherWays) {
  const Decision decision = decide_on(ratio(1, 1), 0.02);
  EXPECT_EQ(decision.verdict, Verdict::unclear);
  EXPECT_EQ(decision.leaning, Verdict::worse);
}

TEST(Decide, DecidesOnShiftsAsOnRatios) {
  const Band ten{-10, 10};
  const auto shift = [](double low, double high) {
    return Change{
        .estimate = low, .low = low, .high = high, .level = 0.95, .kind = Change::Kind::shift};
  };
  EXPECT_EQ(decide(shift(11, 20), ten, {0.01, 1}, 0.05, Better::lower).verdict, Verdict::worse);
  EXPECT_EQ(decide(shift(-20, -11), ten, {0.01, -1}, 0.05, Better::lower).verdict, Verdict::better);
  EXPECT_EQ(decide(shift(-10, 10), ten, {0.5, 1}, 0.05, Better::lower).verdict, Verdict::same);
  EXPECT_EQ(decide(shift(1, 20), ten, {0.01, 1}, 0.05, Better::lower).leaning, Verdict::worse);
}

TEST(Decide, HoldsEveryChangeToMatterWithoutABand) {
  const Band nothing{1, 1};
  EXPECT_EQ(decide(ratio(1.0001, 1.1), nothing, {0.05, 1}, 0.05, Better::lower).verdict,
            Verdict::worse);
  EXPECT_EQ(decide(ratio(1, 1), nothing, {1, 0}, 0.05, Better::lower).verdict, Verdict::same);
  EXPECT_EQ(decide(ratio(0.999, 1.1), nothing, {0.2, 1}, 0.05, Better::lower).verdict,
            Verdict::unclear);
}

TEST(Decide, TakesTheTestForProofWhereEveryChangeMattersAndTiesEndTheIntervalAtNone) {
  const Band nothing{1, 1};
  EXPECT_EQ(decide(ratio(1, 1.03), nothing, {0.01, 1}, 0.05, Better::lower).verdict,
            Verdict::worse);
  EXPECT_EQ(decide(ratio(0.97, 1), nothing, {0.01, -1}, 0.05, Better::lower).verdict,
            Verdict::better);
  EXPECT_EQ(decide(ratio(1, 1.03), nothing, {0.06, 1}, 0.05, Better::lower).verdict,
            Verdict::unclear);
  EXPECT_EQ(decide(ratio(1, 1), nothing, {0.01, 1}, 0.05, Better::lower).verdict, Verdict::unclear)
      << "the typical run didn't change";
  EXPECT_EQ(decide(ratio(1, 1.03), nothing, {0.01, -1}, 0.05, Better::lower).verdict,
            Verdict::unclear)
      << "the test goes the other way";
}

TEST(Decide, NeverTakesForProofWhatIsNotFinite) {
  const Band everything{-infinity, infinity};
  const auto shift = [](double estimate, double low, double high) {
    return Change{
        .estimate = estimate, .low = low, .high = high, .level = 0.95, .kind = Change::Kind::shift};
  };
  const auto verdict = [](const Change& change, const Band& band) {
    return decide(change, band, {0.5, 0}, 0.05, Better::lower).verdict;
  };
  EXPECT_EQ(verdict(shift(0, -infinity, infinity), everything), Verdict::unclear);
  EXPECT_EQ(verdict(shift(0, -1, infinity), everything), Verdict::unclear);
  EXPECT_EQ(verdict(shift(infinity, 0, 1), everything), Verdict::unclear);
  EXPECT_EQ(verdict(shift(0, -1, 1), everything), Verdict::unclear);
  EXPECT_EQ(verdict(ratio(0, infinity), {0, infinity}), Verdict::unclear);
  EXPECT_EQ(verdict(ratio(0.99, 1.01), {0, infinity}), Verdict::unclear);
}

TEST(Decide, IsUnclearWithNaN) {
  const double nan = std::nan("");
  EXPECT_EQ(decide_on(ratio(nan, nan), 0.01, Better::lower, 0).verdict, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(1.02, 1.1), nan).verdict, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(1.02, 1.1), nan).leaning, Verdict::unclear);
  EXPECT_EQ(decide_on(ratio(1, 1), nan).verdict, Verdict::unclear) << "without p there is no proof";
}

}  // namespace
}  // namespace benchdiff::stats
