#include <benchdiff/stats/mann_whitney.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "arrangements.h"
#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr MannWhitneyLimits never_exact{.untied = 0, .tied = 0, .work = 0};

// x, x + step, x + 2 step, ...
Values ramp(double start, double step, std::size_t count) {
  Values values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = start + step * static_cast<double>(i);
  return values;
}

Values draw(std::mt19937_64& engine, std::size_t n, double step) {
  std::normal_distribution<double> noise(1000, 20);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

class MannWhitneyVectors : public testing::TestWithParam<const char*> {};

TEST_P(MannWhitneyVectors, GiveUAndPInEitherOrderOfTheSides) {
  const auto vectors = read_vectors(GetParam());
  for (const auto& c : vectors["cases"].array()) {
    const auto x = c["x"].numbers();
    const auto y = c["y"].numbers();
    const auto& expect = c["expect"];
    const auto result = mann_whitney(x, y);
    EXPECT_EQ(result.u, expect["U1"].number()) << c["name"].text();
    EXPECT_TRUE(near(result.p, expect["p_two_doubled"].number())) << c["name"].text();
    EXPECT_TRUE(result.exact) << c["name"].text();
    if (expect.has("p_less")) {
      EXPECT_TRUE(near(result.p_less, expect["p_less"].number())) << c["name"].text();
      EXPECT_TRUE(near(result.p_greater, expect["p_greater"].number())) << c["name"].text();
    }

    const auto swapped = mann_whitney(y, x);
    EXPECT_EQ(swapped.u, static_cast<double>(x.size() * y.size()) - result.u);
    EXPECT_EQ(swapped.p, result.p) << c["name"].text();
  }
}

INSTANTIATE_TEST_SUITE_P(All, MannWhitneyVectors,
                         testing::Values("mann_whitney_exact_noties", "mann_whitney_exact_ties",
                                         "benchstat_quirk_unequal_n_ties"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(MannWhitney, MatchesBenchstatWhereBenchstatIsRight) {
  for (const std::string name : {"mann_whitney_exact_noties", "mann_whitney_exact_ties"}) {
    const auto vectors = read_vectors(name);
    for (const auto& c : vectors["cases"].array()) {
      const auto x = c["x"].numbers();
      const auto y = c["y"].numbers();
      const auto result = mann_whitney(x, y, classic_limits);
      if (result.ties && x.size() != y.size()) continue;
      EXPECT_TRUE(near(result.p, c["oracle"]["benchstat"]["p"].number())) << c["name"].text();
    }
  }
}

TEST(MannWhitney, MatchesTheNormalApproximationsOfTheVectors) {
  for (const std::string name : {"mann_whitney_exact_noties", "mann_whitney_exact_ties"}) {
    const auto vectors = read_vectors(name);
    for (const auto& c : vectors["cases"].array()) {
      const auto result = mann_whitney(c["x"].numbers(), c["y"].numbers(), never_exact);
      if (result.all_equal) continue;
      EXPECT_FALSE(result.exact);
      EXPECT_TRUE(near(result.p, c["expect"]["p_two_normal_cc"].number())) << c["name"].text();
    }
  }
}

TEST(MannWhitney, GivesTheSameBitsHalfwayWhenTheSidesAreSwapped) {
  std::mt19937_64 engine(31);
  MannWhitney test;
  int halfway = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t n1 = 2 + engine() % 8;
    const std::size_t n2 = 2 + engine() % 8;
    Values x(n1), y(n2);
    for (auto* side : {&x, &y}) {
      for (double& value : *side) value = static_cast<double>(engine() % 7 * (engine() % 3));
      std::ranges::sort(*side);
    }
    const auto there = test(x, y);
    if (n1 == n2 || there.u != static_cast<double>(n1 * n2) / 2) continue;
    ++halfway;
    ASSERT_EQ(there.p, test(y, x).p);
  }
  EXPECT_GT(halfway, 100);
}

TEST(MannWhitney, GivesThePOfEveryTiePatternOfUpToSixASide) {
  MannWhitney test;
  for_every_tie_pattern(6, [&](const Arrangements& known) {
    const auto all = static_cast<double>(known.all);
    const std::uint32_t everything = (std::uint32_t{1} << (known.n1 + known.n2)) - 1;
    std::uint64_t up_to = 0;
    double smallest_p = 1;
    double told = 1;
    for (std::size_t twice_u = 0; twice_u < known.count.size(); ++twice_u) {
      if (known.count[twice_u] == 0) continue;
      up_to += known.count[twice_u];
      const auto from = known.all - up_to + known.count[twice_u];
      const double p = std::min(1.0, 2 * static_cast<double>(std::min(up_to, from)) / all);
      const auto result = test(known.sample(known.example[twice_u]),
                               known.sample(everything ^ known.example[twice_u]));
      ASSERT_EQ(2 * result.u, static_cast<double>(twice_u));
      ASSERT_TRUE(result.exact);
      ASSERT_EQ(result.ties, known.groups.size() < known.n1 + known.n2);
      ASSERT_EQ(result.all_equal, known.groups.size() == 1);
      ASSERT_TRUE(near(result.p_less, static_cast<double>(up_to) / all, 1e-14));
      ASSERT_TRUE(near(result.p_greater, static_cast<double>(from) / all, 1e-14));
      ASSERT_TRUE(near(result.p, p, 1e-14))
          << "2U = " << twice_u << ", ties " << testing::PrintToString(known.groups)
          << ", n1 = " << known.n1;
      smallest_p = std::min(smallest_p, p);
      told = result.smallest_p;
    }
    ASSERT_TRUE(near(told, smallest_p, 1e-14)) << testing::PrintToString(known.groups);
  });
}

struct Known {
  Values x, y;
  double u, p;
  double relative = 1e-9;  // of the digits known
};

class MannWhitneyOfBenchstat : public testing::TestWithParam<Known> {};

TEST_P(MannWhitneyOfBenchstat, GivesTheSamePByTheClassicLimits) {
  const auto& [x, y, u, p, relative] = GetParam();
  const auto result = mann_whitney(x, y, classic_limits);
  EXPECT_EQ(result.u, u);
  EXPECT_TRUE(near(result.p, p, relative));
}

const Values json_old{1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774};
const Values json_new{1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425};
const Values gob_old{3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062};
const Values gob_new{3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062};
const Values ieee_15_0_old{44.3, 44.6, 44.6, 45.8, 46.3, 46.8, 47.3, 47.7, 50.6, 50.7};
const Values ieee_15_0_new{43.4, 43.6, 43.8, 43.8, 43.9, 44.9, 45.1, 45.3, 45.4, 46};
const Values ieee_15_1_old{44, 44, 44, 44.1, 44.2, 44.5, 44.6, 45.1, 45.8, 46.8};
const Values ieee_15_1_new{43.7, 43.7, 43.8, 44, 44.1, 44.6, 44.9, 44.9, 45, 46.3};
const Values ieee_40_1_old{40.8, 40.9, 40.9, 40.9, 41, 41.1, 41.2, 41.4, 41.5, 42.9};
const Values ieee_40_1_new{41.3, 41.4, 41.5, 41.7, 41.9, 41.9, 42.1, 42.5, 42.9, 43.2};
const Values cast_40_1_old{19.1, 19.3, 19.5, 19.6, 19.7, 19.8, 19.8, 19.9, 20.1, 20.3};
const Values cast_40_1_new{19, 19.1, 19.3, 19.3, 19.3, 19.4, 19.5, 19.5, 19.7, 19.8};
const Values koop_40_1_old{85.6, 86.9, 87.9, 90.1, 90.9, 91.9, 93.5, 93.7, 95, 95.3};
const Values koop_40_1_new{86.5, 87, 87.1, 87.2, 87.5, 87.8, 88.4, 88.8, 89.1, 90.9};
const Values koop_1k_0_old{2109, 2161, 2211, 2231, 2247, 2264, 2288, 2308, 2371, 2480};
const Values koop_1k_0_new{2256, 2259, 2291, 2322, 2343, 2350, 2355, 2405, 2410, 2416};

INSTANTIATE_TEST_SUITE_P(GoldenFiles, MannWhitneyOfBenchstat,
                         testing::Values(Known{json_old, json_new, 100, 1.082508822446903e-05},
                                         Known{gob_old, gob_new, 39.5, 0.4461018857303687},
                                         Known{ieee_15_0_old, ieee_15_0_new, 84, .00830284, 1e-5},
                                         Known{ieee_15_1_old, ieee_15_1_new, 58.5, .538916, 1e-5},
                                         Known{ieee_40_1_old, ieee_40_1_new, 12.5, .00300937, 1e-5},
                                         Known{cast_40_1_old, cast_40_1_new, 77.5, .0361666, 1e-5},
                                         Known{koop_40_1_old, koop_40_1_new, 75.5, .0548615, 1e-5},
                                         Known{koop_1k_0_old, koop_1k_0_new, 24, .0524259, 1e-5}));

INSTANTIATE_TEST_SUITE_P(
    FewValues, MannWhitneyOfBenchstat,
    testing::Values(Known{{115, 114, 115, 115, 115}, Values(5, 78.8), 25, .007936507936507936},
                    Known{{2, 1, 3, 5}, {12, 11, 13, 15}, 0, .0285714, 1e-5},
                    Known{{2, 1, 3, 5}, {0, 4, 6, 7}, 5, .4857142857},
                    Known{{2, 1, 3, 5}, {2, 2, 2, 2}, 10, .7142857, 1e-6},
                    Known{{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 7}, 17.5, .9653679654}));

// The second of the last pair begins with 30 values of the first.
Values with_thirty_ties() {
  auto values = ramp(-41, 2, 600);
  std::ranges::copy(ramp(0, 2, 30), values.begin());
  return values;
}

INSTANTIATE_TEST_SUITE_P(
    AroundTheLimits, MannWhitneyOfBenchstat,
    testing::Values(Known{ramp(0, 1, 50), ramp(5.5, 1, 50), 990, .07353521063},
                    Known{ramp(0, 1, 51), ramp(5.5, 1, 51), 1035, .07613472653},
                    Known{ramp(0, 1, 25), ramp(3, 1, 25), 242, .1747644253},
                    Known{ramp(0, 1, 26), ramp(3, 1, 26), 264.5, .1813391204},
                    Known{ramp(0, 2, 500), ramp(-41, 2, 600), 135250, .0049335360814},
                    Known{ramp(0, 2, 500), with_thirty_ties(), 134845, .0038703814240}));

TEST(MannWhitney, GivesTheSamePWhenTheSidesAreSwapped) {
  const unsigned seed = 11;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 300; ++round) {
    const auto x = draw(engine, 1 + engine() % 20, 10);
    const auto y = draw(engine, 1 + engine() % 20, 10);
    for (const auto& limits : {MannWhitneyLimits{}, never_exact}) {
      const auto there = mann_whitney(x, y, limits);
      const auto back = mann_whitney(y, x, limits);
      ASSERT_EQ(there.p, back.p) << testing::PrintToString(x) << testing::PrintToString(y);
      ASSERT_EQ(there.u + back.u, static_cast<double>(x.size() * y.size()));
      ASSERT_TRUE(near(there.p_less, back.p_greater, 1e-14));
      ASSERT_TRUE(near(there.p_greater, back.p_less, 1e-14));
      ASSERT_TRUE(there.p > 0 && there.p <= 1);
    }
  }
}

TEST(MannWhitney, DependsOnNothingButTheOrder) {
  const unsigned seed = 12;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 100; ++round) {
    auto x = draw(engine, 12, 5);
    auto y = draw(engine, 9, 5);
    const auto before = mann_whitney(x, y);
    for (const auto& increasing :
         {+[](double v) { return v * 0x1p-40; }, +[](double v) { return std::log(v); },
          +[](double v) { return v * v * v - 1e9; }}) {
      Values transformed_x(x.size()), transformed_y(y.size());
      std::ranges::transform(x, transformed_x.begin(), increasing);
      std::ranges::transform(y, transformed_y.begin(), increasing);
      const auto after = mann_whitney(transformed_x, transformed_y);
      ASSERT_EQ(after.p, before.p);
      ASSERT_EQ(after.u, before.u);
    }
    std::ranges::shuffle(x, engine);
    std::ranges::shuffle(y, engine);
    ASSERT_EQ(mann_whitney(x, y).p, before.p);
  }
}

