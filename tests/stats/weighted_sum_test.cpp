#include <benchdiff/stats/weighted_sum.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

TEST(WeightedSum, IsTheSumOfAllCombinations) {
  const unsigned seed = 41;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 60; ++round) {
    WeightedSum sum;
    std::map<std::uint64_t, double> known{{0, 1.0}};
    const std::size_t terms = 1 + engine() % 5;
    for (std::size_t term = 0; term < terms; ++term) {
      const std::uint64_t weight = 1 + engine() % 4;
      std::vector<double> probabilities(1 + engine() % 6);
      double total = 0;
      for (double& p : probabilities) total += p = static_cast<double>(engine() % 5);
      if (total == 0) probabilities[0] = total = 1;
      for (double& p : probabilities) p /= total;
      sum.add(weight, probabilities);
      std::map<std::uint64_t, double> next;
      for (const auto& [value, p] : known) {
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
          next[value + weight * i] += p * probabilities[i];
        }
      }
      known = next;
    }
    double below = 0;
    for (std::uint64_t value = 0; value <= known.rbegin()->first + 2; ++value) {
      const auto tail = sum.lower_tail(value);
      const double at = known.contains(value) ? known[value] : 0;
      ASSERT_TRUE(near(tail.below, below, 1e-13)) << value;
      ASSERT_TRUE(near(tail.at, at, 1e-13)) << value;
      below += at;
    }
  }
}

TEST(WeightedSum, OfNothingIsZero) {
  EXPECT_EQ(WeightedSum().lower_tail(0).at, 1);
  EXPECT_EQ(WeightedSum().lower_tail(3).below, 1);
}

TEST(WeightedSum, WalksThroughAllButTheLongestWeight) {
  const std::vector<WeightedSum::Term> equal{{2, 5}, {2, 7}, {2, 3}};
  EXPECT_EQ(WeightedSum::work(equal).building, 5 * 7 + 11 * 3);
  EXPECT_EQ(WeightedSum::work(equal).tail, 1);
  const std::vector<WeightedSum::Term> different{{2, 5}, {3, 7}, {1, 30}};
  EXPECT_EQ(WeightedSum::work(different).building, 0);
  EXPECT_EQ(WeightedSum::work(different).tail, 35);
}

}  // namespace
}  // namespace benchdiff::stats
