#include <benchdiff/stats/van_elteren.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/mann_whitney.h>

#include "arrangements.h"
#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr VanElterenLimits never{.work = 0};

// Blocks that own their values.
struct Design {
  std::vector<Values> x, y;

  void add(Values a, Values b) {
    x.push_back(std::move(a));
    y.push_back(std::move(b));
  }
  [[nodiscard]] std::vector<Block> blocks() const {
    std::vector<Block> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
    return result;
  }
  [[nodiscard]] std::vector<Block> swapped() const {
    std::vector<Block> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back({y[i], x[i]});
    return result;
  }
};

Values draw(std::mt19937_64& engine, std::size_t n, double mean, double step) {
  std::normal_distribution<double> noise(mean, 20);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

Design draw_design(std::mt19937_64& engine, std::size_t blocks, std::size_t most, double step) {
  Design design;
  for (std::size_t i = 0; i < blocks; ++i) {
    const double level = 100 * static_cast<double>(i);
    design.add(draw(engine, 1 + engine() % most, level, step),
               draw(engine, 1 + engine() % most, level + 5, step));
  }
  return design;
}

TEST(VanElteren, IsMannWhitneyToTheBitWithOneBlock) {
  for (const std::string name : {"mann_whitney_exact_noties", "mann_whitney_exact_ties"}) {
    const auto vectors = read_vectors(name);
    for (const auto& c : vectors["cases"].array()) {
      SCOPED_TRACE(c["name"].text());
      const auto x = c["x"].numbers();
      const auto y = c["y"].numbers();
      const auto known = mann_whitney(x, y);
      const auto result = van_elteren(std::vector<Block>{{x, y}});
      EXPECT_EQ(result.p, known.p);
      EXPECT_EQ(result.exact, known.exact);
      EXPECT_EQ(result.ties, known.ties);
      EXPECT_TRUE(near(result.t * static_cast<double>(x.size() + y.size() + 1),
                       static_cast<double>(x.size() * y.size()) - known.u));
      // There x is the side that is less.
      EXPECT_TRUE(near(result.p_less, c["expect"]["p_greater"].number()));
      EXPECT_TRUE(near(result.p_greater, c["expect"]["p_less"].number()));
    }
  }
}

TEST(VanElteren, IsMannWhitneyBeyondItsLimitsToo) {
  const unsigned seed = 51;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (const double step : {1e-6, 1.0, 30.0}) {
    for (const std::size_t n : {3u, 40u, 300u}) {
      const auto x = draw(engine, n, 0, step);
      const auto y = draw(engine, n + 2, 3, step);
      const auto known = mann_whitney(x, y);
      const auto result = van_elteren(std::vector<Block>{{x, y}});
      EXPECT_EQ(result.p, known.p);
      EXPECT_EQ(result.exact, known.exact);
    }
  }
}

// Every way to deal the values of every block, in whole numbers: T is scaled by the product of all
// N + 1.
struct Counted {
  std::map<std::uint64_t, double> ways{{0, 1.0}};
  std::uint64_t value = 0;
  std::uint64_t scale = 1;

  [[nodiscard]] double share(std::uint64_t from, std::uint64_t to) const {
    double all = 0;
    double in = 0;
    for (const auto& [sum, count] : ways) {
      all += count;
      if (sum >= from && sum <= to) in += count;
    }
    return in / all;
  }
};

// Adds a block of one of the tie patterns, dealt by chance.
void add_block(std::mt19937_64& engine, std::size_t most, Design& design, Counted& counted,
               std::uint64_t scale) {
  const std::size_t n1 = 1 + engine() % most;
  const std::size_t n2 = 1 + engine() % most;
  const bool tied = engine() % 3 != 0;
  const std::uint32_t all_apart = (std::uint32_t{1} << (n1 + n2 - 1)) - 1;
  const auto cuts = tied ? static_cast<std::uint32_t>(engine()) & all_apart : all_apart;
  const auto known = arrange(n1, n2, cuts);  // of U = #{x > y}, so its x is our y
  std::uint32_t mask = 0;
  while (static_cast<std::size_t>(std::popcount(mask)) != n1) {
    mask = static_cast<std::uint32_t>(engine()) & ((std::uint32_t{1} << (n1 + n2)) - 1);
  }
  const auto rest = ~mask & ((std::uint32_t{1} << (n1 + n2)) - 1);
  design.add(known.sample(rest), known.sample(mask));

  const auto& x = design.x.back();
  const auto& y = design.y.back();
  const std::uint64_t weight = scale / (n1 + n2 + 1);
  for (const double b : y) {
    for (const double a : x) counted.value += weight * (b > a ? 2 : b == a ? 1 : 0);
  }
  std::map<std::uint64_t, double> next;
  for (const auto& [sum, ways] : counted.ways) {
    for (std::size_t twice_u = 0; twice_u < known.count.size(); ++twice_u) {
      if (known.count[twice_u] == 0) continue;
      next[sum + weight * twice_u] += ways * static_cast<double>(known.count[twice_u]);
    }
  }
  counted.ways = std::move(next);
}

TEST(VanElteren, CountsEveryWayToDealTheValuesOfEveryBlock) {
  const unsigned seed = 52;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  constexpr std::uint64_t scale = 3 * 4 * 5 * 3 * 7 * 2;  // divided by 3 .. 9, all N + 1 here
  for (int round = 0; round < 150; ++round) {
    SCOPED_TRACE(testing::Message() << "round " << round);
    Design design;
    Counted counted;
    const std::size_t blocks = 2 + engine() % 3;
    for (std::size_t i = 0; i < blocks; ++i) add_block(engine, 4, design, counted, scale);

    constexpr auto last = std::numeric_limits<std::uint64_t>::max();
    const auto result = van_elteren(design.blocks());
    const double less = counted.share(0, counted.value);
    const double greater = counted.share(counted.value, last);
    ASSERT_TRUE(result.exact);
    ASSERT_TRUE(near(result.t, static_cast<double>(counted.value) / 2 / scale));
    ASSERT_TRUE(near(result.p_less, less));
    ASSERT_TRUE(near(result.p_greater, greater));
    ASSERT_TRUE(near(result.p, std::min(1.0, 2 * std::min(less, greater))));
    const double end = std::min(counted.share(0, counted.ways.begin()->first),
                                counted.share(counted.ways.rbegin()->first, last));
    ASSERT_TRUE(near(result.smallest_p, std::min(1.0, 2 * end)));
  }
}

TEST(VanElteren, AgreesWithCoinOnBlocksOfOneSize) {
  // wilcox_test(v ~ side | block, distribution = "exact") of coin, R 4.2.2; 24421 and 103 of 24500
  // by enumeration in rationals.
  Design design;
  design.add({10, 12, 11, 15}, {13, 14, 16, 12});
  design.add({20, 22, 25, 21}, {24, 26, 22, 29});
  design.add({31, 30, 33, 35}, {34, 36, 33, 38});
  const auto result = van_elteren(design.blocks());
  EXPECT_TRUE(near(result.t, 79.0 / 18));
  EXPECT_TRUE(near(result.p_greater, 0.0042040816326530612));
  EXPECT_TRUE(near(result.p_less, 0.99677551020408151));
  EXPECT_TRUE(near(result.p, 103.0 / 12250));
  EXPECT_TRUE(near(result.smallest_p, 1.0 / 171500));
  EXPECT_TRUE(result.ties);
}

TEST(VanElteren, AgreesWithEnumerationInRationalsOnBlocksOfDifferentSizes) {
  Design design;
  design.add({5, 7, 7, 9}, {8, 10});
  design.add({1, 2, 3, 3}, {2, 4, 5});
  design.add({14, 15}, {15, 17, 18});
  const auto result = van_elteren(design.blocks());
  EXPECT_TRUE(near(result.t, 149.0 / 48));
  EXPECT_TRUE(near(result.p_less, 2608.0 / 2625));
  EXPECT_TRUE(near(result.p_greater, 1.0 / 125));
  EXPECT_TRUE(near(result.p, 2.0 / 125));
  EXPECT_TRUE(near(result.smallest_p, 2.0 / 2625));
}

TEST(VanElteren, HasTheNormalApproximationBeyondItsLimit) {
  // coin's statistic is -2.5988489883517718 for T = 79/18, whose mean is 8/3: its variance within
  // a block has N - 1, as ours by Lehmann's formula has. Half a step is 1/18.
  Design design;
  design.add({10, 12, 11, 15}, {13, 14, 16, 12});
  design.add({20, 22, 25, 21}, {24, 26, 22, 29});
  design.add({31, 30, 33, 35}, {34, 36, 33, 38});
  const auto result = van_elteren(design.blocks(), never);
  EXPECT_FALSE(result.exact);
  const double z = 2.5988489883517718 * (79.0 / 18 - 8.0 / 3 - 1.0 / 18) / (79.0 / 18 - 8.0 / 3);
  EXPECT_TRUE(near(result.p, std::erfc(z / std::sqrt(2.0))));
  EXPECT_TRUE(near(result.p_greater, std::erfc(z / std::sqrt(2.0)) / 2));
  EXPECT_GT(result.p_less, 1 - result.p_greater);
}

TEST(VanElteren, IsCloseToNormalWithManyBlocks) {
  const unsigned seed = 53;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  Design design;
  for (int i = 0; i < 20; ++i) {
    design.add(draw(engine, 6, 100 * i, 4),
               draw(engine, 6 + static_cast<std::size_t>(i % 2), 100 * i + 6, 4));
  }
  const auto exact = van_elteren(design.blocks());
  const auto normal = van_elteren(design.blocks(), never);
  EXPECT_TRUE(exact.exact);
  EXPECT_FALSE(normal.exact);
  EXPECT_TRUE(near(normal.p_greater, exact.p_greater, 0.1));
  EXPECT_TRUE(near(normal.p_less, exact.p_less, 0.05));
}

TEST(VanElteren, SwapsItsTailsToTheBitWithTheSides) {
  const unsigned seed = 54;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 100; ++round) {
    const auto design = draw_design(engine, 1 + engine() % 4, 6, round % 2 == 0 ? 1e-6 : 10);
    const auto limits = round % 5 == 0 ? never : VanElterenLimits{};
    const auto there = van_elteren(design.blocks(), limits);
    const auto back = van_elteren(design.swapped(), limits);
    ASSERT_EQ(there.p, back.p);
    ASSERT_EQ(there.p_less, back.p_greater);
    ASSERT_EQ(there.p_greater, back.p_less);
    ASSERT_EQ(there.smallest_p, back.smallest_p);
    ASSERT_GE(there.p, there.smallest_p * (1 - 1e-12));
  }
}

