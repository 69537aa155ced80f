#include <benchdiff/stats/signed_rank.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/distributions.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr auto shift = Change::Kind::shift;
constexpr auto ratio = Change::Kind::ratio;
constexpr SignedRankLimits never{.work = 0};

Values draw(std::mt19937_64& engine, std::size_t n, double mean, double step) {
  std::normal_distribution<double> noise(mean, 20);
  Values values(n);
  for (double& value : values) value = step * std::round(noise(engine) / step);
  return values;
}

TEST(SignedRank, MatchesTheVectors) {
  const auto vectors = read_vectors("paired_signed_rank_sign");
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto result = signed_rank(c["d"].numbers());
    EXPECT_TRUE(result.exact);
    if (c["expect"]["signed_rank"].is_null()) {
      EXPECT_EQ(result.n_nonzero, 0);
      EXPECT_EQ(result.p, 1);
      continue;
    }
    const auto& expect = c["expect"]["signed_rank"];
    EXPECT_EQ(result.v, expect["V"].number());
    EXPECT_EQ(result.n_nonzero, expect["n_nonzero"].count());
    EXPECT_EQ(result.zeros, c["expect"]["sign"]["zero"].count());
    EXPECT_TRUE(near(result.p, expect["p_two"].number()));
    EXPECT_TRUE(near(result.p_less, expect["p_less"].number()));
    EXPECT_TRUE(near(result.p_greater, expect["p_greater"].number()));
  }
}

// All 2^n signs one by one, with twice the midranks of |d| by counting.
void expect_as_counted(const Values& differences) {
  Values sizes;
  std::uint32_t positive = 0;
  for (const double d : differences) {
    if (d > 0) positive |= std::uint32_t{1} << sizes.size();
    if (d != 0) sizes.push_back(std::abs(d));
  }
  std::vector<std::size_t> ranks;
  for (const double size : sizes) {
    const auto below = std::ranges::count_if(sizes, [&](double other) { return other < size; });
    const auto equal = std::ranges::count(sizes, size);
    ranks.push_back(static_cast<std::size_t>(2 * below + equal + 1));
  }
  const auto sum = [&](std::uint32_t mask) {
    std::size_t total = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) total += (mask >> i & 1) * ranks[i];
    return total;
  };
  const auto v = sum(positive);
  const std::uint32_t all = std::uint32_t{1} << ranks.size();
  std::uint32_t less = 0;
  std::uint32_t greater = 0;
  for (std::uint32_t mask = 0; mask < all; ++mask) {
    if (sum(mask) <= v) ++less;
    if (sum(mask) >= v) ++greater;
  }
  const auto result = signed_rank(differences);
  ASSERT_TRUE(result.exact);
  ASSERT_EQ(result.v, static_cast<double>(v) / 2);
  ASSERT_TRUE(near(result.p_less, static_cast<double>(less) / all));
  ASSERT_TRUE(near(result.p_greater, static_cast<double>(greater) / all));
  ASSERT_EQ(result.p, std::min(1.0, 2 * std::min(result.p_less, result.p_greater)));
  ASSERT_EQ(result.smallest_p, std::min(1.0, 2.0 / all));
}

TEST(SignedRank, CountsAllSignsOfTiedAndUntiedDifferences) {
  const unsigned seed = 31;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 400; ++round) {
    const double step = round % 3 == 0 ? 1e-6 : round % 3 == 1 ? 5 : 20;
    ASSERT_NO_FATAL_FAILURE(expect_as_counted(draw(engine, 1 + engine() % 11, 8, step)))
        << "round " << round;
  }
}

TEST(SignedRank, AgreesWithExactRankTestsOnTwentyTiedDifferences) {
  // wilcox.exact of exactRankTests 0.8-35, R 4.2.2.
  const Values d{3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, 7, 9, 3, 2, -3, 8, 4};
  const auto result = signed_rank(d);
  EXPECT_EQ(result.v, 159.5);
  EXPECT_TRUE(result.ties);
  EXPECT_TRUE(near(result.p_less, 0.98067760467529297));
  EXPECT_TRUE(near(result.p_greater, 0.020310401916503906));
  EXPECT_TRUE(near(result.p, 0.040620803833007812));
}

