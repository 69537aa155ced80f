#include <benchdiff/stats/tied_rank_sum.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/rank_sum.h>

#include "arrangements.h"
#include "near.h"

namespace benchdiff::stats {
namespace {

TEST(TiedRankSum, CountsEveryTiePatternOfUpToSixASide) {
  TiedRankSum tied;
  for_every_tie_pattern(6, [&](const Arrangements& known) {
    const TiePattern ties{.groups = known.groups, .n1 = known.n1, .n2 = known.n2};
    const auto all = static_cast<double>(known.all);
    std::uint64_t below = 0;
    for (std::size_t twice_u = 0; twice_u < known.count.size(); ++twice_u) {
      const auto tail = tied.lower_tail(ties, twice_u);  // also of a u that cannot occur
      ASSERT_TRUE(near(tail.below, static_cast<double>(below) / all, 1e-14))
          << "below 2U = " << twice_u << ", ties " << testing::PrintToString(known.groups)
          << ", n1 = " << known.n1;
      ASSERT_TRUE(near(tail.at, static_cast<double>(known.count[twice_u]) / all, 1e-14))
          << "at 2U = " << twice_u << ", ties " << testing::PrintToString(known.groups)
          << ", n1 = " << known.n1;
      below += known.count[twice_u];
    }
  });
}

TEST(TiedRankSum, MatchesTheDistributionOfKlotz) {
  TiedRankSum tied;
  const std::vector<std::size_t> groups{1, 1, 2, 1, 1, 2, 1, 1};
  struct Known {
    double u, p;
  };
  for (const auto& known : {Known{0, .003968},
                            {1, .007937},
                            {2.5, .023810},
                            {4, .047619},
                            {5, .071429},
                            {5.5, .087302},
                            {6.5, .134921},
                            {7, .138889}}) {
    const auto tail = tied.lower_tail({.groups = groups, .n1 = 5, .n2 = 5},
                                      static_cast<std::uint64_t>(2 * known.u));
    EXPECT_NEAR(tail.below + tail.at, known.p, 5e-7) << known.u;
  }
}

TEST(TiedRankSum, AgreesWithTheTablesWithoutTies) {
  TiedRankSum tied;
  RankSumTables tables;
  for (const auto& [n1, n2] :
       {std::pair<std::size_t, std::size_t>{20, 20}, {3, 40}, {40, 3}, {31, 17}, {60, 60}}) {
    const std::vector<std::size_t> groups(n1 + n2, 1);
    const auto table = tables.lower_tail(n1, n2);
    for (std::size_t u = 0; u < table.size(); u += 1 + table.size() / 20) {
      const auto tail = tied.lower_tail({.groups = groups, .n1 = n1, .n2 = n2}, 2 * u);
      ASSERT_TRUE(near(tail.below + tail.at, table[u], 1e-13)) << n1 << ", " << n2 << ": " << u;
    }
  }
}

// Ways to take k values with a doubled rank sum of s, the plain table of Streitberg & Roehmel
// (1986): no path is left out or set aside.
std::vector<std::vector<double>> by_rank_sums(const std::vector<std::size_t>& groups,
                                              std::size_t n1) {
  std::size_t total = 0;
  for (const std::size_t size : groups) total += size;
  std::vector<std::vector<double>> ways(n1 + 1, std::vector<double>(n1 * 2 * total + 1, 0.0));
  ways[0][0] = 1;
  std::size_t below = 0;
  for (const std::size_t size : groups) {
    const std::size_t rank = 2 * below + size + 1;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t k = n1; k > 0; --k) {
        for (std::size_t s = rank; s < ways[k].size(); ++s) ways[k][s] += ways[k - 1][s - rank];
      }
    }
    below += size;
  }
  return ways;
}

TEST(TiedRankSum, AgreesWithTheTableOfRankSumsForRandomTies) {
  const unsigned seed = 20240611;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  TiedRankSum tied;
  for (int round = 0; round < 60; ++round) {
    const std::size_t n1 = 1 + engine() % 25;
    const std::size_t n2 = 1 + engine() % 25;
    const std::size_t largest = 1 + engine() % 9;
    std::vector<std::size_t> groups;
    for (std::size_t left = n1 + n2; left > 0; left -= groups.back()) {
      groups.push_back(std::min<std::size_t>(left, 1 + engine() % largest));
    }
    const auto ways = by_rank_sums(groups, n1);
    double all = 0;
    for (const double count : ways[n1]) all += count;
    double below = 0;
    for (std::size_t twice_u = 0; twice_u <= 2 * n1 * n2; ++twice_u) {
      const double at = ways[n1][twice_u + n1 * (n1 + 1)];
      if (engine() % 16 == 0) {
        const auto tail = tied.lower_tail({.groups = groups, .n1 = n1, .n2 = n2}, twice_u);
        ASSERT_TRUE(near(tail.below, below / all, 1e-13)) << n1 << ", " << n2 << ": " << twice_u;
        ASSERT_TRUE(near(tail.at, at / all, 1e-13)) << n1 << ", " << n2 << ": " << twice_u;
      }
      below += at;
    }
  }
}

TEST(TiedRankSum, FindsLittleWorkInFewGroupsAndInAFarTail) {
  TiedRankSum tied;
  const std::vector<std::size_t> single(100, 1);
  const std::vector<std::size_t> two{40, 60};
  const double most = tied.work({.groups = single, .n1 = 50, .n2 = 50}, 2500, 0);
  EXPECT_LT(tied.work({.groups = single, .n1 = 50, .n2 = 50}, 250, 0), most / 10);
  EXPECT_LT(tied.work({.groups = two, .n1 = 50, .n2 = 50}, 2500, 0), most / 10);
}

TEST(TiedRankSum, HasEndlessWorkBeyondDoubles) {
  TiedRankSum tied;
  const std::vector<std::size_t> groups{515, 515};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(tied.work({.groups = groups, .n1 = 515, .n2 = 515}, 3, infinity), infinity);
}

TEST(TiedRankSum, IsFiniteAtItsLargestSize) {
  TiedRankSum tied;
  const std::vector<std::size_t> groups{500, 1, 528};
  const auto tail = tied.lower_tail({.groups = groups, .n1 = 514, .n2 = 515}, 514 * 515);
  EXPECT_GT(tail.below, 0.4);
  EXPECT_LT(tail.below + tail.at, 0.6);
}

TEST(TiedRankSum, HasTheWholeDistributionOfEveryTiePatternOfUpToFiveASide) {
  TiedRankSum tied;
  for_every_tie_pattern(5, [&](const Arrangements& known) {
    const auto all = static_cast<double>(known.all);
    const auto probabilities =
        tied.distribution({.groups = known.groups, .n1 = known.n1, .n2 = known.n2});
    ASSERT_EQ(probabilities.size(), known.count.size());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      ASSERT_TRUE(near(probabilities[i], static_cast<double>(known.count[i]) / all, 1e-14));
    }
  });
}

TEST(TiedRankSum, TakesForTheWholeDistributionNoMoreThanItSays) {
  EXPECT_EQ(TiedRankSum::distribution_work(3, 9), TiedRankSum::distribution_work(9, 3));
  EXPECT_EQ(TiedRankSum::distribution_work(515, 515), std::numeric_limits<double>::infinity());
  EXPECT_LT(TiedRankSum::distribution_work(10, 10), 20'000);
}

}  // namespace
}  // namespace benchdiff::stats
