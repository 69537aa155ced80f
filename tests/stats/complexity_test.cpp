#include <benchdiff/stats/complexity.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

using Verdict = Complexity::Verdict;
constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> powers{8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192};

struct Runs {
  std::vector<double> sizes, values;
};

Runs runs_of(Growth growth, double coefficient, double constant, double deviation, int repeats,
             std::uint64_t seed) {
  Noise noise(seed);
  Runs runs;
  for (const double n : powers) {
    for (int i = 0; i < repeats; ++i) {
      runs.sizes.push_back(n);
      const double value = coefficient * growth_at(growth, n) + constant;
      runs.values.push_back(value * std::exp(deviation * noise()));
    }
  }
  return runs;
}

TEST(GrowthAt, IsTheFunctionOfItsName) {
  EXPECT_EQ(growth_at(Growth::constant, 8), 1);
  EXPECT_EQ(growth_at(Growth::logarithmic, 8), 3);
  EXPECT_EQ(growth_at(Growth::square_root, 16), 4);
  EXPECT_EQ(growth_at(Growth::linear, 8), 8);
  EXPECT_EQ(growth_at(Growth::linearithmic, 8), 24);
  EXPECT_EQ(growth_at(Growth::quadratic, 8), 64);
  EXPECT_EQ(growth_at(Growth::cubic, 8), 512);
}

TEST(Complexity, RecoversEveryGrowthWithoutNoise) {
  for (std::size_t i = 0; i < growths; ++i) {
    const auto growth = static_cast<Growth>(i);
    for (const double share : {0.0, 0.01, 1.0, 100.0}) {
      if (growth == Growth::constant && share > 0) continue;
      const double constant = share * 3 * growth_at(growth, 64);
      const Runs runs = runs_of(growth, 3, constant, 0, 1, 1);
      const auto complexity = fit_complexity(runs.sizes, runs.values);
      EXPECT_EQ(complexity.verdict, Verdict::clear) << i << ' ' << share;
      ASSERT_EQ(complexity.best, growth) << i << ' ' << share;
      const GrowthFit& fit = complexity.candidates[i];
      EXPECT_EQ(fit.growth, growth);
      EXPECT_TRUE(near(fit.coefficient, 3, 1e-9)) << i << ' ' << share;
      EXPECT_NEAR(fit.constant, constant, 1e-9 * (constant + 3 * growth_at(growth, 8)));
      EXPECT_LT(fit.residual, 1e-12);
      EXPECT_TRUE(fit.plausible);
    }
  }
}

TEST(Complexity, FindsTheGrowthInFivePercentOfNoise) {
  for (std::size_t i = 0; i < growths; ++i) {
    const auto growth = static_cast<Growth>(i);
    int right = 0;
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
      const double constant = i == 0 ? 0 : 0.3 * growth_at(growth, 256);
      const Runs runs = runs_of(growth, 3, constant, 0.05, 3, seed);
      const auto complexity = fit_complexity(runs.sizes, runs.values);
      right += complexity.best == growth ? 1 : 0;
      wrong += complexity.best && complexity.best != growth ? 1 : 0;
    }
    EXPECT_GE(right, 27) << i;
    EXPECT_LE(wrong, 1) << i;
  }
}

TEST(Complexity, SeldomNamesAWrongGrowthWhereSizesAreTooCloseToTell) {
  int wrong = 0;
  int plausible = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Noise noise(seed);
    const std::vector<double> sizes{1024, 1500, 2048, 3000, 4096};
    std::vector<double> values;
    for (const double n : sizes) values.push_back((n + 600) * std::exp(0.05 * noise()));
    const auto complexity = fit_complexity(sizes, values);
    wrong += complexity.best && complexity.best != Growth::linear ? 1 : 0;
    plausible += complexity.candidates[3].plausible ? 1 : 0;
  }
  EXPECT_LE(wrong, 15);
  EXPECT_GE(plausible, 85);
}

