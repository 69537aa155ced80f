#include <benchdiff/stats/trend.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/median.h>

#include "near.h"
#include "random_values.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr MannKendallLimits never_exact{.untied = 0, .tied = 0};

TEST(MannKendall, MatchesTheVectorsByTheNormalApproximation) {
  const auto vectors = read_vectors("series_diagnostics");
  MannKendall test(never_exact);
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"]["mann_kendall"];
    if (expect.is_null()) continue;
    const auto trend = test(c["x"].numbers());
    EXPECT_FALSE(trend.exact);
    EXPECT_EQ(static_cast<double>(trend.s), expect["S"].number()) << c["name"].text();
    EXPECT_TRUE(near(trend.variance, expect["var"].number())) << c["name"].text();
    EXPECT_TRUE(near(trend.z, expect["z"].number())) << c["name"].text();
    EXPECT_TRUE(near(trend.p, expect["p_two"].number())) << c["name"].text();
  }
}

TEST(MannKendall, HasTheExactPOfRWithoutTies) {
  const auto vectors = read_vectors("series_diagnostics");
  MannKendall test;
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    const auto values = c["x"].numbers();
    Ranking ranking;
    ranking.assign(values);
    if (values.size() >= 50 || ranking.ties()) continue;
    ++checked;
    const auto trend = test(values);
    EXPECT_TRUE(trend.exact);
    // R takes a p near 0 from 1, so that it has an error of 1e-16.
    EXPECT_NEAR(trend.p, c["oracle"]["R"]["kendall"]["p"].number(), 2e-15) << c["name"].text();
  }
  EXPECT_EQ(checked, 5);
  // 2 / 12!
  EXPECT_TRUE(near(test(vectors["cases"].array()[0]["x"].numbers()).p, 2 / 479001600.0, 1e-15));
}

// The numbers 1..n in an order with so many inversions.
Values with_inversions(std::size_t n, std::size_t inversions) {
  Values values;
  for (std::size_t value = n; value > 0; --value) {
    // After as many of the larger values as possible.
    const std::size_t place = std::min(inversions, values.size());
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(place), static_cast<double>(value));
    inversions -= place;
  }
  return values;
}

TEST(MannKendall, HasTheExactPOfRForMoreValues) {
  // cor.test(1:n, x, method = "kendall", exact = TRUE) of R 4.2.2: the number of growing pairs, p.
  struct Known {
    std::size_t n, growing;
    double p;
  };
  MannKendall test;
  for (const auto& known : {Known{5, 3, 0.48333333333333334},
                            {10, 19, 0.60065365961199291},
                            {20, 79, 0.31889648047194963},
                            {30, 253, 0.21370025661362479},
                            {49, 566, 0.71234843416928273}}) {
    const std::size_t pairs = known.n * (known.n - 1) / 2;
    const auto trend = test(with_inversions(known.n, pairs - known.growing));
    EXPECT_EQ(trend.s, 2 * static_cast<int>(known.growing) - static_cast<int>(pairs));
    EXPECT_TRUE(near(trend.p, known.p)) << known.n;
    EXPECT_TRUE(trend.exact);
  }
  // 2 P(D <= 49), far below what 1 - p could tell from 0
  EXPECT_TRUE(near(test(with_inversions(49, 49)).p, 2 * 1.2010124297827156e-35));
}

TEST(MannKendall, CountsTheOrdersOfTiedValues) {
  Random random(1);
  MannKendall test;
  for (int round = 0; round < 40; ++round) {
    Values values(7);
    for (double& value : values) value = static_cast<double>(random.below(4));
    const auto trend = test(values);
    Values order = values;
    std::ranges::sort(order);
    double all = 0;
    double growing = 0;
    double falling = 0;
    do {
      std::int64_t s = 0;
      for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t j = i + 1; j < order.size(); ++j) {
          s += (order[j] > order[i]) - (order[j] < order[i]);
        }
      }
      ++all;
      growing += s >= trend.s ? 1 : 0;
      falling += s <= trend.s ? 1 : 0;
    } while (std::ranges::next_permutation(order).found);
    EXPECT_TRUE(trend.exact);
    EXPECT_TRUE(near(trend.p, std::min(1.0, 2 * std::min(growing, falling) / all), 1e-15))
        << testing::PrintToString(values);
  }
}

TEST(MannKendall, IsNearTheExactPBeyondItsLimits) {
  Random random(2);
  MannKendall exact({.untied = 200, .tied = 20});
  MannKendall normal(never_exact);
  for (int round = 0; round < 50; ++round) {
    auto values = random.normals(20 + random.below(80));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += 0.01 * static_cast<double>(i);
    EXPECT_NEAR(exact(values).p, normal(values).p, 0.006) << round;
    values.resize(20);
    for (double& value : values) value = std::round(2 * value);
    EXPECT_NEAR(exact(values).p, normal(values).p, 0.02) << round;
  }
  // An option for more ties than can be counted is as good as the most that can.
  Values many(21, 1);
  many[3] = 2;
  EXPECT_FALSE(MannKendall({.untied = 49, .tied = 1000})(many).exact);
  many.pop_back();
  EXPECT_TRUE(MannKendall({.untied = 49, .tied = 1000})(many).exact);
}

