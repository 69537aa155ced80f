#include <benchdiff/stats/permutation.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/mann_whitney.h>
#include <benchdiff/stats/random.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Statistic = PermutationOptions::Statistic;

constexpr PermutationOptions means{.statistic = Statistic::mean};
constexpr PermutationOptions medians{.statistic = Statistic::median};
constexpr PermutationOptions sampled_means{.statistic = Statistic::mean, .most_arrangements = 0};
// As counting medians is cheaper than most samples of them.
constexpr PermutationOptions sampled_medians{
    .statistic = Statistic::median, .most_arrangements = 0, .resamples = 3};

std::vector<double> sample(std::size_t n, double from, Random& random, double step = 0) {
  std::vector<double> values(n);
  for (double& value : values) {
    value = from + random.uniform();
    if (step > 0) value = std::floor(value / step) * step;
  }
  return values;
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

void expect_same_p(const PermutationResult& a, const PermutationResult& b,
                   const std::string& what) {
  EXPECT_EQ(a.p, b.p) << what;
  EXPECT_EQ(a.p_less, b.p_less) << what;
  EXPECT_EQ(a.p_greater, b.p_greater) << what;
  EXPECT_EQ(a.smallest_p, b.smallest_p) << what;
  EXPECT_EQ(a.exact, b.exact) << what;
  EXPECT_EQ(a.arrangements, b.arrangements) << what;
}

TEST(Permutation, MatchesTheVectorsOfMeans) {
  const auto vectors = read_vectors("permutation_mean_exact");
  for (const auto& c : vectors["cases"].array()) {
    const auto& expect = c["expect"];
    const auto result = permutation_test(c["x"].numbers(), c["y"].numbers());
    EXPECT_TRUE(result.exact) << c["name"].text();
    EXPECT_EQ(result.arrangements, expect["arrangements"].number()) << c["name"].text();
    EXPECT_TRUE(near(result.p, expect["p_two_doubled"].number(), 1e-15)) << c["name"].text();
    EXPECT_TRUE(near(result.p_less, expect["p_less"].number(), 1e-15)) << c["name"].text();
    EXPECT_TRUE(near(result.p_greater, expect["p_greater"].number(), 1e-15)) << c["name"].text();
  }
}

// p by scipy.stats.permutation_test of SciPy 1.10.1 with n_resamples=inf, the statistic rounded to
// nine digits for its ties; differences by NumPy.
TEST(Permutation, AgreesWithSciPy) {
  struct Known {
    std::vector<double> x, y;
    Statistic statistic;
    double difference, p, p_less, p_greater;
  };
  const std::vector<double> x1{97.59, 96.03, 99.25, 101.26, 103.41, 100.33, 98.34};
  const std::vector<double> y1{99.65, 104.25, 106.9, 102.82, 98.3, 99.13, 106.8, 102.61};
  const std::vector<double> x2{45, 50, 47, 48, 49, 48};
  const std::vector<double> y2{54, 52, 50, 53, 54, 47};
  const std::vector<double> x3{2.4, 1.7, 2.5, 1.4, 2.7, 2.7, 2.3, 1.6, 2.2};
  const std::vector<double> y3{2.3, 2.1, 4.5, 2.3};
  for (const auto& known :
       {Known{x1, y1, Statistic::mean, 3.098928571428573, 0.06557886557886558, 0.03278943278943279,
              0.9676767676767677},
        {x1, y1, Statistic::median, 3.465, 0.15571095571095572, 0.07785547785547786,
         0.9439005439005439},
        {x2, y2, Statistic::mean, 3.8333333333333333, 0.030303030303030304, 0.015151515151515152,
         0.9924242424242424},
        {x2, y2, Statistic::median, 4.5, 0.04112554112554113, 0.020562770562770564,
         0.9902597402597403},
        {x3, y3, Statistic::mean, 0.6333333333333333, 0.27412587412587414, 0.13706293706293707,
         0.8797202797202798},
        {x3, y3, Statistic::median, 0, 1, 0.5636363636363636, 0.5762237762237762}}) {
    const auto result = permutation_test(known.x, known.y, {.statistic = known.statistic});
    EXPECT_TRUE(near(result.difference, known.difference, 1e-13));
    EXPECT_TRUE(near(result.p, known.p, 1e-14));
    EXPECT_TRUE(near(result.p_less, known.p_less, 1e-14));
    EXPECT_TRUE(near(result.p_greater, known.p_greater, 1e-14));
  }
}

// perm.test of exactRankTests 0.8.35 in R 4.2.2, with 17 digits.
TEST(Permutation, AgreesWithR) {
  const std::vector<double> x{103, 98, 110, 95, 101, 99, 107, 104, 96, 100, 102, 111, 97, 105};
  const std::vector<double> y{109, 101, 115, 98, 106, 112, 104, 118, 99, 107, 113, 100, 110, 108};
  const auto result = permutation_test(x, y);
  EXPECT_TRUE(result.exact);
  EXPECT_TRUE(near(result.p, 0.025910770105143508, 1e-15));
  EXPECT_TRUE(near(result.p_less, 0.012955385052571754, 1e-15));
  EXPECT_TRUE(near(result.p_greater, 0.98914539118469658, 1e-15));
}

// 0.1 + 0.2 isn't 0.3 in doubles, and yet {0.3, 0.0} is as extreme.
TEST(Permutation, CountsTiesThatRoundingHides) {
  const auto decimal = permutation_test(std::vector{0.1, 0.2}, std::vector{0.3, 0.0, 0.7});
  const auto whole = permutation_test(std::vector{1.0, 2.0}, std::vector{3.0, 0.0, 7.0});
  expect_same_p(decimal, whole, "0.1 + 0.2");
  EXPECT_EQ(decimal.p_less, 0.4);
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    std::vector<double> x(3 + random.below(6));
    std::vector<double> y(3 + random.below(6));
    for (auto* side : {&x, &y}) {
      for (double& value : *side) value = static_cast<double>(1000 + random.below(20));
    }
    for (const auto& options : {means, medians}) {
      const auto expected = permutation_test(x, y, options);
      for (const double unit : {0.01, 0.001, 1e-9, 1e9 / 3}) {
        expect_same_p(permutation_test(scaled(x, unit), scaled(y, unit), options), expected,
                      "seed " + std::to_string(seed));
      }
    }
  }
}