TEST(VanElteren, KeepsPUnderAnyIncreasingMapOfEachBlockAndInAnyOrderOfValues) {
  const unsigned seed = 55;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 30; ++round) {
    auto design = draw_design(engine, 3, 6, round % 2 == 0 ? 1e-6 : 10);
    const auto known = van_elteren(design.blocks());
    for (std::size_t i = 0; i < 3; ++i) {
      const auto stretch = [i](double value) {
        return std::exp((value - 500) / (20.0 + 5.0 * static_cast<double>(i)));
      };
      std::ranges::transform(design.x[i], design.x[i].begin(), stretch);
      std::ranges::transform(design.y[i], design.y[i].begin(), stretch);
      std::ranges::reverse(design.x[i]);
    }
    const auto mapped = van_elteren(design.blocks());
    ASSERT_EQ(mapped.p, known.p);
    ASSERT_EQ(mapped.p_less, known.p_less);
    ASSERT_EQ(mapped.t, known.t);
  }
}

TEST(VanElteren, GivesASmallerUpperTailForALargerShift) {
  std::mt19937_64 engine(56);
  for (const auto limits : {VanElterenLimits{}, never}) {
    auto design = draw_design(engine, 4, 7, 1e-9);
    double last = 1;
    for (int step = 0; step < 60; ++step) {
      for (auto& side : design.y) {
        for (double& value : side) value += 1.3;
      }
      const double p = van_elteren(design.blocks(), limits).p_greater;
      ASSERT_LE(p, last);
      last = p;
    }
  }
}