TEST(SignedRank, FallsBackToTheNormalApproximationOfR) {
  // wilcox.test(exact = FALSE) of R 4.2.2.
  const Values d{3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, 7, 9, 3, 2, -3, 8, 4};
  const auto result = signed_rank(d, never);
  EXPECT_FALSE(result.exact);
  EXPECT_TRUE(near(result.p_less, 0.98016857463136819));
  EXPECT_TRUE(near(result.p_greater, 0.02170006342667688));
  EXPECT_TRUE(near(result.p, 0.04340012685335376));

  Values many;
  for (int i = 1; i <= 400; ++i) {
    const double size = i * 37 % 401 + i % 5 * 0.001;
    many.push_back(i % 7 < 3 ? -size : size);
  }
  EXPECT_FALSE(signed_rank(many).exact);
}

TEST(SignedRank, HasEveryDigitOfTheSmallestP) {
  for (const std::size_t n : {1u, 2u, 10u, 60u, 1000u}) {
    const auto result = signed_rank(Values(n, 3.5));
    const double least = std::ldexp(1.0, -static_cast<int>(n));
    EXPECT_TRUE(result.exact);
    EXPECT_EQ(result.p_greater, least);
    EXPECT_EQ(result.p_less, 1);
    EXPECT_EQ(result.p, 2 * least);
    EXPECT_EQ(result.smallest_p, 2 * least);
  }
}

TEST(SignedRank, IsExactWithTwoHundredAndFiftyUntiedDifferencesAndNearTheNormalThere) {
  std::mt19937_64 engine(32);
  const auto d = draw(engine, 250, 2, 1e-6);
  const auto exact = signed_rank(d);
  const auto normal = signed_rank(d, never);
  EXPECT_TRUE(exact.exact);
  EXPECT_FALSE(normal.exact);
  EXPECT_NEAR(exact.p, normal.p, 0.003 * exact.p + 1e-5);
  EXPECT_FALSE(signed_rank(draw(engine, 2000, 0, 1e-6)).exact);
}

TEST(SignedRank, MirrorsToTheLastBitWhenAllSignsTurn) {
  const unsigned seed = 33;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 200; ++round) {
    auto d = draw(engine, engine() % 40, 3, round % 2 == 0 ? 5 : 1e-6);
    const auto limits = round % 5 == 0 ? never : SignedRankLimits{};
    const auto there = signed_rank(d, limits);
    for (double& value : d) value = -value;
    const auto back = signed_rank(d, limits);
    const auto n = static_cast<double>(there.n_nonzero);
    ASSERT_EQ(there.v, n * (n + 1) / 2 - back.v);
    ASSERT_EQ(there.p, back.p);
    ASSERT_EQ(there.p_less, back.p_greater);
    ASSERT_EQ(there.p_greater, back.p_less);
  }
}

TEST(SignedRank, HasEqualTailsHalfway) {
  for (std::size_t n = 1; n <= 100; ++n) {
    Values d(n, 1);
    d.insert(d.end(), n, -1);
    const auto result = signed_rank(d);
    ASSERT_EQ(result.p_less, result.p_greater);
    ASSERT_EQ(result.p, 1);
  }
}

TEST(SignedRank, GivesASmallerUpperTailForLargerDifferences) {
  const unsigned seed = 34;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (const auto limits : {SignedRankLimits{}, never}) {
    auto d = draw(engine, 25, -10, 1e-9);
    double last = 1;
    for (int step = 0; step < 80; ++step) {
      for (double& value : d) value += 0.7;
      const double p = signed_rank(d, limits).p_greater;
      ASSERT_LE(p, last);
      last = p;
    }
  }
}

TEST(SignedRank, AnswersNothingAndZerosAndNaNAndInfinities) {
  for (const auto& d : {Values{}, Values{0.0, -0.0, 0.0}}) {
    const auto result = signed_rank(d);
    EXPECT_EQ(result.v, 0);
    EXPECT_EQ(result.zeros, d.size());
    EXPECT_EQ(result.p, 1);
    EXPECT_EQ(result.p_less, 1);
    EXPECT_EQ(result.p_greater, 1);
    EXPECT_EQ(result.smallest_p, 1);
  }
  const auto unknown = signed_rank(Values{1, nan, 0});
  EXPECT_TRUE(std::isnan(unknown.v));
  EXPECT_TRUE(std::isnan(unknown.p));
  EXPECT_TRUE(std::isnan(unknown.p_less));
  EXPECT_TRUE(std::isnan(unknown.p_greater));
  EXPECT_EQ(unknown.zeros, 1);
  const auto endless = signed_rank(Values{1, infinity, -infinity, 2});
  EXPECT_EQ(endless.v, 1 + 2 + 3.5);
  EXPECT_TRUE(endless.ties);
}