TEST(MannWhitney, NeverGivesALargerPForMoreSeparation) {
  const unsigned seed = 13;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (const std::size_t n : {4u, 10u, 30u, 200u}) {
    const auto x = draw(engine, n, 1e-9);
    auto y = draw(engine, n, 1e-9);
    double previous = 1;
    for (int step = 0; step < 100; ++step) {
      const auto result = mann_whitney(x, y);
      ASSERT_FALSE(result.ties);
      if (2 * result.u <= static_cast<double>(n * n)) {
        ASSERT_LE(result.p, previous) << "n = " << n << " at step " << step;
        previous = result.p;
      }
      for (double& value : y) value += 1.7;
    }
    ASSERT_TRUE(n > 100 || near(previous, smallest_p(n, n), 1e-13));
  }
}

TEST(MannWhitney, AgreesWithTheNormalApproximationForManyValues) {
  std::mt19937_64 engine(14);
  for (const double step : {1e-9, 5.0}) {
    for (int round = 0; round < 10; ++round) {
      const auto x = draw(engine, 60, step);
      auto y = draw(engine, 70, step);
      for (double& value : y) value += step > 1 ? 5 : 7.3;
      const auto exact = mann_whitney(x, y);
      const auto normal = mann_whitney(x, y, never_exact);
      EXPECT_TRUE(exact.exact);
      EXPECT_FALSE(normal.exact);
      EXPECT_NEAR(exact.p, normal.p, 2e-3);
      EXPECT_NEAR(exact.p_less, normal.p_less, 2e-3);
      EXPECT_NEAR(exact.p_greater, normal.p_greater, 2e-3);
      EXPECT_TRUE(near(normal.p, exact.p, exact.p > 0.01 ? 0.03 : 0.3));
    }
  }
}

