#include <benchdiff/stats/inversions.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

using Groups = std::vector<std::size_t>;

// How many orders of a multiset have each number of inversions, by going through all of them.
std::vector<std::uint64_t> enumerate(const Groups& groups) {
  std::vector<std::size_t> order;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    order.insert(order.end(), groups[group], group);
  }
  std::vector<std::uint64_t> counts(order.size() * order.size() / 2 + 1);
  do {
    std::size_t inversions = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t j = i + 1; j < order.size(); ++j) inversions += order[i] > order[j] ? 1 : 0;
    }
    ++counts[inversions];
  } while (std::ranges::next_permutation(order).found);
  return counts;
}

void expect_enumerated(const Groups& groups, bool ties) {
  const auto counts = enumerate(groups);
  std::uint64_t all = 0;
  std::size_t n = 0;
  for (const auto count : counts) all += count;
  for (const auto group : groups) n += group;
  Inversions inversions;
  std::uint64_t sum = 0;
  for (std::size_t d = 0; d < counts.size(); ++d) {
    sum += counts[d];
    const double expected = static_cast<double>(sum) / static_cast<double>(all);
    const double tail = ties ? inversions.lower_tail(groups, d) : inversions.lower_tail(n, d);
    ASSERT_TRUE(near(tail, expected, ties ? 0 : 1e-15))
        << testing::PrintToString(groups) << " at " << d;
  }
}

TEST(Inversions, AreThoseOfAllOrdersOfDistinctValues) {
  for (std::size_t n = 1; n <= 8; ++n) expect_enumerated(Groups(n, 1), false);
}

TEST(Inversions, AreThoseOfAllOrdersOfTiedValues) {
  for (std::size_t n = 1; n <= 8; ++n) {
    for (unsigned cuts = 0; cuts < 1u << (n - 1); ++cuts) {
      Groups groups{1};
      for (std::size_t i = 1; i < n; ++i) {
        if (cuts >> (i - 1) & 1) groups.push_back(0);
        ++groups.back();
      }
      expect_enumerated(groups, true);
    }
  }
}

TEST(Inversions, HaveTheExactTailsOfMoreValues) {
  struct Known {
    std::size_t n;
    std::uint64_t d;
    double tail;
  };
  // From counts in rational numbers.
  Inversions inversions;
  for (const auto& known : {Known{21, 0, 1.9572941063391263e-20},
                            {21, 21, 2.9952013649639824e-09},
                            {21, 52, 0.00051157980167722619},
                            {21, 104, 0.48810975302777176},
                            {21, 105, 0.51189024697222818},
                            {35, 1, 3.3871575355211618e-39},
                            {35, 148, 4.8725315361816627e-06},
                            {35, 296, 0.48875773049245119},
                            {35, 297, 0.5},
                            {49, 0, 1.6439747083165791e-63},
                            {49, 49, 1.2010124297827156e-35},
                            {49, 294, 5.5870545908374241e-08},
                            {49, 587, 0.49658016442644642},
                            {49, 588, 0.50341983557355363}}) {
    EXPECT_TRUE(near(inversions.lower_tail(known.n, known.d), known.tail, 1e-14))
        << known.n << " " << known.d;
  }
}

TEST(Inversions, AreCountedExactlyForTwentyTiedValues) {
  Inversions inversions;
  // As many orders as there are ways to choose, and one of them without an inversion.
  EXPECT_TRUE(near(inversions.lower_tail(Groups{10, 10}, 0), 1.0 / 184756, 1e-16));
  const Groups distinct(20, 1);
  for (const std::uint64_t d : {0u, 40u, 94u, 95u, 150u, 189u}) {
    EXPECT_TRUE(near(inversions.lower_tail(distinct, d), inversions.lower_tail(20, d), 1e-15)) << d;
  }
}

TEST(Inversions, AreNeverMoreThanThereArePairs) {
  Inversions inversions;
  for (const std::size_t n : {0u, 1u, 2u, 30u}) {
    EXPECT_EQ(inversions.lower_tail(n, n * n), 1);
  }
  EXPECT_EQ(inversions.lower_tail(Groups{5}, 0), 1);
  EXPECT_EQ(inversions.lower_tail(Groups{}, 0), 1);
  EXPECT_EQ(inversions.lower_tail(Groups{2, 3}, 6), 1);
  EXPECT_LT(inversions.lower_tail(Groups{2, 3}, 5), 1);
}

}  // namespace
}  // namespace benchdiff::stats
