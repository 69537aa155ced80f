#include <benchdiff/stats/scalability.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

using Verdict = Scalability::Verdict;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr auto throughput = ScalingMeasure::throughput;
const std::vector<double> counts{1, 2, 4, 8, 16, 32};

double law(double lambda, double sigma, double kappa, double n) {
  return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}

TEST(Scalability, FindsTheMinimumThatSciPyFinds) {
  // scipy.optimize.least_squares (SciPy 1.10.1) as in the tests of fit_relative(); the half widths
  // by numeric derivatives of the law in (log lambda, sigma, kappa), Huber's variance and
  // qt(0.975, 9) in R 4.2.2.
  std::vector<double> threads;
  for (const double n : counts) threads.insert(threads.end(), 2, n);
  const std::vector<double> x{995,  1010, 1890, 1875, 3300, 3410,
                              5200, 5150, 6300, 2100, 5900, 6010};
  const auto fit = fit_scalability(threads, x, throughput);
  EXPECT_EQ(fit.verdict, Verdict::fitted);
  EXPECT_TRUE(near(fit.lambda.estimate, 1006.0801278545902, 1e-8));
  EXPECT_TRUE(near(fit.sigma.estimate, 0.06079056362173214, 1e-7));
  EXPECT_TRUE(near(fit.kappa.estimate, 0.0025701432850831745, 1e-7));
  EXPECT_TRUE(near(std::log(fit.lambda.high / fit.lambda.estimate), 0.018490768821736, 1e-5));
  EXPECT_TRUE(near(std::log(fit.lambda.estimate / fit.lambda.low), 0.018490768821736, 1e-5));
  EXPECT_TRUE(near(fit.sigma.high - fit.sigma.estimate, 0.007580251405389, 1e-5));
  EXPECT_TRUE(near(fit.kappa.estimate - fit.kappa.low, 0.000261993538854, 1e-5));
  EXPECT_EQ(fit.thread_counts, 6);
  EXPECT_EQ(fit.runs, 12);
  EXPECT_EQ(fit.level, 0.95);
}

TEST(Scalability, RecoversTheLawWithoutNoise) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Noise noise(seed);
    const double lambda = noise.magnitude(1e-6, 1e9);
    const double sigma = seed % 5 == 0 ? 0 : noise.magnitude(1e-3, 0.9);
    const double kappa = seed % 7 == 0 ? 0 : noise.magnitude(1e-4, 0.1);
    std::vector<double> x;
    std::vector<double> times;
    for (const double n : counts) x.push_back(law(lambda, sigma, kappa, n));
    for (const double value : x) times.push_back(1 / value);
    for (const auto& fit : {fit_scalability(counts, x, throughput),
                            fit_scalability(counts, times, ScalingMeasure::time_per_operation)}) {
      EXPECT_TRUE(near(fit.lambda.estimate, lambda, 1e-9)) << seed;
      EXPECT_NEAR(fit.sigma.estimate, sigma, 1e-9) << seed;
      EXPECT_NEAR(fit.kappa.estimate, kappa, 1e-9) << seed;
      EXPECT_LT(fit.residual, 1e-12) << seed;
      EXPECT_TRUE(near(fit.throughput(16), law(lambda, sigma, kappa, 16), 1e-9)) << seed;
    }
  }
}

TEST(Scalability, PeaksWhereTheLawDoes) {
  std::vector<double> x;
  for (const double n : counts) x.push_back(law(100, 0.1, 0.009, n));
  const auto fit = fit_scalability(counts, x, throughput);
  EXPECT_TRUE(near(fit.peak, 10, 1e-9));
  EXPECT_TRUE(near(fit.peak_throughput, law(100, 0.1, 0.009, 10), 1e-9));
  EXPECT_GT(fit.peak_throughput, fit.throughput(9.9));
  EXPECT_GT(fit.peak_throughput, fit.throughput(10.1));

  for (double& value : x) value = 100;  // one at a time
  const auto serial = fit_scalability(counts, x, throughput);
  EXPECT_TRUE(near(serial.sigma.estimate, 1));
  EXPECT_TRUE(near(serial.peak_throughput, 100));

  std::vector<double> amdahl;
  for (const double n : counts) amdahl.push_back(law(100, 0.25, 0, n));
  const auto limited = fit_scalability(counts, amdahl, throughput);
  EXPECT_NEAR(limited.kappa.estimate, 0, 1e-12);
  EXPECT_GT(limited.peak, 1e5);
  EXPECT_TRUE(near(limited.peak_throughput, 400, 1e-4));

  const auto linear = fit_scalability(counts, counts, throughput);
  EXPECT_EQ(linear.sigma.estimate, 0);
  EXPECT_EQ(linear.kappa.estimate, 0);
  EXPECT_EQ(linear.peak, infinity);
  EXPECT_EQ(linear.peak_throughput, infinity);
}