TEST(MannKendall, CountsByMergingWhatComparingAllPairsCounts) {
  Random random(3);
  MannKendall test;
  for (const std::size_t n : {47u, 48u, 49u, 50u, 64u, 65u, 127u, 300u}) {
    for (const double steps : {3.0, 1000.0}) {
      Values values(n);
      for (double& value : values) value = std::floor(steps * random.uniform());
      std::int64_t s = 0;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
          s += (values[j] > values[i]) - (values[j] < values[i]);
        }
      }
      EXPECT_EQ(test(values).s, s) << n << " " << steps;
    }
  }
}

TEST(MannKendall, IsBlindForIncreasingMapsAndMirrorsInReverse) {
  Random random(4);
  MannKendall test;
  for (int round = 0; round < 100; ++round) {
    Values values(2 + random.below(60));
    for (double& value : values) value = static_cast<double>(random.below(40));
    const auto trend = test(values);
    Values mapped = values;
    for (double& value : mapped) value = std::exp(value / 7) - 100;
    EXPECT_EQ(test(mapped).p, trend.p) << round;
    EXPECT_EQ(test(mapped).s, trend.s) << round;

    std::ranges::reverse(values);
    EXPECT_EQ(test(values).p, trend.p) << round;
    EXPECT_EQ(test(values).s, -trend.s) << round;
    EXPECT_EQ(test(values).z, -trend.z) << round;
  }
}

TEST(MannKendall, SeesNoTrendWhereThereIsNothingToCompare) {
  MannKendall test;
  for (const Values& values : {Values{}, {3}, {2, 2, 2}, Values(100, 0.1), {infinity, infinity}}) {
    const auto trend = test(values);
    EXPECT_EQ(trend.s, 0);
    EXPECT_EQ(trend.variance, 0);
    EXPECT_EQ(trend.z, 0);
    EXPECT_EQ(trend.p, 1);
  }
  EXPECT_TRUE(std::isnan(test(Values{1, nan, 3}).p));
  EXPECT_TRUE(std::isnan(test(Values{1, nan, 3}).z));
  EXPECT_EQ(test(Values{-infinity, 0, infinity}).s, 3);
  EXPECT_EQ(test(Values{0.0, -0.0}).s, 0);
}

TEST(TheilSen, MatchesTheVectors) {
  const auto vectors = read_vectors("series_diagnostics");
  TheilSen slope;
  for (const auto& c : vectors["cases"].array()) {
    const auto values = c["x"].numbers();
    const auto found = slope(values);
    EXPECT_NEAR(found.per_run, c["expect"]["theil_sen_slope"].number(), 1e-14) << c["name"].text();
    Values sorted = values;
    std::ranges::sort(sorted);
    EXPECT_TRUE(near(found.relative, found.per_run / std::abs(median(sorted)), 1e-15));
  }
  // scipy.stats.theilslopes of SciPy 1.10.1
  EXPECT_TRUE(
      near(slope(Values{3.5, 1.25, 4, 1, 5, 9.75, 2.5, 6, 5.5, 3.25}).per_run, 0.25, 1e-15));
}

TEST(TheilSen, FindsTheSlopeOfManyValuesUnderNoise) {
  Random random(5);
  TheilSen slope;
  for (const std::size_t n :
       {TheilSen::most_complete, TheilSen::most_complete + 1, std::size_t{5000}}) {
    auto values = random.normals(n, 1000);
    for (std::size_t i = 0; i < n; ++i) values[i] -= 0.01 * static_cast<double>(i);
    const auto found = slope(values);
    // Some five standard errors of the slope from a third of the pairs.
    EXPECT_NEAR(found.per_run, -0.01, 5 * 4.6 * std::pow(static_cast<double>(n), -1.5)) << n;
    EXPECT_NEAR(found.relative, -0.00001, 1e-6) << n;
  }
  Values line(2000);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = 3 - 2 * static_cast<double>(i);
  EXPECT_EQ(slope(line).per_run, -2);
}

TEST(TheilSen, ComparesTheFirstThirdWithTheLastWhereThereAreManyValues) {
  Values values(3000, 1e6);
  std::fill(values.begin(), values.begin() + 1000, 10.0);
  std::fill(values.end() - 1000, values.end(), 2010.0);
  EXPECT_EQ(TheilSen()(values).per_run, 1);
}

TEST(TheilSen, IsDefinedForEveryInput) {
  TheilSen slope;
  for (const Values& values : {Values{}, {1}, {1, nan, 2}, {1, infinity, 2}}) {
    EXPECT_TRUE(std::isnan(slope(values).per_run));
    EXPECT_TRUE(std::isnan(slope(values).relative));
  }
  EXPECT_EQ(slope(Values{4, 4, 4}).per_run, 0);
  EXPECT_EQ(slope(Values{4, 4, 4}).relative, 0);
  EXPECT_EQ(slope(Values{-1, 0, 1}).per_run, 1);
  EXPECT_TRUE(std::isnan(slope(Values{-1, 0, 1}).relative));
  EXPECT_EQ(slope(Values{-4, -3}).per_run, 1);
  EXPECT_TRUE(near(slope(Values{-4, -3}).relative, 1 / 3.5));
}

TEST(TheilSen, ScalesWithTheUnit) {
  Random random(6);
  TheilSen slope;
  for (int round = 0; round < 20; ++round) {
    auto values = random.normals(2 + random.below(30), 5);
    const auto found = slope(values);
    for (double& value : values) value *= 0x1p-300;
    EXPECT_EQ(slope(values).per_run, found.per_run * 0x1p-300) << round;
    EXPECT_EQ(slope(values).relative, found.relative) << round;
  }
}

}  // namespace
}  // namespace benchdiff::stats