TEST(Complexity, IsMovedLittleByOneSizeThatIsTenTimesOff) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Runs runs = runs_of(Growth::linear, 3, 100, 0.01, 1, seed);
    runs.values[seed % runs.values.size()] *= seed % 2 == 0 ? 10 : 0.1;
    const auto complexity = fit_complexity(runs.sizes, runs.values);
    EXPECT_EQ(complexity.best, Growth::linear) << seed;
    EXPECT_NEAR(complexity.candidates[3].coefficient, 3, 0.12) << seed;
  }
}

TEST(Complexity, DoesNotLetAFixedCostHideTheGrowthAsGoogleBenchmarkDoes) {
  // One coefficient by least squares to the values, and the least residual named: a cost per call
  // makes n log n look linear there.
  const Runs runs = runs_of(Growth::linearithmic, 1, 30'000, 0, 1, 1);
  const auto residual = [&](Growth growth) {
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < runs.sizes.size(); ++i) {
      const double f = growth_at(growth, runs.sizes[i]);
      products += f * runs.values[i];
      squares += f * f;
    }
    double sum = 0;
    for (std::size_t i = 0; i < runs.sizes.size(); ++i) {
      const double rest = runs.values[i] - products / squares * growth_at(growth, runs.sizes[i]);
      sum += rest * rest;
    }
    return sum;
  };
  EXPECT_LT(residual(Growth::linear), residual(Growth::linearithmic));
  EXPECT_EQ(fit_complexity(runs.sizes, runs.values).best, Growth::linearithmic);
}

TEST(Complexity, NamesNothingForFewSizesOrSeveralAlikeOrNoneThatFits) {
  const std::vector<double> three{1, 10, 100, 100};
  const auto few = fit_complexity(three, three);
  EXPECT_EQ(few.verdict, Verdict::few_sizes);
  EXPECT_EQ(few.best, std::nullopt);
  EXPECT_EQ(few.sizes, 3);
  EXPECT_EQ(few.runs, 4);
  EXPECT_TRUE(near(few.candidates[3].coefficient, 1));

  const std::vector<double> close{1000, 1010, 1020, 1030};
  const auto alike = fit_complexity(close, std::vector<double>{100, 130, 118, 150}, {.flat = 0.01});
  EXPECT_EQ(alike.verdict, Verdict::alike);
  EXPECT_EQ(alike.best, std::nullopt);
  EXPECT_GT(std::ranges::count_if(alike.candidates, &GrowthFit::plausible), 1);

  std::vector<double> between;
  std::vector<double> falling;
  std::vector<double> doubling;
  for (const double n : powers) {
    between.push_back(std::pow(n, 1.5));
    falling.push_back(1e9 / n);
    doubling.push_back(std::pow(2, n / 64));
  }
  for (const auto& values : {between, falling, doubling}) {
    EXPECT_EQ(fit_complexity(powers, values).verdict, Verdict::none_fits);
  }
  EXPECT_TRUE(near(fit_complexity(powers, between).power_law->exponent, 1.5));
}

TEST(Complexity, TakesSlightGrowthInNoiseForConstant) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Noise noise(seed);
    std::vector<double> values;
    for (std::size_t i = 0; i < powers.size(); ++i) values.push_back(50 + 0.3 * noise());
    const auto complexity = fit_complexity(powers, values);
    if (complexity.best) {
      EXPECT_EQ(complexity.best, Growth::constant) << seed;
    }
    EXPECT_TRUE(near(complexity.candidates[0].coefficient, 50, 0.01)) << seed;
  }
}

TEST(Complexity, DoesNotDependOnTheOrderOfRuns) {
  const Runs runs = runs_of(Growth::linear, 3, 100, 0.1, 4, 7);
  const Runs reversed{{runs.sizes.rbegin(), runs.sizes.rend()},
                      {runs.values.rbegin(), runs.values.rend()}};
  const auto one = fit_complexity(runs.sizes, runs.values);
  const auto other = fit_complexity(reversed.sizes, reversed.values);
  for (std::size_t i = 0; i < growths; ++i) {
    EXPECT_EQ(one.candidates[i].coefficient, other.candidates[i].coefficient);
    EXPECT_EQ(one.candidates[i].prediction_error, other.candidates[i].prediction_error);
  }
}