TEST(Scalability, KeepsCoefficientsFromGoingBelowNothing) {
  const std::vector<double> faster{1, 2.2, 5, 11, 25, 60};
  const auto fit = fit_scalability(counts, faster, throughput);
  EXPECT_EQ(fit.verdict, Verdict::fitted);
  EXPECT_EQ(fit.sigma.estimate, 0);
  EXPECT_EQ(fit.kappa.estimate, 0);
  EXPECT_GT(fit.residual, 0.1);
  EXPECT_EQ(fit.sigma.low, 0);
  EXPECT_GT(fit.sigma.high, 0);
}

TEST(Scalability, IsMovedLittleByOneRunThatIsTenTimesOff) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Noise noise(seed);
    std::vector<double> threads;
    std::vector<double> x;
    for (const double n : counts) {
      for (int i = 0; i < 3; ++i) {
        threads.push_back(n);
        x.push_back(law(100, 0.1, 0.01, n) * std::exp(0.01 * noise()));
      }
    }
    x[seed % x.size()] *= seed % 2 == 0 ? 10 : 0.1;
    const auto fit = fit_scalability(threads, x, throughput);
    for (const double n : counts) {
      EXPECT_TRUE(near(fit.throughput(n), law(100, 0.1, 0.01, n), 0.03)) << seed << ' ' << n;
    }
  }
}

TEST(Scalability, HasIntervalsThatMostlyHoldTheLaw) {
  int lambda = 0;
  int sigma = 0;
  int kappa = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    Noise noise(seed);
    std::vector<double> threads;
    std::vector<double> x;
    for (const double n : counts) {
      for (int i = 0; i < 4; ++i) {
        threads.push_back(n);
        x.push_back(law(100, 0.05, 0.002, n) * std::exp(0.03 * noise()));
      }
    }
    const auto fit = fit_scalability(threads, x, throughput);
    lambda += fit.lambda.low <= 100 && 100 <= fit.lambda.high ? 1 : 0;
    sigma += fit.sigma.low <= 0.05 && 0.05 <= fit.sigma.high ? 1 : 0;
    kappa += fit.kappa.low <= 0.002 && 0.002 <= fit.kappa.high ? 1 : 0;
  }
  for (const int held : {lambda, sigma, kappa}) {
    EXPECT_GE(held, 455);
    EXPECT_LE(held, 492);
  }
}

TEST(Scalability, IsNotFittedToFewerThanThreeThreadCounts) {
  const auto fit =
      fit_scalability(std::vector<double>{1, 1, 2, 2}, std::vector<double>{1, 1, 2, 2}, throughput);
  EXPECT_EQ(fit.verdict, Verdict::few_thread_counts);
  EXPECT_TRUE(std::isnan(fit.lambda.estimate));
  EXPECT_TRUE(std::isnan(fit.peak));
  EXPECT_EQ(fit.thread_counts, 2);
  EXPECT_EQ(fit.runs, 4);
  EXPECT_EQ(fit_scalability({}, {}, throughput).verdict, Verdict::few_thread_counts);
}

TEST(Scalability, HasNoIntervalsWithoutDegreesOfFreedomOrAtFullConfidence) {
  const std::vector<double> three{1, 2, 4};
  for (const auto& fit : {fit_scalability(three, std::vector{10.0, 18.0, 29.0}, throughput),
                          fit_scalability(counts, counts, throughput, 1)}) {
    EXPECT_EQ(fit.verdict, Verdict::fitted);
    EXPECT_EQ(fit.lambda.low, 0);
    EXPECT_EQ(fit.sigma.high, infinity);
    EXPECT_EQ(fit.level, 1);
  }
}

TEST(Scalability, IsNotFittedWhereNothingIsLeftForOneThread) {
  // N / X proportional to N (N - 1), without a measurement at one thread.
  std::vector<double> x;
  for (const double n : {2.0, 4.0, 8.0}) x.push_back(1 / (n - 1));
  const auto fit = fit_scalability(std::vector{2.0, 4.0, 8.0}, x, throughput);
  EXPECT_EQ(fit.verdict, Verdict::no_single_thread);
  EXPECT_TRUE(std::isnan(fit.lambda.estimate));
}

TEST(Scalability, LeavesOutRunsWithoutACountOrAValue) {
  std::vector<double> threads = counts;
  std::vector<double> x;
  for (const double n : counts) x.push_back(law(10, 0.1, 0.01, n));
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
    threads.push_back(bad);
    x.push_back(1);
    threads.push_back(64);
    x.push_back(bad);
  }
  for (const auto measure : {throughput, ScalingMeasure::time_per_operation}) {
    const auto fit = fit_scalability(threads, x, measure);
    EXPECT_EQ(fit.runs, counts.size());
    EXPECT_EQ(fit.thread_counts, counts.size());
  }
}

}  // namespace
}  // namespace benchdiff::stats
