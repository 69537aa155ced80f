#include <benchdiff/stats/distributions.h>

#include <cmath>
#include <cstddef>
#include <limits>

#include <gtest/gtest.h>

#include <benchdiff/stats/binomials.h>

#include "near.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(NormalCdf, KeepsItsDigitsInTheLowerTail) {
  EXPECT_EQ(normal_cdf(0), 0.5);
  EXPECT_TRUE(near(normal_cdf(1.959963984540054), 0.975));
  EXPECT_TRUE(near(normal_cdf(-10), 7.619853024160526e-24));
  EXPECT_EQ(normal_cdf(-infinity), 0);
  EXPECT_EQ(normal_cdf(infinity), 1);
}

TEST(NormalQuantile, IsTheInverseOfTheCdf) {
  EXPECT_TRUE(near(normal_quantile(0.975), 1.959963984540054));
  EXPECT_TRUE(near(normal_quantile(0.025), -1.9599639845400545));
  EXPECT_EQ(normal_quantile(0.5), 0);
  for (const double p : {1e-300, 1e-20, 1e-3, 0.3, 0.7, 0.999}) {
    EXPECT_TRUE(near(normal_cdf(normal_quantile(p)), p)) << p;
  }
}

TEST(NormalQuantile, AnswersAtTheEndsAndOutside) {
  EXPECT_EQ(normal_quantile(0), -infinity);
  EXPECT_EQ(normal_quantile(1), infinity);
  for (const double p : {-0.1, 1.1, std::nan("")}) EXPECT_TRUE(std::isnan(normal_quantile(p)));
}

TEST(NormalTwoSidedP, IsTheSameOnBothSidesAndDoesNotVanishEarly) {
  EXPECT_EQ(normal_two_sided_p(0), 1);
  EXPECT_TRUE(near(normal_two_sided_p(1.959963984540054), 0.05));
  for (const double z : {0.1, 3.0, 9.0, 37.0}) {
    EXPECT_EQ(normal_two_sided_p(z), normal_two_sided_p(-z));
    EXPECT_GT(normal_two_sided_p(z), 0);
  }
}

TEST(NormalTwoSidedLogP, IsTheLogarithmAndGoesOnWherePIsNoDouble) {
  EXPECT_EQ(normal_two_sided_log_p(0), 0);
  for (const double z : {0.5, 3.0, 20.0, 35.9, 36.1, 37.5}) {
    EXPECT_TRUE(near(normal_two_sided_log_p(z), std::log(normal_two_sided_p(z)))) << z;
    EXPECT_EQ(normal_two_sided_log_p(-z), normal_two_sided_log_p(z));
  }
  // R: pnorm(z, lower.tail = FALSE, log.p = TRUE) + log(2)
  EXPECT_TRUE(near(normal_two_sided_log_p(40), -803.91529483319391));
  EXPECT_TRUE(near(normal_two_sided_log_p(1e4), -50000009.436131731));
  EXPECT_EQ(normal_two_sided_log_p(infinity), -infinity);
  EXPECT_TRUE(std::isnan(normal_two_sided_log_p(std::nan(""))));
}

// pt() of R 4.2.2.
TEST(StudentTCdf, KeepsItsDigitsInTheLowerTail) {
  EXPECT_TRUE(near(student_t_cdf(-2.5, 4), 0.033383272405994063));
  EXPECT_TRUE(near(student_t_cdf(-0.3, 1.3), 0.40252101178585004));
  EXPECT_TRUE(near(student_t_cdf(1.7, 6.96), 0.93341239660864284));
  EXPECT_TRUE(near(student_t_cdf(-20, 100000), 4.1117469553273435e-89));
  EXPECT_TRUE(near(student_t_cdf(-60, 96.2), 2.48591064760195e-78));
  EXPECT_TRUE(near(student_t_cdf(-10000, 2.56), 4.3437092892864765e-11));
  EXPECT_EQ(student_t_cdf(0, 3.3), 0.5);
  EXPECT_EQ(student_t_cdf(-infinity, 4), 0);
  EXPECT_EQ(student_t_cdf(infinity, 4), 1);
  EXPECT_TRUE(near(student_t_cdf(-1.5, 1e300), normal_cdf(-1.5)));
  EXPECT_TRUE(near(student_t_cdf(-1.5, infinity), normal_cdf(-1.5)));
}