TEST(PairedSignedRank, RanksRatiosWhereAllValuesArePositive) {
  // As ratios 2, 1/2, 3 and 1.1; as differences 1, -50, 2 and 100.
  const Values x{1, 100, 1, 1000};
  const Values y{2, 50, 3, 1100};
  const auto result = paired_signed_rank(x, y);
  EXPECT_EQ(result.v, 1 + 2.5 + 4);
  EXPECT_TRUE(result.ties);
  const Values with_zero{0, 100, 1, 1000};
  EXPECT_EQ(paired_signed_rank(with_zero, y).v, 1.5 + 1.5 + 4);
}

TEST(PairedSignedRank, KeepsEveryBitWhenScaledAndMirrorsWhenSwapped) {
  const unsigned seed = 35;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 60; ++round) {
    const double mean = round % 2 == 0 ? 1000 : 0;
    auto x = draw(engine, 20, mean, 1);
    auto y = draw(engine, 20, mean + 10, 1);
    const auto p = paired_signed_rank(x, y);
    const auto change = paired_pseudomedian(x, y, 0.95);
    const auto swapped = paired_signed_rank(y, x);
    const auto back = paired_pseudomedian(y, x, 0.95);
    ASSERT_EQ(p.p_less, swapped.p_greater);
    ASSERT_EQ(p.p, swapped.p);
    ASSERT_EQ(change.kind, mean == 0 ? shift : ratio);
    if (change.kind == shift) {
      ASSERT_EQ(change.estimate, -back.estimate);
      ASSERT_EQ(change.low, -back.high);
    } else {
      ASSERT_TRUE(near(change.estimate, 1 / back.estimate, 1e-15));
      ASSERT_TRUE(near(change.low, 1 / back.high, 1e-15));
    }
    for (double& value : x) value *= 0x1p-40;
    for (double& value : y) value *= 0x1p-40;
    const double unit = change.kind == shift ? 0x1p-40 : 1;
    const auto scaled = paired_pseudomedian(x, y, 0.95);
    ASSERT_EQ(paired_signed_rank(x, y).p, p.p);
    ASSERT_EQ(scaled.estimate, unit * change.estimate);
    ASSERT_EQ(scaled.low, unit * change.low);
    ASSERT_EQ(scaled.high, unit * change.high);
  }
}

TEST(Pseudomedian, MatchesTheVectorsAndTheIntervalsOfR) {
  const auto vectors = read_vectors("paired_signed_rank_sign");
  int intervals = 0;
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    const auto change = pseudomedian(c["d"].numbers(), shift, 0.95);
    EXPECT_TRUE(near(change.estimate, c["expect"]["pseudomedian_all"].number()));
    const auto& r = c["oracle"]["R"];
    const bool exact = r["method"].text() == "Wilcoxon signed rank exact test";
    if (!exact || c["d"].array().size() < 6) continue;
    ++intervals;
    EXPECT_TRUE(near(change.low, r["lo"].number()));
    EXPECT_TRUE(near(change.high, r["hi"].number()));
    EXPECT_GE(change.level, 0.95);
  }
  EXPECT_GE(intervals, 10);
}

Values averages_of(const Values& values, bool geometric) {
  Values averages;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i; j < values.size(); ++j) {
      averages.push_back(geometric ? std::sqrt(values[i] * values[j])
                                   : (values[i] + values[j]) / 2);
    }
  }
  std::ranges::sort(averages);
  return averages;
}

struct Known {
  std::size_t n;
  double confidence;
  std::size_t k;
};

TEST(Pseudomedian, CutsOffAsManyAveragesAsTheQuantilesOfRSay) {
  // qsignrank(1/2 - confidence/2, n) of R 4.2.2.
  const std::vector<Known> quantiles{
      {5, 0.95, 0},     {5, 0.9, 1},       {6, 0.95, 1},      {6, 0.9, 3},      {6, 0.99, 0},
      {8, 0.95, 4},     {8, 0.99, 1},      {10, 0.95, 9},     {10, 0.99, 4},    {10, 0.9, 11},
      {15, 0.95, 26},   {15, 0.99, 16},    {20, 0.95, 53},    {30, 0.99, 110},  {50, 0.95, 435},
      {100, 0.9, 2046}, {100, 0.95, 1956}, {200, 0.95, 8445}, {200, 0.99, 7945}};
  std::mt19937_64 engine(36);
  for (const auto& [n, confidence, k] : quantiles) {
    SCOPED_TRACE(testing::Message() << n << " at " << confidence);
    for (const bool geometric : {false, true}) {
      const auto values = draw(engine, n, geometric ? 500 : 0, n % 20 == 0 ? 5 : 1e-6);
      const auto averages = averages_of(values, geometric);
      const auto change = pseudomedian(values, geometric ? ratio : shift, confidence);
      EXPECT_GE(change.level, k == 0 ? 1 : confidence);
      EXPECT_EQ(change.low, k == 0 ? (geometric ? 0 : -infinity) : averages[k - 1]);
      EXPECT_EQ(change.high, k == 0 ? infinity : averages[averages.size() - k]);
    }
  }
}

