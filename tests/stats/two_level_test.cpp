#include <benchdiff/stats/two_level.h>

#include <cmath>
#include <cstddef>
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
using Ids = std::vector<std::size_t>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Side {
  Values values;
  Ids process;
};

Side draw(std::mt19937_64& engine, std::size_t processes, std::size_t iterations, double mean) {
  std::normal_distribution<double> noise(0, 3);
  Side side;
  for (std::size_t i = 0; i < processes; ++i) {
    const double level = mean + noise(engine);
    for (std::size_t j = 0; j < iterations; ++j) {
      side.values.push_back(level + noise(engine));
      side.process.push_back(7 * i % 5 + 100 * i);
    }
  }
  return side;
}

TEST(TwoLevel, MatchesTheVectors) {
  const auto vectors = read_vectors("hierarchical_two_level");
  for (const auto& c : vectors["cases"].array()) {
    SCOPED_TRACE(c["name"].text());
    Side side;
    const auto& runs = c["data_process_by_iteration"].array();
    for (std::size_t i = 0; i < runs.size(); ++i) {
      for (const double value : runs[i].numbers()) {
        side.values.push_back(value);
        side.process.push_back(i);
      }
    }
    const auto& expect = c["expect"];
    const auto result = two_level(side.values, side.process);
    EXPECT_EQ(result.processes, runs.size());
    EXPECT_EQ(result.values, side.values.size());
    EXPECT_TRUE(near(result.mean, expect["mean"].number()));
    EXPECT_TRUE(near(result.s1_squared, expect["S1_within"].number()));
    EXPECT_TRUE(near(result.s2_squared, expect["S2_between_means"].number()));
    EXPECT_TRUE(near(result.t1_squared, expect["T1"].number()));
    EXPECT_TRUE(near(result.t2_squared, std::max(0.0, expect["T2"].number())));
    EXPECT_TRUE(near(result.icc, expect["icc"].number()));
    EXPECT_TRUE(near(result.design_effect, expect["design_effect"].number()));
    const auto interval = two_level_interval(result, 0.95);
    // The quantiles of SciPy 1.10.1, which these are made with, are 4e-11 off.
    const double half = expect["ci95_half_hierarchical"].number();
    EXPECT_TRUE(near(interval.high - result.mean, half, 1e-10));
    EXPECT_TRUE(near(result.mean - interval.low, half, 1e-10));
    EXPECT_EQ(interval.level, 0.95);
  }
}

TEST(TwoLevel, WeighsProcessesAlikeWhateverTheyHold) {
  // Means 2, 10 and 6, sums of squares 2, 0 and 8, on 3 degrees of freedom.
  const Values values{1, 10, 3, 4, 8, 6};
  const Ids process{5, 9, 5, 0, 0, 0};
  const auto result = two_level(values, process);
  EXPECT_EQ(result.processes, 3);
  EXPECT_TRUE(near(result.iterations, 3 / (1.0 / 2 + 1 + 1.0 / 3)));
  EXPECT_TRUE(near(result.mean, 6));
  EXPECT_TRUE(near(result.s1_squared, 10.0 / 3));
  EXPECT_TRUE(near(result.s2_squared, 16));
  const double t2 = 16 - 10.0 / 3 * (11.0 / 18);
  EXPECT_TRUE(near(result.t2_squared, t2));
  const double icc = t2 / (t2 + 10.0 / 3);
  EXPECT_TRUE(near(result.icc, icc));
  // The variance of the mean of means against that of six independent values.
  EXPECT_TRUE(near(result.design_effect, (16.0 / 3) / ((t2 + 10.0 / 3) / 6)));
}

TEST(TwoLevel, FindsTheVariancesThatValuesWereMadeWithOnAverage) {
  const unsigned seed = 71;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  double within = 0;
  double between = 0;
  constexpr int rounds = 3000;
  for (int round = 0; round < rounds; ++round) {
    std::normal_distribution<double> noise;
    Side side;
    for (std::size_t i = 0; i < 12; ++i) {
      const double level = 2 * noise(engine);
      for (std::size_t j = 0; j < 1 + i % 4; ++j) {
        side.values.push_back(level + 3 * noise(engine));
        side.process.push_back(i);
      }
    }
    const auto result = two_level(side.values, side.process);
    within += result.s1_squared;
    between += result.s2_squared - result.s1_squared / result.iterations;
  }
  EXPECT_NEAR(within / rounds, 9, 0.15);
  EXPECT_NEAR(between / rounds, 4, 0.25);
}

