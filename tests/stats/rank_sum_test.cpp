#include <benchdiff/stats/rank_sum.h>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/binomials.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

// The recurrence of Mann & Whitney (1947) in probabilities, which only ever adds.
std::vector<double> by_recurrence(std::size_t n, std::size_t m) {
  std::vector<std::vector<double>> previous(m + 1), current(m + 1);
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      current[j].assign(i * j + 1, 0.0);
      if (i == 0 || j == 0) {
        current[j][0] = 1;
        continue;
      }
      const double share = static_cast<double>(i) / static_cast<double>(i + j);
      for (std::size_t u = 0; u <= i * j; ++u) {
        const double last_is_x = u >= j ? previous[j][u - j] : 0;
        const double last_is_y = u < current[j - 1].size() ? current[j - 1][u] : 0;
        current[j][u] = share * last_is_x + (1 - share) * last_is_y;
      }
    }
    std::swap(previous, current);
  }
  return previous[m];
}

TEST(RankSumTables, AgreeWithTheRecurrence) {
  RankSumTables tables;
  for (const auto& [n, m] : {std::pair<std::size_t, std::size_t>{1, 1},
                             {1, 9},
                             {3, 4},
                             {10, 10},
                             {8, 21},
                             {30, 28},
                             {50, 50},
                             {140, 202},
                             {146, 185}}) {
    const auto probabilities = by_recurrence(n, m);
    const auto tail = tables.lower_tail(n, m);
    ASSERT_EQ(tail.size(), n * m / 2 + 1);
    double sum = 0;
    for (std::size_t u = 0; u < tail.size(); ++u) {
      sum += probabilities[u];
      ASSERT_TRUE(near(tail[u], sum, 1e-13)) << n << ", " << m << ": " << u;
    }
  }
}

TEST(RankSumTables, HoldOneHalfUpToTheMiddle) {
  RankSumTables tables;
  for (const auto& [n, m] :
       {std::pair<std::size_t, std::size_t>{5, 5}, {77, 99}, {150, 150}, {1, 2001}, {3, 701}}) {
    const auto tail = tables.lower_tail(n, m);
    const std::size_t middle = n * m / 2;
    // With an even n m the middle itself is on neither side.
    const double half = n * m % 2 == 1 ? tail[middle] : (tail[middle] + tail[middle - 1]) / 2;
    EXPECT_TRUE(near(half, 0.5)) << n << ", " << m;
  }
}

TEST(RankSumTables, AreTheSameForSwappedSizes) {
  RankSumTables tables;
  EXPECT_EQ(tables.lower_tail(7, 12).data(), tables.lower_tail(12, 7).data());
}

TEST(RankSumTables, NeedMoreWorkForMoreValuesAndEndlessWorkBeyondDoubles) {
  EXPECT_LT(RankSumTables::work(20, 20), RankSumTables::work(20, 21));
  EXPECT_EQ(RankSumTables::work(20, 21), RankSumTables::work(21, 20));
  EXPECT_TRUE(std::isfinite(RankSumTables::work(514, 515)));
  EXPECT_TRUE(std::isinf(RankSumTables::work(515, 515)));
  EXPECT_TRUE(std::isinf(RankSumTables::work(100'000, 100'000)));
  EXPECT_TRUE(std::isfinite(RankSumTables::work(2, 100'000)));
}

TEST(RankSumTables, HaveADistributionThatAddsUpToTheTail) {
  RankSumTables tables;
  for (const auto& [n, m] : {std::pair<std::size_t, std::size_t>{1, 1}, {3, 4}, {4, 4}, {7, 9}}) {
    const auto probabilities = tables.distribution(n, m);
    const auto tail = tables.lower_tail(n, m);
    ASSERT_EQ(probabilities.size(), n * m + 1);
    double sum = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      sum += probabilities[i];
      ASSERT_EQ(probabilities[i], probabilities[n * m - i]);
      if (i < tail.size()) {
        ASSERT_TRUE(near(sum, tail[i]));
      }
    }
    ASSERT_TRUE(near(sum, 1));
  }
}

}  // namespace
}  // namespace benchdiff::stats