TEST(MannWhitney, IsExactAsFarAsTheLimitsGo) {
  std::mt19937_64 engine(15);
  const auto tied = [&](std::size_t n) { return draw(engine, n, 5); };
  const auto untied = [&](std::size_t n) { return draw(engine, n, 1e-9); };
  EXPECT_TRUE(mann_whitney(tied(50), tied(50)).exact);
  EXPECT_TRUE(mann_whitney(untied(150), untied(150)).exact);
  EXPECT_FALSE(mann_whitney(tied(20), tied(20), {.work = 100}).exact);
  EXPECT_FALSE(mann_whitney(tied(300), tied(300)).exact);
  EXPECT_FALSE(mann_whitney(untied(300), untied(300)).exact);
  EXPECT_FALSE(mann_whitney(tied(26), tied(25), classic_limits).exact);
  EXPECT_TRUE(mann_whitney(untied(26), untied(50), classic_limits).exact);
  EXPECT_FALSE(mann_whitney(untied(26), untied(51), classic_limits).exact);
  // No limit makes it count beyond what a double holds.
  const MannWhitneyLimits unlimited{.work = std::numeric_limits<double>::infinity()};
  EXPECT_FALSE(mann_whitney(tied(515), tied(515), unlimited).exact);
  EXPECT_FALSE(mann_whitney(untied(515), untied(515), unlimited).exact);
}

