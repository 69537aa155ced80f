#include <benchdiff/stats/looks.h>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

double sum_of_alphas(const std::vector<Look>& looks) {
  double sum = 0;
  for (const Look& look : looks) sum += look.alpha;
  return sum;
}

/// 2 / C(2n, n), by another way than the program's.
double p_of_separated(std::size_t runs) {
  const auto n = static_cast<double>(runs);
  return 2 * std::exp(2 * std::lgamma(n + 1) - std::lgamma(2 * n + 1));
}

TEST(Looks, AreNoneWithoutRunsOrWithoutAnErrorToSpend) {
  EXPECT_TRUE(plan_looks(0, 0.05).empty());
  EXPECT_TRUE(plan_looks(20, 0).empty());
  EXPECT_TRUE(plan_looks(20, -1).empty());
  EXPECT_TRUE(plan_looks(20, std::numeric_limits<double>::quiet_NaN()).empty());
}

TEST(Looks, EndWithTheLastRun) {
  for (const double alpha : {1e-12, 0.001, 0.05, 0.5, 0.99}) {
    for (std::size_t runs = 1; runs <= 300; ++runs) {
      const auto looks = plan_looks(runs, alpha);
      ASSERT_FALSE(looks.empty()) << runs;
      EXPECT_EQ(looks.back().runs, runs) << alpha;
    }
  }
}

TEST(Looks, SpendAllThatTheyMayTogetherAndNotMore) {
  for (const double alpha : {1e-9, 0.001, 0.01, 0.05, 0.2}) {
    for (std::size_t runs = 1; runs <= 300; ++runs) {
      const double sum = sum_of_alphas(plan_looks(runs, alpha));
      EXPECT_LE(sum, alpha * (1 + 1e-12)) << runs;
      EXPECT_GT(sum, alpha * 0.9) << runs;
    }
  }
}

TEST(Looks, ComeLaterAndLaterAndMaySpendMoreAndMore) {
  for (const std::size_t runs : {6U, 20U, 60U, 1000U, 100'000U}) {
    const auto looks = plan_looks(runs, 0.05);
    for (std::size_t i = 1; i < looks.size(); ++i) {
      EXPECT_GT(looks[i].runs, looks[i - 1].runs);
      EXPECT_GT(looks[i].alpha, 0);
    }
    EXPECT_GE(looks.back().alpha, looks.front().alpha);
  }
}

TEST(Looks, AreNotSoEarlyThatNothingCouldBeSignificant) {
  for (std::size_t runs = 1; runs <= 300; ++runs) {
    for (const Look& look : plan_looks(runs, 0.05)) {
      if (look.runs != runs) {
        EXPECT_LE(p_of_separated(look.runs), look.alpha * (1 + 1e-9)) << runs;
      }
    }
  }
}

TEST(Looks, OfAFewRunsAreTheLastOneAlone) {
  for (const std::size_t runs : {1U, 2U, 3U}) {
    const auto looks = plan_looks(runs, 0.05);
    ASSERT_EQ(looks.size(), 1U) << runs;
    EXPECT_DOUBLE_EQ(looks[0].alpha, 0.05);
  }
}

TEST(Looks, AreFewEvenForManyRuns) { EXPECT_LT(plan_looks(100'000, 0.05).size(), 27U); }

}  // namespace
}  // namespace benchdiff::stats