TEST(TwoLevel, DoesNotMindTheOrderOrTheNumbersOfProcesses) {
  const auto known = two_level(Values{1, 3, 4, 8, 6, 7}, Ids{0, 0, 1, 1, 2, 2});
  const auto mixed = two_level(Values{1, 4, 6, 3, 8, 7}, Ids{99, 7, 8, 99, 7, 8});
  EXPECT_EQ(mixed.mean, known.mean);
  EXPECT_EQ(mixed.s1_squared, known.s1_squared);
  EXPECT_EQ(mixed.s2_squared, known.s2_squared);
}

TEST(TwoLevel, LeavesOpenWhatOneProcessOrOneIterationCannotTell) {
  const auto one = two_level(Values{1, 2, 3}, Ids{4, 4, 4});
  EXPECT_EQ(one.processes, 1);
  EXPECT_EQ(one.mean, 2);
  EXPECT_EQ(one.s1_squared, 1);
  EXPECT_TRUE(std::isnan(one.s2_squared));
  EXPECT_TRUE(std::isnan(one.t2_squared));
  EXPECT_TRUE(std::isnan(one.icc));
  EXPECT_TRUE(std::isnan(one.design_effect));
  EXPECT_TRUE(std::isnan(optimal_iterations(one, 10)));
  EXPECT_EQ(two_level_interval(one, 0.95).low, -infinity);
  EXPECT_EQ(two_level_interval(one, 0.95).level, 1);

  const auto single = two_level(Values{1, 2, 3}, Ids{4, 5, 6});
  EXPECT_EQ(single.iterations, 1);
  EXPECT_EQ(single.s2_squared, 1);
  EXPECT_TRUE(std::isnan(single.s1_squared));
  EXPECT_TRUE(std::isnan(single.icc));
  EXPECT_EQ(single.design_effect, 1);
  EXPECT_TRUE(near(two_level_interval(single, 0.95).high - 2, 4.3026527297494637 / std::sqrt(3.0)));
}

TEST(TwoLevel, AnswersNothingAndConstantsAndNaNAndInfinities) {
  EXPECT_EQ(two_level({}, {}).processes, 0);
  EXPECT_TRUE(std::isnan(two_level({}, {}).mean));
  EXPECT_EQ(two_level_interval(two_level({}, {}), 0.95).high, infinity);
  for (const double bad : {nan, infinity}) {
    const auto result = two_level(Values{1, bad, 3, 4}, Ids{1, 1, 2, 2});
    EXPECT_EQ(result.processes, 2);
    EXPECT_TRUE(std::isnan(result.mean));
    EXPECT_TRUE(std::isnan(result.icc));
  }
  const auto constant = two_level(Values(6, 0.1), Ids{1, 1, 2, 2, 3, 3});
  EXPECT_EQ(constant.mean, 0.1);
  EXPECT_EQ(constant.s1_squared, 0);
  EXPECT_EQ(constant.s2_squared, 0);
  EXPECT_EQ(constant.icc, 0);
  EXPECT_EQ(constant.design_effect, 1);
  EXPECT_EQ(optimal_iterations(constant, 10), 1);
  EXPECT_EQ(two_level_interval(constant, 0.95).low, 0.1);
  const double huge = std::numeric_limits<double>::max();
  const auto far = two_level(Values{-huge, huge, huge, -huge}, Ids{1, 1, 2, 2});
  EXPECT_EQ(two_level_interval(far, 0.95).high, infinity);
}

TEST(TwoLevelInterval, IsTheMeanAtNoConfidenceAndEverythingAtFull) {
  const auto analysis = two_level(Values{1, 3, 4, 8}, Ids{0, 0, 1, 1});
  EXPECT_EQ(two_level_interval(analysis, 0).low, analysis.mean);
  EXPECT_EQ(two_level_interval(analysis, -1).high, analysis.mean);
  EXPECT_EQ(two_level_interval(analysis, -1).level, 0);
  for (const double confidence : {1.0, 2.0, nan}) {
    EXPECT_EQ(two_level_interval(analysis, confidence).low, -infinity);
    EXPECT_EQ(two_level_interval(analysis, confidence).level, 1);
  }
}

TEST(OptimalIterations, GrowWithTheCostOfAProcessAndTheNoiseWithinIt) {
  TwoLevel analysis{};
  analysis.t1_squared = 4;
  analysis.t2_squared = 1;
  EXPECT_EQ(optimal_iterations(analysis, 1), 2);
  EXPECT_EQ(optimal_iterations(analysis, 100), 20);
  EXPECT_EQ(optimal_iterations(analysis, 101), 21);
  EXPECT_EQ(optimal_iterations(analysis, 0.001), 1);
  analysis.t2_squared = 0;
  EXPECT_EQ(optimal_iterations(analysis, 1), infinity);
  analysis.t1_squared = 0;
  EXPECT_EQ(optimal_iterations(analysis, 1), 1);
}