TEST(StudentTTwoSidedP, IsTheSameOnBothSides) {
  for (const double t : {0.0, 0.1, 3.0, 90.0}) {
    EXPECT_EQ(student_t_two_sided_p(t, 7.7), student_t_two_sided_p(-t, 7.7));
    EXPECT_EQ(student_t_two_sided_p(t, 7.7), 2 * student_t_cdf(-t, 7.7));
  }
  EXPECT_EQ(student_t_two_sided_p(infinity, 2), 0);
}

TEST(StudentTQuantile, IsTheInverseOfTheCdf) {
  for (const double df : {1.0, 1.3, 2.56, 4.0, 18.0, 96.2, 1998.0, 1e6}) {
    for (const double p : {1e-20, 1e-6, 0.005, 0.025, 0.3, 0.6, 0.975}) {
      EXPECT_TRUE(near(student_t_cdf(student_t_quantile(p, df), df), p)) << p << " of " << df;
    }
  }
  // qt(0.025, 2.56) of R 4.2.2.
  EXPECT_TRUE(near(student_t_quantile(0.025, 2.56), -3.5154197355927672));
}

TEST(StudentT, AnswersAtTheEndsAndOutside) {
  const double nan = std::nan("");
  EXPECT_EQ(student_t_quantile(0, 3), -infinity);
  EXPECT_EQ(student_t_quantile(1, 3), infinity);
  for (const double p : {-0.1, 1.1, nan}) EXPECT_TRUE(std::isnan(student_t_quantile(p, 3)));
  for (const double df : {0.0, -1.0, nan}) {
    EXPECT_TRUE(std::isnan(student_t_quantile(0.3, df)));
    EXPECT_TRUE(std::isnan(student_t_cdf(0.3, df)));
    EXPECT_TRUE(std::isnan(student_t_two_sided_p(0.3, df)));
  }
  EXPECT_TRUE(std::isnan(student_t_cdf(nan, 3)));
}

TEST(FairCoinCdf, AgreesWithTheSumOfTheTerms) {
  for (std::size_t n = 1; n <= 60; ++n) {
    double term = std::ldexp(1.0, -static_cast<int>(n));
    double sum = 0;
    for (std::size_t k = 0; k <= n; ++k) {
      sum += term;
      term = term * static_cast<double>(n - k) / static_cast<double>(k + 1);
      ASSERT_TRUE(near(fair_coin_cdf(k, n), sum)) << k << " of " << n;
    }
  }
  EXPECT_EQ(fair_coin_cdf(7, 7), 1);
  EXPECT_EQ(fair_coin_cdf(8, 7), 1);
}