TEST(Permutation, TellsNearlyEqualValuesApart) {
  const std::vector<double> x{9.999999, 1, 2};
  EXPECT_EQ(permutation_test(x, std::vector{10.0, 20.0, 30.0}).p, 0.1);
  EXPECT_EQ(permutation_test(std::vector{1e15, 1e15 + 1}, std::vector{1e15 + 2, 1e15 + 3}).p_less,
            1.0 / 6);
}

TEST(Permutation, MirrorsWithTheSides) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const std::size_t n1 = 1 + random.below(9);
    const std::size_t n2 = seed % 2 == 0 ? n1 : 1 + random.below(9);
    const double step = seed % 3 == 0 ? 0.25 : 0;
    const auto x = sample(n1, 1, random, step);
    const auto y = sample(n2, 1, random, step);
    for (const auto& options : {means, medians, sampled_means, sampled_medians}) {
      const auto result = permutation_test(x, y, options);
      auto swapped = permutation_test(y, x, options);
      EXPECT_EQ(swapped.difference, -result.difference) << seed;
      std::swap(swapped.p_less, swapped.p_greater);
      expect_same_p(swapped, result, "seed " + std::to_string(seed));
    }
  }
}

TEST(Permutation, IsTheSameBothWaysForSidesThatAreTheSame) {
  Random random(1);
  const auto values = sample(40, 1, random);
  for (const auto& options : {means, medians, sampled_means, sampled_medians}) {
    const auto result = permutation_test(values, values, options);
    EXPECT_EQ(result.p_less, result.p_greater);
    EXPECT_EQ(result.p, 1);
    EXPECT_EQ(result.difference, 0);
  }
}

TEST(Permutation, KeepsItsBitsInAnyOrderAndUnit) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    const auto x = sample(7, 1, random);
    const auto y = sample(1 + random.below(9), 1, random);
    auto reversed = x;
    std::ranges::reverse(reversed);
    for (const auto& options : {means, medians, sampled_means, sampled_medians}) {
      const auto result = permutation_test(x, y, options);
      expect_same_p(permutation_test(reversed, y, options), result, "reversed");
      EXPECT_EQ(permutation_test(reversed, y, options).difference, result.difference);
      for (const double unit : {0x1p-30, 0x1p+900}) {
        const auto other = permutation_test(scaled(x, unit), scaled(y, unit), options);
        expect_same_p(other, result, "seed " + std::to_string(seed));
        EXPECT_EQ(other.difference, unit * result.difference);
      }
    }
  }
}

