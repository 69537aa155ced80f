#include <benchdiff/stats/dominance_permutations.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "arrangements.h"
#include "near.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

// How many of `values` lie below `value`, an equal one counting half.
double placement(double value, const Values& values) {
  double below = 0;
  for (const double other : values) below += other < value ? 1 : other == value ? 0.5 : 0;
  return below;
}

// The statistic as Brunner & Munzel (2000) have it, by ranks less inner ranks.
double statistic(const Values& x, const Values& y) {
  const auto moments = [](const Values& values, const Values& others) {
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    double squares = 0;
    for (const double value : values) mean += placement(value, others) / n;
    for (const double value : values) squares += std::pow(placement(value, others) - mean, 2);
    return std::pair(mean, squares / (n - 1));
  };
  const auto n = static_cast<double>(x.size());
  const auto m = static_cast<double>(y.size());
  const auto [mean_x, variance_x] = moments(x, y);
  const auto [mean_y, variance_y] = moments(y, x);
  return (mean_y * m - mean_x * n) / 2 / std::sqrt(n * variance_x + m * variance_y);
}

struct Null {
  Values statistics;  // of every arrangement, in ascending order

  explicit Null(const Arrangements& known) {
    const std::uint32_t everything = (std::uint32_t{1} << (known.n1 + known.n2)) - 1;
    for (std::uint32_t mask = 0; mask <= everything; ++mask) {
      if (static_cast<std::size_t>(std::popcount(mask)) != known.n1) continue;
      statistics.push_back(statistic(known.sample(mask), known.sample(everything ^ mask)));
    }
    std::ranges::sort(statistics);
  }

  [[nodiscard]] double lower(double value) const {
    return part([value](double other) { return other <= value + 1e-9; });
  }
  [[nodiscard]] double upper(double value) const {
    return part([value](double other) { return other >= value - 1e-9; });
  }

 private:
  template <class Belongs>
  [[nodiscard]] double part(Belongs belongs) const {
    return static_cast<double>(std::ranges::count_if(statistics, belongs)) /
           static_cast<double>(statistics.size());
  }
};

double root(double square) { return std::copysign(std::sqrt(std::abs(square)), square); }

// Calls check(arrangements, null) for many tie patterns of 2 to 5 values a side.
template <class Check>
void for_some_tie_patterns(Check check) {
  for (std::size_t n1 = 2; n1 <= 5; ++n1) {
    for (std::size_t n2 = 2; n2 <= 5; ++n2) {
      const std::uint32_t patterns = std::uint32_t{1} << (n1 + n2 - 1);
      for (std::uint32_t cuts = patterns - 1; cuts > 0; cuts -= std::min(cuts, 1 + cuts / 9)) {
        const auto known = arrange(n1, n2, cuts);
        check(known, Null(known));
      }
    }
  }
}

TEST(DominancePermutations, HasTheTailsOfAllArrangementsCountedOneByOne) {
  DominancePermutations permutations;
  for_some_tie_patterns([&](const Arrangements& known, const Null& null) {
    SCOPED_TRACE(testing::Message()
                 << testing::PrintToString(known.groups) << ", n1 = " << known.n1);
    const std::uint32_t everything = (std::uint32_t{1} << (known.n1 + known.n2)) - 1;
    for (const std::uint32_t mask : known.example) {
      if (mask == 0) continue;
      const auto x = known.sample(mask);
      const auto y = known.sample(everything ^ mask);
      const auto groups = tie_groups(x, y);
      const double square = signed_square(groups);
      const double expected = statistic(x, y);
      ASSERT_TRUE(near(root(square), expected) || (square == 0 && std::abs(expected) < 1e-12));
      permutations.prepare(groups);
      const auto tails = permutations.tails(square);
      ASSERT_TRUE(near(tails.lower, null.lower(expected), 1e-14));
      ASSERT_TRUE(near(tails.upper, null.upper(expected), 1e-14));
    }
  });
}

