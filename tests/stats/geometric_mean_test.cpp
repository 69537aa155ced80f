#include <benchdiff/stats/geometric_mean.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(GeometricMean, MatchesTheVectors) {
  const auto vectors = read_vectors("geomean");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (!c.has("x")) continue;
    ++checked;
    EXPECT_TRUE(near(geometric_mean(c["x"].numbers()), c["expect"]["geomean"].number()))
        << c["name"].text();
  }
  EXPECT_EQ(checked, 22);
}

TEST(GeometricMean, MatchesTheSummaryRowsOfBenchstatToTheLastDigits) {
  const auto vectors = read_vectors("geomean");
  for (const auto& c : vectors["cases"].array()) {
    if (!c.has("rows_old_new")) continue;
    std::vector<double> old_values;
    for (const auto& row : c["rows_old_new"].array()) {
      if (!row.array()[0].is_null()) old_values.push_back(row.array()[0].number());
    }
    EXPECT_TRUE(
        near(geometric_mean(old_values), c["expect"]["benchstat_geomean_old"].number(), 4e-15))
        << c["name"].text();
  }
}

TEST(GeometricMean, IsNaNOfNothingAndOfWhatHasNoLogarithm) {
  EXPECT_TRUE(std::isnan(geometric_mean({})));
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{2.0, 0.0})));
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{2.0, -1.0})));
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{2.0, std::nan(""), 3.0})));
}

TEST(GeometricMean, IsInfiniteWithAnInfinity) {
  EXPECT_EQ(geometric_mean(std::vector{1.0, infinity, 2.0}), infinity);
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{infinity, 0.0})));
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{infinity, std::nan("")})));
}

MeasuredChange row(double ratio, double half, std::size_t n) {
  const Change change{ratio, ratio * std::exp(-half), ratio * std::exp(half), 0.95,
                      Change::Kind::ratio};
  return {change, n, n};
}

TEST(SuiteChange, OfOneRowIsThatRow) {
  const MeasuredChange only = row(1.25, 0.03, 7);
  const auto suite = suite_change(std::vector{only}, 0.95);
  EXPECT_TRUE(near(suite.ratio, 1.25));
  EXPECT_TRUE(near(suite.low, only.change.low));
  EXPECT_TRUE(near(suite.high, only.change.high));
  EXPECT_EQ(suite.level, 0.95);
  EXPECT_EQ(suite.rows, 1);
  EXPECT_TRUE(suite.left_out.empty());
}

TEST(SuiteChange, AddsUpTheSquaresOfErrorsAndTheirDegreesOfFreedom) {
  // Four rows of the error e make one of e / 2, and Satterthwaite's degrees add up: 4 * 8 = 32.
  // qt(0.975, c(8, 32)) is 2.306004135204166, 2.036933343460103.
  const std::vector rows{row(1.1, 0.04, 5), row(0.9, 0.04, 5), row(2, 0.04, 5), row(1, 0.04, 5)};
  const auto suite = suite_change(rows, 0.95);
  const double ratio = std::pow(1.1 * 0.9 * 2, 0.25);
  const double half = 0.02 * 2.036933343460103 / 2.306004135204166;
  EXPECT_TRUE(near(suite.ratio, ratio));
  EXPECT_TRUE(near(suite.low, ratio * std::exp(-half)));
  EXPECT_TRUE(near(suite.high, ratio * std::exp(half)));
}

TEST(SuiteChange, IsNoWiderForRowsThatDifferFromOneAnother) {
  const auto alike = suite_change(std::vector{row(1, 0.04, 9), row(1, 0.04, 9)}, 0.95);
  const auto apart = suite_change(std::vector{row(0.1, 0.04, 9), row(10, 0.04, 9)}, 0.95);
  EXPECT_TRUE(near(alike.high / alike.low, apart.high / apart.low));
}

TEST(SuiteChange, CoversTheMeanOfTheTrueRatiosAndSampledCoversThatOfThePopulation) {
  int held = 0;
  int held_beyond = 0;
  HodgesLehmann compare;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Noise noise(seed);
    std::vector<MeasuredChange> rows;
    std::vector<double> ones;
    std::vector<double> ratios;
    double truth = 0;
    for (int i = 0; i < 8; ++i) {
      const double change = 0.1 * noise();
      const double deviation = 0.01 * (1 + i % 4);
      truth += change / 8;
      std::vector<double> x(6);
      std::vector<double> y(6);
      for (double& value : x) value = std::exp(deviation * noise());
      for (double& value : y) value = std::exp(change + deviation * noise());
      std::ranges::sort(x);
      std::ranges::sort(y);
      rows.push_back({compare(x, y, 0.95), 6, 6});
      ones.push_back(1);
      ratios.push_back(rows.back().change.estimate);
    }
    const auto suite = suite_change(rows, 0.95);
    held += suite.low <= std::exp(truth) && std::exp(truth) <= suite.high ? 1 : 0;
    const auto sampled = sampled_suite_change(ones, ratios, 0.95);
    held_beyond += sampled.low <= 1 && 1 <= sampled.high ? 1 : 0;
  }
  for (const int count : {held, held_beyond}) {
    EXPECT_GE(count, 365);
    EXPECT_LE(count, 394);
  }
}