TEST(MannWhitney, KeepsATailThatIsFarOutOnEitherSide) {
  const auto low = ramp(0, 1, 100);
  const auto high = ramp(1000, 1, 100);
  for (const auto& limits : {MannWhitneyLimits{}, classic_limits}) {
    const auto faster = mann_whitney(high, low, limits);
    const auto slower = mann_whitney(low, high, limits);
    EXPECT_GT(faster.p, 0);
    EXPECT_LT(faster.p, 1e-30);
    EXPECT_EQ(faster.p, slower.p);
  }
}

TEST(MannWhitney, KeepsTheLogarithmOfAPThatIsNoDouble) {
  const auto low = ramp(0, 1, 2000);
  const auto high = ramp(10'000, 1, 2000);
  EXPECT_EQ(mann_whitney(low, high).p, 0);
  // R: pnorm(z, lower.tail = FALSE, log.p = TRUE) + log(2)
  EXPECT_TRUE(near(mann_whitney(low, high).log_p, -1503.85352695558));
  EXPECT_EQ(mann_whitney(high, low).log_p, mann_whitney(low, high).log_p);
  const auto exact = mann_whitney(Values{1, 2, 3}, Values{4, 5, 6});
  EXPECT_TRUE(near(exact.log_p, std::log(0.1)));
}

TEST(MannWhitney, TakesAZeroOfEitherSignAsTheSame) {
  const auto result = mann_whitney(Values{-0.0, 0.0}, Values{0.0, -0.0});
  EXPECT_TRUE(result.all_equal);
  EXPECT_EQ(result.p, 1);
}

TEST(MannWhitney, OrdersInfinities) {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto result = mann_whitney(Values{-infinity, 1, 2}, Values{3, infinity, infinity});
  EXPECT_EQ(result.u, 0);
  EXPECT_TRUE(result.ties);
  EXPECT_TRUE(near(result.p, 0.1));
}

TEST(MannWhitney, SaysNothingAboutEqualOrMissingValues) {
  const auto equal = mann_whitney(Values(5, 3.0), Values(7, 3.0));
  EXPECT_TRUE(equal.all_equal);
  EXPECT_EQ(equal.p, 1);
  EXPECT_EQ(equal.p_less, 1);
  EXPECT_EQ(equal.p_greater, 1);
  EXPECT_EQ(equal.u, 17.5);
  const auto empty = mann_whitney(Values{}, Values{1, 2});
  EXPECT_EQ(empty.p, 1);
  EXPECT_FALSE(empty.all_equal);
}

TEST(MannWhitney, IsNaNWithNaN) {
  const auto result = mann_whitney(Values{1, std::nan(""), 2}, Values{1, 2});
  EXPECT_TRUE(std::isnan(result.p));
  EXPECT_TRUE(std::isnan(result.p_less));
  EXPECT_TRUE(std::isnan(result.p_greater));
  EXPECT_TRUE(std::isnan(result.u));
}

TEST(MannWhitney, AnswersTheSameWhateverItWasAskedBefore) {
  std::mt19937_64 engine(16);
  MannWhitney kept;
  for (int round = 0; round < 200; ++round) {
    auto x = draw(engine, 1 + engine() % 40, 4);
    auto y = draw(engine, 1 + engine() % 40, 4);
    std::ranges::sort(x);
    std::ranges::sort(y);
    ASSERT_EQ(kept(x, y).p, MannWhitney()(x, y).p);
  }
}

TEST(RunsToDetect, AreBenchstatsTable) {
  EXPECT_EQ(runs_to_detect(0.05), 4);
  EXPECT_EQ(runs_to_detect(0.01), 5);
  EXPECT_EQ(runs_to_detect(1), 1);
  EXPECT_EQ(runs_to_detect(1e-4), 9);
  EXPECT_EQ(runs_to_detect(1e-5), std::nullopt);
  EXPECT_EQ(runs_to_detect(std::nan("")), std::nullopt);
}

TEST(SmallestP, IsThePOfTwoSamplesThatDoNotOverlap) {
  EXPECT_EQ(smallest_p(1, 1), 1);
  EXPECT_TRUE(near(smallest_p(1, 10), 2.0 / 11));
  EXPECT_TRUE(near(smallest_p(10, 10), 1.082508822446903e-05));
  EXPECT_EQ(smallest_p(0, 5), 1);
  EXPECT_EQ(smallest_p(9, 4), mann_whitney(ramp(0, 1, 9), ramp(20, 1, 4)).p);
}

}  // namespace
}  // namespace benchdiff::stats