TEST(VanElteren, CountsBlocksOfOneSideAndLearnsNothingFromThem) {
  Design design;
  design.add({5, 7, 7, 9}, {8, 10, 11});
  design.add({1, 2, 3, 3}, {2, 4, 5});
  const auto known = van_elteren(design.blocks());
  design.add({1, 2}, {});
  design.add({}, {100});
  design.add({}, {});
  const auto result = van_elteren(design.blocks());
  EXPECT_EQ(result.blocks, 2);
  EXPECT_EQ(result.unused, 3);
  EXPECT_EQ(result.p, known.p);
  EXPECT_EQ(result.t, known.t);
}

TEST(VanElteren, AnswersNothingAndConstantsAndNaNAndInfinities) {
  EXPECT_EQ(van_elteren({}).p, 1);
  EXPECT_EQ(van_elteren({}).t, 0);
  EXPECT_TRUE(van_elteren({}).exact);
  const Values constant(5, 2.5);
  for (const auto limits : {VanElterenLimits{}, never}) {
    const auto result =
        van_elteren(std::vector<Block>{{constant, constant}, {constant, constant}}, limits);
    EXPECT_EQ(result.p, 1);
    EXPECT_EQ(result.p_less, 1);
    EXPECT_EQ(result.p_greater, 1);
    EXPECT_EQ(result.smallest_p, 1);
  }
  const Values unknown{1, nan};
  const auto result = van_elteren(std::vector<Block>{{constant, constant}, {unknown, constant}});
  EXPECT_TRUE(std::isnan(result.t));
  EXPECT_TRUE(std::isnan(result.p));
  EXPECT_TRUE(std::isnan(result.p_less));
  EXPECT_TRUE(std::isnan(result.p_greater));
  EXPECT_TRUE(std::isnan(result.smallest_p));
  const Values endless{-infinity, 3};
  const Values finite{-9, 3};
  EXPECT_EQ(van_elteren(std::vector<Block>{{endless, constant}}).p,
            van_elteren(std::vector<Block>{{finite, constant}}).p);
}

TEST(VanElteren, KnowsItsSmallestPInBlocksWhoseWaysDoNotFitADouble) {
  // 600 of one value on each side but for one larger one: U is largest if that is y's.
  Values x(600, 1.0);
  Values y(600, 1.0);
  y.back() = 2;
  const auto result = van_elteren(std::vector<Block>{{x, y}, {x, x}});
  EXPECT_TRUE(near(result.smallest_p, 1));
  const Values apart(600, 0.0);
  EXPECT_LT(van_elteren(std::vector<Block>{{apart, y}}).smallest_p, 1e-300);
}

}  // namespace
}  // namespace benchdiff::stats