TEST(ByProcess, GivesOneValueAProcessInTheOrderTheyOccur) {
  const Values values{5, 1, 9, 2, 100, 4};
  const Ids process{8, 3, 8, 3, 3, 6};
  EXPECT_EQ(by_process(values, process), (Values{7, 2, 4}));
  EXPECT_TRUE(near(by_process(values, process, ProcessCenter::mean)[1], 103.0 / 3));
  EXPECT_EQ(by_process(values, process, ProcessCenter::mean)[0], 7);
  EXPECT_TRUE(by_process({}, {}).empty());
  const auto unknown = by_process(Values{1, nan, 3}, Ids{1, 1, 2});
  EXPECT_TRUE(std::isnan(unknown[0]));
  EXPECT_EQ(unknown[1], 3);
}

TEST(TwoLevelChange, IsWelchOfTheMeansOfLogarithms) {
  // Means of log2 by process 1, 2, 3 and 2, 4: a difference of 1 with the variance 1/3 + 1.
  const Values x{1, 4, 4, 4, 8, 8};
  const Values y{4, 4, 8, 32};
  const auto result = two_level_change(x, Ids{0, 0, 1, 1, 2, 2}, y, Ids{0, 0, 1, 1}, 0.95);
  EXPECT_EQ(result.change.kind, Change::Kind::ratio);
  EXPECT_TRUE(near(result.change.estimate, 2));
  const double squared = 4.0 / 3;
  const double df = squared * squared / (1.0 / 9 / 2 + 1);
  EXPECT_TRUE(near(result.df, df));
  const double t = 1 / std::sqrt(squared);
  EXPECT_TRUE(near(result.p, student_t_two_sided_p(t, df)));
  const double half = std::sqrt(squared) * -student_t_quantile(0.025, df);
  EXPECT_TRUE(near(result.change.low, std::exp2(1 - half)));
  EXPECT_TRUE(near(result.change.high, std::exp2(1 + half)));
}

TEST(TwoLevelChange, IsTheDifferenceOfMeansWithAValueThatIsNotPositive) {
  // t.test(c(4, 9), c(0, 2, 1)) of R 4.2.2.
  const auto result =
      two_level_change(Values{0, 2, 1}, Ids{0, 1, 2}, Values{3, 5, 9}, Ids{0, 0, 1}, 0.95);
  EXPECT_EQ(result.change.kind, Change::Kind::shift);
  EXPECT_TRUE(near(result.change.estimate, 5.5));
  EXPECT_TRUE(near(result.p, 0.2582141548064098));
  EXPECT_TRUE(near(result.df, 1.1079353807917629));
  EXPECT_TRUE(near(result.change.low, -20.475996786193182));
  EXPECT_TRUE(near(result.change.high, 31.475996786193186));
}

TEST(TwoLevelChange, IsMirroredWhenSwappedAndKeepsEveryBitWhenScaled) {
  const unsigned seed = 72;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 50; ++round) {
    auto x = draw(engine, 4, 3, 100);
    auto y = draw(engine, 6, 2, 103);
    const auto there = two_level_change(x.values, x.process, y.values, y.process, 0.95);
    const auto back = two_level_change(y.values, y.process, x.values, x.process, 0.95);
    ASSERT_TRUE(near(there.change.estimate, 1 / back.change.estimate, 1e-14));
    ASSERT_TRUE(near(there.change.low, 1 / back.change.high, 1e-13));
    ASSERT_TRUE(near(there.p, back.p, 1e-10));
    for (double& value : x.values) value *= 0x1p-33;
    for (double& value : y.values) value *= 0x1p-33;
    const auto scaled = two_level_change(x.values, x.process, y.values, y.process, 0.95);
    ASSERT_EQ(there.change.estimate, scaled.change.estimate);
    ASSERT_EQ(there.change.low, scaled.change.low);
    ASSERT_EQ(there.change.high, scaled.change.high);
    ASSERT_EQ(there.p, scaled.p);
  }
}

TEST(TwoLevelChange, HasPBelowTheErrorWhereTheIntervalLeavesOutNoChange) {
  const unsigned seed = 73;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  int significant = 0;
  for (int round = 0; round < 200; ++round) {
    const auto x = draw(engine, 4, 3, 100);
    const auto y = draw(engine, 5, 3, 105);
    const auto result = two_level_change(x.values, x.process, y.values, y.process, 0.95);
    const bool outside = result.change.low > 1 || result.change.high < 1;
    ASSERT_EQ(outside, result.p < 0.05);
    if (outside) ++significant;
  }
  EXPECT_GT(significant, 20);
  EXPECT_LT(significant, 180);
}