TEST(Pseudomedian, HasTheLevelsOfTheNullDistribution) {
  // 1 - 2 P(V <= k - 1): of 2^6 signs one has V = 0, of 2^8 five have V <= 3.
  EXPECT_EQ(pseudomedian(Values{1, 2, 3, 4, 5, 6}, shift, 0.95).level, 1 - 2.0 / 64);
  EXPECT_EQ(pseudomedian(Values{1, 2, 3, 4, 5, 6, 7, 8}, shift, 0.95).level, 1 - 2 * 5.0 / 256);
  // Also where the level is asked for to the last digit.
  EXPECT_EQ(pseudomedian(Values{1, 2, 3, 4, 5, 6}, shift, 0.96875).low, 1);
}

TEST(Pseudomedian, SelectsFromTwoHundredThousandAverages) {
  std::mt19937_64 engine(37);
  const auto values = draw(engine, 600, 1, 1e-12);
  const auto averages = averages_of(values, false);
  const auto change = pseudomedian(values, shift, 0.95);
  const std::size_t middle = averages.size() / 2;
  EXPECT_TRUE(near(change.estimate, (averages[middle - 1] + averages[middle]) / 2));
  const auto low = std::ranges::lower_bound(averages, change.low) - averages.begin();
  const auto high = averages.end() - std::ranges::upper_bound(averages, change.high);
  EXPECT_EQ(low, high);
  // k is 1.96 deviations of V below its mean, and 1/2 for continuity.
  const double mean = 600 * 601 / 4.0;
  const double deviation = std::sqrt(mean * 1201 / 6);
  EXPECT_EQ(low + 1, std::floor(mean - 1.959963984540054 * deviation + 0.5));
  const double outside = normal_cdf((static_cast<double>(low) + 0.5 - mean) / deviation);
  EXPECT_TRUE(near(change.level, 1 - 2 * outside));
  EXPECT_GE(change.level, 0.95);
}

TEST(Pseudomedian, IsThePointOfEqualChanges) {
  const auto change = pseudomedian(Values(30, 0.1), shift, 0.95);
  EXPECT_EQ(change.estimate, 0.1);
  EXPECT_EQ(change.low, 0.1);
  EXPECT_EQ(change.high, 0.1);
}

TEST(Pseudomedian, IsAsShortAsItGetsAtNoConfidenceAndEverythingAtFull) {
  for (const double confidence : {0.0, -3.0}) {
    const auto one = pseudomedian(Values{7}, shift, confidence);
    EXPECT_EQ(one.low, 7);
    EXPECT_EQ(one.high, 7);
    EXPECT_EQ(one.level, 0);
    const auto two = pseudomedian(Values{7, 9}, shift, confidence);
    EXPECT_EQ(two.low, 8);
    EXPECT_EQ(two.high, 8);
  }
  for (const double confidence : {1.0, 2.0, nan}) {
    const auto change = pseudomedian(Values(100, 2.0), ratio, confidence);
    EXPECT_EQ(change.low, 0);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
    EXPECT_EQ(change.estimate, 2);
  }
}

TEST(Pseudomedian, IsUnknownOfWhatHasNoAverages) {
  for (const auto& values : {Values{}, Values{1, nan}, Values{1, infinity}}) {
    const auto change = pseudomedian(values, shift, 0.95);
    EXPECT_TRUE(std::isnan(change.estimate));
    EXPECT_EQ(change.low, -infinity);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
  }
  EXPECT_TRUE(std::isnan(pseudomedian(Values{1, 0}, ratio, 0.95).estimate));
  const double huge = std::numeric_limits<double>::max();
  EXPECT_EQ(pseudomedian(Values{huge, huge / 2, huge}, shift, 0.5).high, huge);
  EXPECT_TRUE(near(pseudomedian(Values{huge, huge / 4}, ratio, 0.5).estimate, huge / 2));
}

}  // namespace
}  // namespace benchdiff::stats
