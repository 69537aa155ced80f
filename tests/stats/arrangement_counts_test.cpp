#include <benchdiff/stats/arrangement_counts.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/binomials.h>
#include <benchdiff/stats/random.h>

namespace benchdiff::stats {
namespace {

using Integers = std::vector<std::int64_t>;

std::int64_t sum(const Integers& x, const Integers&) {
  return std::accumulate(x.begin(), x.end(), std::int64_t{0});
}

std::int64_t twice_median(const Integers& sorted) {
  return sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2];
}

std::int64_t median_difference(const Integers& x, const Integers& y) {
  return twice_median(x) - twice_median(y);
}

// The statistic of every way to deal the values, one after the other.
template <class Statistic>
Integers deal_all(const Integers& sorted, std::size_t n1, Statistic statistic) {
  Integers all;
  for (std::uint32_t mask = 0; mask < std::uint32_t{1} << sorted.size(); ++mask) {
    if (static_cast<std::size_t>(std::popcount(mask)) != n1) continue;
    Integers x;
    Integers y;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      (mask >> i & 1 ? x : y).push_back(sorted[i]);
    }
    all.push_back(statistic(x, y));
  }
  std::ranges::sort(all);
  return all;
}

void expect_counts(const ArrangementCounts& counts, const Integers& all, std::int64_t low,
                   std::int64_t high) {
  const auto count = [&](auto which) {
    return static_cast<double>(std::ranges::count_if(all, which));
  };
  EXPECT_EQ(counts.below, count([=](auto value) { return value < low; }));
  EXPECT_EQ(counts.within, count([=](auto value) { return low <= value && value <= high; }));
  EXPECT_EQ(counts.above, count([=](auto value) { return value > high; }));
  EXPECT_EQ(counts.lowest, count([&](auto value) { return value == all.front(); }));
  EXPECT_EQ(counts.highest, count([&](auto value) { return value == all.back(); }));
}

// Every two sizes, with values that tie often and with values that hardly do.
template <class Check>
void for_every_size(std::size_t most, Check check) {
  Random random(1);
  for (std::size_t n1 = 1; n1 <= most; ++n1) {
    for (std::size_t n2 = 1; n2 <= most; ++n2) {
      for (const std::uint64_t range : {1u, 3u, 10u, 1'000'000u}) {
        Integers sorted(n1 + n2);
        for (auto& value : sorted) value = static_cast<std::int64_t>(random.below(range));
        std::ranges::sort(sorted);
        SCOPED_TRACE(testing::Message() << n1 << '+' << n2 << " below " << range);
        check(sorted, n1);
      }
    }
  }
}

TEST(SubsetSums, AreCountedAsIfListed) {
  for_every_size(7, [](const Integers& sorted, std::size_t n1) {
    const auto all = deal_all(sorted, n1, sum);
    for (const auto at : {std::size_t{0}, all.size() / 3, all.size() / 2, all.size() - 1}) {
      expect_counts(count_subset_sums(sorted, n1, all[at], all[at]), all, all[at], all[at]);
      expect_counts(count_subset_sums(sorted, n1, all[at] - 2, all[at] + 1), all, all[at] - 2,
                    all[at] + 1);
    }
  });
}

TEST(SubsetSums, TakeTheWorkThatIsSaid) {
  EXPECT_EQ(subset_sums_work(20, 10), 2 * 1024);
  EXPECT_EQ(subset_sums_work(5, 1), (1 + 2) + (1 + 3));
  EXPECT_GT(subset_sums_work(2'000'000, 1'000'000), 1e18);
}

TEST(MedianDifferences, AreCountedAsIfListed) {
  for_every_size(7, [](const Integers& sorted, std::size_t n1) {
    const std::size_t n2 = sorted.size() - n1;
    const auto all = deal_all(sorted, n1, median_difference);
    for (const auto at : {std::size_t{0}, all.size() / 3, all.size() / 2, all.size() - 1}) {
      expect_counts(count_median_differences(sorted, n1, n2, all[at], all[at]), all, all[at],
                    all[at]);
      expect_counts(count_median_differences(sorted, n1, n2, all[at] - 2, all[at] + 1), all,
                    all[at] - 2, all[at] + 1);
    }
  });
}

TEST(MedianDifferences, AddUpToAllArrangementsOfLargeSamples) {
  for (const auto& [n1, n2] :
       {std::pair<std::size_t, std::size_t>{30, 30}, {31, 30}, {45, 8}, {1, 500}}) {
    Integers sorted(n1 + n2);
    std::iota(sorted.begin(), sorted.end(), 0);
    const auto counts = count_median_differences(sorted, n1, n2, 1, 3);
    const double all = counts.below + counts.within + counts.above;
    EXPECT_NEAR(all / choose(n1 + n2, n1), 1, 1e-12) << n1 << '+' << n2;
    EXPECT_GT(counts.within, 0);
  }
}

TEST(MedianDifferences, TakeTheWorkThatIsSaid) {
  for (const std::size_t n1 : {1u, 2u, 9u, 30u, 31u}) {
    for (const std::size_t n2 : {1u, 2u, 8u, 30u, 61u}) {
      EXPECT_LE(median_differences_work(n1, n2),
                choose(n1 + n2, n1) + static_cast<double>((n1 + n2) * (std::min(n1, n2) + 1)));
    }
  }
  EXPECT_LT(median_differences_work(60, 60), 1e6);
  EXPECT_GT(median_differences_work(200, 200), 1e7);
}

}  // namespace
}  // namespace benchdiff::stats