TEST(TwoLevelChange, CountsProcessesNotIterations) {
  // Each value many times over is no more evidence.
  const Values x{10, 11, 12}, y{11, 12.5, 13};
  Side many_x, many_y;
  for (std::size_t i = 0; i < 3; ++i) {
    many_x.values.insert(many_x.values.end(), 50, x[i]);
    many_x.process.insert(many_x.process.end(), 50, i);
    many_y.values.insert(many_y.values.end(), 20, y[i]);
    many_y.process.insert(many_y.process.end(), 20, i);
  }
  const auto few = two_level_change(x, Ids{0, 1, 2}, y, Ids{0, 1, 2}, 0.95);
  const auto many =
      two_level_change(many_x.values, many_x.process, many_y.values, many_y.process, 0.95);
  EXPECT_EQ(many.p, few.p);
  EXPECT_EQ(many.change.low, few.change.low);
}

TEST(TwoLevelChange, IsEverythingWithOneProcessAndCertainOfConstants) {
  const auto one = two_level_change(Values{1, 2}, Ids{0, 0}, Values{3, 4}, Ids{0, 1}, 0.95);
  EXPECT_TRUE(near(one.change.estimate, std::sqrt(12.0) / std::sqrt(2.0)));
  EXPECT_EQ(one.change.low, 0);
  EXPECT_EQ(one.change.high, infinity);
  EXPECT_EQ(one.change.level, 1);
  EXPECT_TRUE(std::isnan(one.p));
  EXPECT_TRUE(std::isnan(one.df));

  const auto equal =
      two_level_change(Values(4, 3.0), Ids{0, 0, 1, 1}, Values(4, 6.0), Ids{0, 1, 2, 3}, 0.95);
  EXPECT_TRUE(near(equal.change.estimate, 2));
  EXPECT_EQ(equal.change.low, equal.change.estimate);
  EXPECT_EQ(equal.change.high, equal.change.estimate);
  EXPECT_EQ(equal.p, 0) << "as in Welch's test";
  EXPECT_EQ(two_level_change(Values(4, 3.0), Ids{0, 0, 1, 1}, Values(2, 3.0), Ids{0, 1}, 0.95).p,
            1);

  const auto one_sided =
      two_level_change(Values(4, 3.0), Ids{0, 0, 1, 1}, Values{3, 6}, Ids{0, 1}, 0.95);
  EXPECT_EQ(one_sided.df, 1);
  EXPECT_GT(one_sided.p, 0.3);
}

TEST(TwoLevelChange, IsUnknownOfNothingAndOfNaNAndInfinities) {
  const Values some{1, 2};
  const Ids ids{0, 1};
  for (const auto& bad : {Values{1, nan}, Values{1, infinity}}) {
    EXPECT_TRUE(std::isnan(two_level_change(some, ids, bad, ids, 0.95).change.estimate));
    EXPECT_EQ(two_level_change(bad, ids, some, ids, 0.95).change.low, -infinity);
  }
  EXPECT_TRUE(std::isnan(two_level_change({}, {}, some, ids, 0.95).p));
  const double huge = std::numeric_limits<double>::max();
  const auto far = two_level_change(Values{-huge, 0}, ids, Values{huge, 0}, ids, 0.95);
  EXPECT_EQ(far.change.low, -infinity);
  EXPECT_EQ(far.change.high, infinity);
  const auto wide = two_level_change(Values{1e-300, 1e-308}, ids, Values{1e300, 1e308}, ids, 0.5);
  EXPECT_EQ(wide.change.estimate, infinity);
}

TEST(TwoLevelChange, IsTheEstimateAtNoConfidenceAndEverythingAtFull) {
  const Values x{1, 2}, y{3, 5};
  const Ids ids{0, 1};
  const auto none = two_level_change(x, ids, y, ids, -1).change;
  EXPECT_EQ(none.low, none.estimate);
  EXPECT_EQ(none.high, none.estimate);
  EXPECT_EQ(none.level, 0);
  for (const double confidence : {1.0, nan}) {
    const auto full = two_level_change(x, ids, y, ids, confidence).change;
    EXPECT_EQ(full.low, 0);
    EXPECT_EQ(full.high, infinity);
    EXPECT_EQ(full.level, 1);
  }
}

}  // namespace
}  // namespace benchdiff::stats