TEST(FairCoinCdf, HoldsForAMillionThrows) {
  // Of an odd number, one half of the outcomes is on either side.
  EXPECT_TRUE(near(fair_coin_cdf(500'000, 1'000'001), 0.5, 1e-10));
  EXPECT_NEAR(fair_coin_cdf(499'020, 1'000'000), 0.025, 1e-4);
}

TEST(BinomialCdf, IsTheSumOfItsTerms) {
  for (const std::size_t n : {1u, 2u, 10u, 40u}) {
    for (const double q : {0.001, 0.1, 0.5, 0.9, 0.999}) {
      double sum = 0;
      for (std::size_t k = 0; k <= n; ++k) {
        const auto successes = static_cast<double>(k);
        sum += choose(n, k) * std::pow(q, successes) *
               std::pow(1 - q, static_cast<double>(n) - successes);
        EXPECT_TRUE(near(binomial_cdf(k, n, q), sum)) << n << ' ' << q << ' ' << k;
      }
    }
  }
}

TEST(BinomialCdf, LosesNoDigitsInTheLowerTail) {
  EXPECT_TRUE(near(binomial_cdf(0, 1000, 0.5), std::ldexp(1, -1000)));
  EXPECT_TRUE(near(binomial_cdf(0, 300, 0.9), std::pow(0.1, 300), 1e-11));
}

TEST(BinomialCdf, IsCertainAtTheEnds) {
  EXPECT_EQ(binomial_cdf(5, 5, 0.3), 1);
  EXPECT_EQ(binomial_cdf(0, 0, 0.3), 1);
  EXPECT_EQ(binomial_cdf(0, 5, 0), 1);
  EXPECT_EQ(binomial_cdf(4, 5, 1), 0);
}

TEST(StudentTTwoSidedP, IsThatOfSciPy) {
  // 2 * scipy.stats.t.sf of SciPy 1.10.1.
  EXPECT_TRUE(near(student_t_two_sided_p(2, 1), 0.2951672353008664));
  EXPECT_TRUE(near(student_t_two_sided_p(-2.5, 3.7), 0.07182202291182675));
  EXPECT_TRUE(near(student_t_two_sided_p(40, 5), 1.8411962171772952e-07));
  EXPECT_TRUE(near(student_t_two_sided_p(1e-3, 12.5), 0.9992178981938967));
  EXPECT_TRUE(near(student_t_two_sided_p(300, 40), 1.124030253934706e-68));
  EXPECT_TRUE(near(student_t_two_sided_p(60, 200), 7.71157858405652e-130));
}

TEST(StudentTTwoSidedP, HasValuesAtItsEdges) {
  EXPECT_EQ(student_t_two_sided_p(0, 3), 1);
  EXPECT_EQ(student_t_two_sided_p(infinity, 3), 0);
  EXPECT_EQ(student_t_two_sided_p(-infinity, 3), 0);
  EXPECT_TRUE(std::isnan(student_t_two_sided_p(std::nan(""), 3)));
  EXPECT_TRUE(std::isnan(student_t_two_sided_p(1, std::nan(""))));
  EXPECT_TRUE(std::isnan(student_t_two_sided_p(1, 0)));
}

TEST(StudentTQuantile, IsThatOfR) {
  // qt of R 4.2.2.
  EXPECT_TRUE(near(student_t_quantile(0.025, 2), -4.3026527297494637));
  EXPECT_TRUE(near(student_t_quantile(0.025, 3.7), -2.867520707191193));
  EXPECT_TRUE(near(student_t_quantile(0.995, 30), 2.7499956535672259));
  EXPECT_TRUE(near(student_t_quantile(1e-9, 1.5), -521946.9427334374));
  EXPECT_TRUE(near(student_t_quantile(0.75, 1), 1));
  EXPECT_EQ(student_t_quantile(0.5, 3), 0);
}

TEST(ChiSquaredUpper, AgreesWithRAndKeepsTheTail) {
  // pchisq(x, df, lower.tail = FALSE) of R 4.2.2.
  EXPECT_TRUE(near(chi_squared_upper(0.5, 1), 0.47950012218695348, 1e-13));
  EXPECT_TRUE(near(chi_squared_upper(3, 5), 0.6999858358786275, 1e-13));
  EXPECT_TRUE(near(chi_squared_upper(40, 3), 1.0655090334255863e-08, 1e-13));
  EXPECT_TRUE(near(chi_squared_upper(300, 2), 7.1750959731644108e-66, 1e-13));
}

TEST(ChiSquaredUpper, IsDefinedBeyondItsRange) {
  EXPECT_EQ(chi_squared_upper(0, 3), 1);
  EXPECT_EQ(chi_squared_upper(-1, 3), 1);
  EXPECT_EQ(chi_squared_upper(infinity, 3), 0);
  EXPECT_TRUE(std::isnan(chi_squared_upper(std::nan(""), 3)));
}

TEST(SymmetricBetaCdf, AgreesWithRAndKeepsTheTail) {
  // pbeta(x, shape, shape) of R 4.2.2.
  EXPECT_TRUE(near(symmetric_beta_cdf(0.1, 3), 0.0085599999999999982));
  EXPECT_TRUE(near(symmetric_beta_cdf(0.25, 7.5), 0.020484477977918109));
  EXPECT_TRUE(near(symmetric_beta_cdf(0.5, 11), 0.5));
  EXPECT_TRUE(near(symmetric_beta_cdf(0.3, 50), 1.5547799761443322e-05));
  EXPECT_TRUE(near(symmetric_beta_cdf(0.2, 500), 2.5814877946990196e-99));
}

TEST(SymmetricBetaCdf, IsDefinedBeyondItsRange) {
  EXPECT_EQ(symmetric_beta_cdf(-0.1, 3), 0);
  EXPECT_EQ(symmetric_beta_cdf(0, 3), 0);
  EXPECT_EQ(symmetric_beta_cdf(1, 3), 1);
  EXPECT_EQ(symmetric_beta_cdf(1.1, 3), 1);
  EXPECT_TRUE(std::isnan(symmetric_beta_cdf(std::nan(""), 3)));
}

}  // namespace
}  // namespace benchdiff::stats