TEST(DominancePermutations, CutsOffNoMoreThanItMay) {
  DominancePermutations permutations;
  for_some_tie_patterns([&](const Arrangements& known, const Null& null) {
    SCOPED_TRACE(testing::Message()
                 << testing::PrintToString(known.groups) << ", n1 = " << known.n1);
    std::vector<TieGroup> groups;
    std::size_t left = known.n1;
    for (const std::size_t size : known.groups) {
      const std::size_t x = std::min(left, size);
      groups.push_back({.x = x, .y = size - x});
      left -= x;
    }
    permutations.prepare(groups);
    for (const double most : {0.0, 0.025, 0.1, 0.4}) {
      double upper = infinity;
      double lower = -infinity;
      for (const double value : null.statistics) {
        if (null.upper(value) <= most * (1 + 1e-12)) upper = std::min(upper, value);
        if (null.lower(value) <= most * (1 + 1e-12)) lower = std::max(lower, value);
      }
      const auto cuts = permutations.cuts(most);
      const double largest = null.statistics.back();
      const double smallest = null.statistics.front();
      ASSERT_TRUE(near(root(cuts.upper.square), upper, 1e-9)) << most;
      ASSERT_TRUE(near(root(cuts.lower.square), lower, 1e-9)) << most;
      const bool no_upper = upper > largest || null.upper(largest) > most;
      const bool no_lower = lower < smallest || null.lower(smallest) > most;
      ASSERT_TRUE(near(cuts.upper.tail, no_upper ? 0 : null.upper(upper), 1e-14)) << most;
      ASSERT_TRUE(near(cuts.lower.tail, no_lower ? 0 : null.lower(lower), 1e-14)) << most;
    }
  });
}

TEST(DominancePermutations, CountsTheArrangementsThatDiffer) {
  const auto untied = [](std::size_t n1, std::size_t n2) {
    std::vector<TieGroup> groups(n1, {.x = 1, .y = 0});
    groups.resize(n1 + n2, {.x = 0, .y = 1});
    return groups;
  };
  EXPECT_EQ(DominancePermutations::arrangements(untied(10, 10)), 184756);
  EXPECT_EQ(DominancePermutations::arrangements(untied(26, 5)), 169911);
  const std::vector<TieGroup> binary{{.x = 300, .y = 100}, {.x = 100, .y = 300}};
  EXPECT_EQ(DominancePermutations::arrangements(binary), 401);
  const std::vector<TieGroup> three{{.x = 1, .y = 1}, {.x = 1, .y = 2}, {.x = 1, .y = 0}};
  EXPECT_EQ(DominancePermutations::arrangements(three), 6);
  EXPECT_EQ(DominancePermutations::arrangements(untied(500, 501)), infinity);
}

TEST(DominancePermutations, TellsEqualStatisticsFromDifferentOnesAmongManyValues) {
  // Mirror images: the statistic changes its sign and nothing else.
  const std::vector<TieGroup> there{{.x = 150, .y = 90}, {.x = 40, .y = 100}, {.x = 110, .y = 60}};
  const std::vector<TieGroup> back{{.x = 110, .y = 60}, {.x = 40, .y = 100}, {.x = 150, .y = 90}};
  EXPECT_EQ(signed_square(there), -signed_square(back));
  DominancePermutations permutations;
  permutations.prepare(std::vector<TieGroup>{{.x = 250, .y = 100}, {.x = 100, .y = 250}});
  const auto tails = permutations.tails(
      signed_square(std::vector<TieGroup>{{.x = 175, .y = 175}, {.x = 175, .y = 175}}));
  EXPECT_TRUE(near(tails.lower, tails.upper, 1e-13));
  EXPECT_GT(tails.lower, 0.5);
  EXPECT_LT(tails.lower, 0.6);
}

TEST(DominancePermutations, AnswersTheSameWhateverItWasAskedBefore) {
  const std::vector<TieGroup> first{{.x = 3, .y = 1}, {.x = 1, .y = 2}, {.x = 1, .y = 3}};
  const std::vector<TieGroup> second{{.x = 3, .y = 1}, {.x = 0, .y = 3}, {.x = 1, .y = 3}};
  DominancePermutations kept;
  for (int round = 0; round < 3; ++round) {
    for (const auto& groups : {first, second}) {
      DominancePermutations fresh;
      kept.prepare(groups);
      fresh.prepare(groups);
      const double square = signed_square(groups);
      EXPECT_EQ(kept.tails(square).upper, fresh.tails(square).upper);
      for (const double most : {0.05, 0.2}) {
        EXPECT_EQ(kept.cuts(most).upper.square, fresh.cuts(most).upper.square);
        EXPECT_EQ(kept.cuts(most).lower.tail, fresh.cuts(most).lower.tail);
      }
    }
  }
}

}  // namespace
}  // namespace benchdiff::stats