TEST(Complexity, ScalesWithTheValuesToTheBit) {
  const Runs runs = runs_of(Growth::quadratic, 3, 100, 0.1, 2, 11);
  std::vector<double> scaled;
  for (const double value : runs.values) scaled.push_back(1024 * value);
  const auto one = fit_complexity(runs.sizes, runs.values);
  const auto other = fit_complexity(runs.sizes, scaled);
  EXPECT_EQ(one.best, other.best);
  for (std::size_t i = 0; i < growths; ++i) {
    EXPECT_EQ(1024 * one.candidates[i].coefficient, other.candidates[i].coefficient);
    EXPECT_EQ(1024 * one.candidates[i].constant, other.candidates[i].constant);
    EXPECT_EQ(one.candidates[i].prediction_error, other.candidates[i].prediction_error);
  }
}

TEST(Complexity, LeavesOutRunsWithoutASizeOrAValue) {
  Runs runs = runs_of(Growth::linear, 3, 0, 0, 1, 1);
  for (const double bad : {0.5, -1.0, infinity, std::nan("")}) {
    runs.sizes.push_back(bad);
    runs.values.push_back(1e9);
  }
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
    runs.sizes.push_back(100);
    runs.values.push_back(bad);
  }
  const auto complexity = fit_complexity(runs.sizes, runs.values);
  EXPECT_EQ(complexity.best, Growth::linear);
  EXPECT_EQ(complexity.sizes, powers.size());
  EXPECT_EQ(complexity.runs, powers.size());
}

TEST(Complexity, IsDefinedForNothingAndOneSizeAndHugeOnes) {
  const auto nothing = fit_complexity({}, {});
  EXPECT_EQ(nothing.verdict, Verdict::few_sizes);
  EXPECT_EQ(nothing.power_law, std::nullopt);
  EXPECT_TRUE(std::isnan(nothing.candidates[0].coefficient));

  const auto one = fit_complexity(std::vector{4.0}, std::vector{8.0});
  EXPECT_TRUE(near(one.candidates[0].coefficient, 8));
  EXPECT_TRUE(std::isnan(one.candidates[0].prediction_error));

  const std::vector<double> huge{1e120, 1e150, 1e200, 1e250, 1e300};
  const auto beyond = fit_complexity(huge, std::vector<double>{1, 2, 3, 4, 5});
  EXPECT_TRUE(std::isnan(beyond.candidates[6].coefficient));
  EXPECT_FALSE(beyond.candidates[6].plausible);
}

TEST(Complexity, FitsWithoutAConstantWhereThatIsAsked) {
  const Runs runs = runs_of(Growth::linear, 3, 100, 0, 1, 1);
  const auto complexity = fit_complexity(runs.sizes, runs.values, {.constant = false});
  for (const GrowthFit& fit : complexity.candidates) EXPECT_EQ(fit.constant, 0);
  // log2 1 = 0 can't be anything else.
  const auto from_one = fit_complexity(std::vector<double>{1, 2, 4, 8},
                                       std::vector<double>{1, 2, 3, 4}, {.constant = false});
  EXPECT_TRUE(std::isnan(from_one.candidates[1].coefficient));
}

TEST(Complexity, TakesManySizesInFolds) {
  std::vector<double> sizes;
  std::vector<double> values;
  Noise noise(3);
  for (int i = 1; i <= 300; ++i) {
    sizes.push_back(i);
    values.push_back(5.0 * i * std::exp(0.05 * noise()));
  }
  const auto complexity = fit_complexity(sizes, values);
  EXPECT_EQ(complexity.best, Growth::linear);
  EXPECT_NEAR(complexity.candidates[3].prediction_error, 0.04, 0.005);
}

}  // namespace
}  // namespace benchdiff::stats