TEST(Permutation, NeverRisesWithTheDistanceOfMeans) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    const auto x = sample(6, 1, random, 0.125);
    auto y = sample(1 + random.below(8), 1, random, 0.125);
    double last = 1;
    for (int step = 0; step <= 12; ++step) {
      const double p = permutation_test(x, y).p_less;
      EXPECT_LE(p, last) << seed;
      last = p;
      for (double& value : y) value += 0.125;
    }
  }
}

TEST(Permutation, IsNeverBelowTheSmallestThereIs) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const auto x = sample(1 + random.below(8), 1, random, 0.125);
    const auto y = sample(1 + random.below(8), 1.5, random, 0.125);
    for (const auto& options : {means, medians, sampled_means, sampled_medians}) {
      const auto result = permutation_test(x, y, options);
      EXPECT_GE(result.p, result.smallest_p) << seed;
      EXPECT_LE(result.p, 1) << seed;
      EXPECT_GE(result.p_less + result.p_greater, 1) << seed;
    }
  }
}

void expect_sampled_near(const PermutationResult& sampled, double p_less, double p_greater,
                         double tolerance) {
  EXPECT_FALSE(sampled.exact);
  EXPECT_NEAR(sampled.p_less, p_less, tolerance);
  EXPECT_NEAR(sampled.p_greater, p_greater, tolerance);
  EXPECT_EQ(sampled.p, std::min(1.0, 2 * std::min(sampled.p_less, sampled.p_greater)));
  EXPECT_TRUE(near(sampled.smallest_p, 2 / (1 + sampled.arrangements)));
}

TEST(Permutation, SamplesTheMeansItWouldCount) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const auto x = sample(8, 1, random);
    const auto y = sample(8 + seed % 2, 1.2, random);
    const auto exact = permutation_test(x, y);
    ASSERT_TRUE(exact.exact);
    const auto sampled = permutation_test(x, y, sampled_means);
    EXPECT_EQ(sampled.arrangements, 10'000);
    expect_sampled_near(sampled, exact.p_less, exact.p_greater, 0.02);
  }
}

TEST(Permutation, SamplesTheMediansItWouldCount) {
  for (const std::size_t n : {100u, 101u}) {
    Random random(n);
    const auto x = sample(100, 1, random);
    const auto y = sample(n, 1.05, random);
    const auto exact =
        permutation_test(x, y, {.statistic = Statistic::median, .most_arrangements = 1e100});
    ASSERT_TRUE(exact.exact);
    const auto sampled = permutation_test(
        x, y, {.statistic = Statistic::median, .most_arrangements = 0, .resamples = 1000});
    expect_sampled_near(sampled, exact.p_less, exact.p_greater, 0.06);
  }
}

// One in nine deals has as many zeros as ones on a side, and a median between them.
TEST(Permutation, SamplesMediansBetweenTwoValues) {
  std::vector<double> x(100, 1);
  std::vector<double> y(100, 1);
  std::fill_n(x.begin(), 51, 0);
  std::fill_n(y.begin(), 50, 0);
  const PermutationOptions all{.statistic = Statistic::median, .most_arrangements = 1e100};
  const auto exact = permutation_test(x, y, all);
  ASSERT_TRUE(exact.exact);
  EXPECT_EQ(exact.difference, 0.5);
  const auto sampled = permutation_test(
      x, y, {.statistic = Statistic::median, .most_arrangements = 0, .resamples = 5000});
  expect_sampled_near(sampled, exact.p_less, exact.p_greater, 0.03);
}