TEST(SuiteChange, IsEverythingWhereARowsNoiseIsUnknown) {
  MeasuredChange open = row(1.1, 0.1, 3);
  open.change.low = 0;
  open.change.high = infinity;
  open.change.level = 1;
  const auto suite = suite_change(std::vector{open, row(1.1, 0.01, 9)}, 0.95);
  EXPECT_TRUE(near(suite.ratio, 1.1));
  EXPECT_EQ(suite.low, 0);
  EXPECT_EQ(suite.high, infinity);
  EXPECT_EQ(suite.level, 1);
  EXPECT_EQ(suite.rows, 2);
  for (const double confidence : {1.0, std::nan("")}) {
    EXPECT_EQ(suite_change(std::vector{row(1, 0.1, 9)}, confidence).high, infinity);
  }
  EXPECT_EQ(suite_change(std::vector{row(1, 0.1, 1)}, 0.95).high, infinity);
}

TEST(SuiteChange, LeavesOutRowsWithoutARatio) {
  MeasuredChange shift = row(1.1, 0.1, 9);
  shift.change.kind = Change::Kind::shift;
  std::vector rows{shift, row(2, 0.1, 9)};
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) rows.push_back(row(bad, 0.1, 9));
  rows.push_back(row(8, 0, 9));
  const auto suite = suite_change(rows, 0.95);
  EXPECT_TRUE(near(suite.ratio, 4));
  EXPECT_EQ(suite.rows, 2);
  EXPECT_EQ(suite.left_out, (std::vector<std::size_t>{0, 2, 3, 4, 5}));

  for (const auto& none : {suite_change({}, 0.95), suite_change(std::vector{shift}, 0.95)}) {
    EXPECT_TRUE(std::isnan(none.ratio));
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, infinity);
  }
  const auto exact = suite_change(std::vector{row(2, 0, 1), row(8, 0, 1)}, 0.95);
  EXPECT_TRUE(near(exact.low, 4));
  EXPECT_EQ(exact.low, exact.high);
}

TEST(SampledSuiteChange, MatchesTheTTestOfR) {
  // t.test(log(c(1.05, 0.98, 1.2, 1.01, 0.7)))$conf.int, R 4.2.2
  const auto suite = sampled_suite_change(std::vector{100.0, 100.0, 10.0, 1.0, 10.0},
                                          std::vector{105.0, 98.0, 12.0, 1.01, 7.0}, 0.95);
  EXPECT_TRUE(near(std::log(suite.ratio), -0.027163119887939437, 1e-12));
  EXPECT_TRUE(near(std::log(suite.low), -0.2752293066873869, 1e-12));
  EXPECT_TRUE(near(std::log(suite.high), 0.2209030669115079, 1e-12));
  EXPECT_EQ(suite.level, 0.95);
}

TEST(SampledSuiteChange, HasTheRatiosOfTheVectors) {
  const auto vectors = read_vectors("geomean");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    if (!c.has("rows_old_new")) continue;
    const double expected = c["expect"]["benchstat_ratio_of_matched"].number();
    std::vector<double> old_values;
    std::vector<double> new_values;
    for (const auto& pair : c["rows_old_new"].array()) {
      if (pair.array()[0].is_null() || pair.array()[1].is_null()) continue;
      old_values.push_back(pair.array()[0].number());
      new_values.push_back(pair.array()[1].number());
    }
    const auto suite = sampled_suite_change(old_values, new_values, 0.95);
    // What makes benchstat's mean undefined is left out here, and said.
    if (std::isnan(expected)) {
      EXPECT_TRUE(old_values.empty() || !suite.left_out.empty()) << c["name"].text();
      continue;
    }
    ++checked;
    EXPECT_TRUE(near(suite.ratio, expected)) << c["name"].text();
    EXPECT_TRUE(suite.left_out.empty()) << c["name"].text();
  }
  EXPECT_EQ(checked, 7);
}

TEST(SampledSuiteChange, MirrorsAndLeavesOutAndSaysNothingOfOneRow) {
  const std::vector old_values{1.0, 0.0, 0.0, 4.0, -1.0, infinity, 5.0};
  const std::vector new_values{2.0, 0.0, 3.0, 0.0, 2.0, 1.0, 4.0};
  const auto suite = sampled_suite_change(old_values, new_values, 0.9);
  const auto mirrored = sampled_suite_change(new_values, old_values, 0.9);
  EXPECT_EQ(suite.rows, 3);
  EXPECT_EQ(suite.left_out, (std::vector<std::size_t>{2, 3, 4, 5}));
  EXPECT_TRUE(near(mirrored.ratio, 1 / suite.ratio));
  EXPECT_TRUE(near(mirrored.low, 1 / suite.high));

  const auto one = sampled_suite_change(std::vector{2.0}, std::vector{3.0}, 0.95);
  EXPECT_TRUE(near(one.ratio, 1.5));
  EXPECT_EQ(one.low, 0);
  EXPECT_EQ(one.high, infinity);
  EXPECT_EQ(one.level, 1);
  EXPECT_TRUE(std::isnan(sampled_suite_change({}, {}, 0.95).ratio));
}

}  // namespace
}  // namespace benchdiff::stats