TEST(Permutation, SamplesTheMediansOfSamplesTooLargeToCount) {
  Random random(1);
  const auto x = sample(601, 1, random);
  const auto y = sample(601, 1.02, random);
  const auto difference = [](std::vector<double> a, std::vector<double> b) {
    std::ranges::nth_element(a, a.begin() + 300);
    std::ranges::nth_element(b, b.begin() + 300);
    return b[300] - a[300];
  };
  auto pooled = x;
  pooled.insert(pooled.end(), y.begin(), y.end());
  int less = 0;
  constexpr int times = 1000;
  for (int i = 0; i < times; ++i) {
    for (std::size_t j = 0; j < 601; ++j) std::swap(pooled[j], pooled[j + random.below(1202 - j)]);
    const std::vector<double> a(pooled.begin(), pooled.begin() + 601);
    const std::vector<double> b(pooled.begin() + 601, pooled.end());
    less += difference(a, b) >= difference(x, y) ? 1 : 0;
  }
  const double p_less = static_cast<double>(less) / times;
  const auto sampled = permutation_test(x, y, {.statistic = Statistic::median, .resamples = 1000});
  expect_sampled_near(sampled, p_less, 1 - p_less, 0.06);
}

TEST(Permutation, CountsMediansWhereThatTakesNoLongerThanSampling) {
  Random random(1);
  for (const std::size_t n : {30u, 31u, 60u, 501u}) {
    const auto result = permutation_test(sample(n, 1, random), sample(n, 1, random), medians);
    EXPECT_TRUE(result.exact) << n;
    EXPECT_GT(result.arrangements, 1e16) << n;
  }
  EXPECT_FALSE(permutation_test(sample(90, 1, random), sample(90, 1, random), medians).exact);
}

TEST(Permutation, HasASmallestPWithoutOverlap) {
  for (std::size_t n = 1; n <= 10; ++n) {
    std::vector<double> x(n);
    std::vector<double> y(n + 2);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<double>(100 + i);
    const auto result = permutation_test(x, y);
    EXPECT_TRUE(near(result.p, smallest_p(x.size(), y.size()), 1e-15)) << n;
    EXPECT_EQ(result.smallest_p, result.p) << n;
  }
  // Where values tie across the sides, no arrangement is alone.
  EXPECT_EQ(permutation_test(std::vector{1.0, 1.0}, std::vector{1.0, 2.0}).smallest_p, 1);
}

TEST(Permutation, IsDefinedForEveryInput) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double most = std::numeric_limits<double>::max();
  const std::vector<double> values{1, 2, 3};
  for (const auto& options : {means, medians, sampled_means, sampled_medians}) {
    for (const auto& result :
         {permutation_test({}, values, options), permutation_test(values, {}, options)}) {
      EXPECT_EQ(result.p, 1);
      EXPECT_EQ(result.smallest_p, 1);
      EXPECT_TRUE(std::isnan(result.difference));
    }
    for (const double odd : {std::nan(""), infinity, -infinity}) {
      const auto result = permutation_test(values, std::vector{1, odd}, options);
      EXPECT_TRUE(std::isnan(result.p) && std::isnan(result.p_less) &&
                  std::isnan(result.p_greater));
      EXPECT_TRUE(std::isnan(result.smallest_p) && std::isnan(result.difference));
    }
    for (const double same : {0.0, 0.1, most, -most, 5e-324}) {
      const auto result =
          permutation_test(std::vector<double>(4, same), std::vector<double>(6, same), options);
      EXPECT_EQ(result.p, 1) << same;
      EXPECT_EQ(result.difference, 0) << same;
    }
    EXPECT_EQ(permutation_test(std::vector{0.0}, std::vector{-0.0}, options).p, 1);
    const auto huge = permutation_test(std::vector{-most, most}, std::vector{most, most}, options);
    EXPECT_TRUE(huge.exact ? huge.p == 1 : huge.p > 0 && huge.p <= 1);
  }
  EXPECT_EQ(permutation_test(values, values, {.most_arrangements = 0, .resamples = 0}).p, 1);
  EXPECT_FALSE(permutation_test(values, values, {.most_arrangements = std::nan("")}).exact);
}

TEST(Permutation, SamplesWhereAllWouldBeTooMany) {
  Random random(1);
  constexpr double all = std::numeric_limits<double>::infinity();
  const auto x = sample(600, 1, random);
  for (const auto statistic : {Statistic::mean, Statistic::median}) {
    const PermutationOptions options{
        .statistic = statistic, .most_arrangements = all, .resamples = 100};
    EXPECT_FALSE(permutation_test(x, sample(600, 1, random), options).exact);
    EXPECT_TRUE(permutation_test(sample(1, 1, random), x, options).exact);
  }
}

}  // namespace
}  // namespace benchdiff::stats
