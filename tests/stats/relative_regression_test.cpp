#include <benchdiff/stats/relative_regression.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "noise.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// n and 1, one column after the other.
std::vector<double> line_terms(const std::vector<double>& n) {
  std::vector<double> terms = n;
  terms.resize(2 * n.size(), 1);
  return terms;
}

const std::vector<double> powers{8, 16, 32, 64, 128, 256, 512, 1024};

TEST(RelativeRegression, FindsTheMinimumThatSciPyFinds) {
  // scipy.optimize.least_squares of sqrt(w) log(y / fitted), bounds (0, inf), repeated with Huber's
  // weights and the median scale until nothing changed (SciPy 1.10.1); R's nlminb says the same.
  const std::vector<double> y{131, 155, 204, 318, 500, 2400, 1630, 3210};
  const auto fit = fit_relative(line_terms(powers), y);
  ASSERT_TRUE(fit);
  EXPECT_TRUE(near(fit->coefficients[0], 3.05535946, 1e-8));
  EXPECT_TRUE(near(fit->coefficients[1], 106.77270594, 1e-8));
  EXPECT_TRUE(near(fit->scale, 0.009038079116965407, 1e-6));

  std::vector<double> terms = line_terms(powers);
  for (std::size_t i = 0; i < powers.size(); ++i) terms[i] *= std::log2(terms[i]);
  const auto other = fit_relative(terms, y);
  ASSERT_TRUE(other);
  EXPECT_TRUE(near(other->coefficients[0], 0.36982705, 3e-8));
  EXPECT_TRUE(near(other->coefficients[1], 136.87484988, 1e-8));
  EXPECT_TRUE(near(other->residual, 0.208966175, 1e-6));
}

TEST(RelativeRegression, RecoversThreeCoefficientsWithoutNoise) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Noise noise(seed);
    const double a = noise.magnitude(1e-6, 1e6);
    const double b = noise.magnitude(1e-2, 1) * a;
    const double c = noise.magnitude(1e-4, 1e-2) * a;
    std::vector<double> terms(powers.size(), 1);
    terms.insert(terms.end(), powers.begin(), powers.end());
    std::vector<double> y;
    for (const double n : powers) terms.push_back(n * n);
    for (const double n : powers) y.push_back(a + b * n + c * n * n);
    const auto fit = fit_relative(terms, y);
    ASSERT_TRUE(fit) << seed;
    EXPECT_TRUE(near(fit->coefficients[0] + fit->coefficients[1] * 8 + fit->coefficients[2] * 64,
                     y[0], 1e-12))
        << seed;
    EXPECT_TRUE(near(fit->coefficients[1], b, 1e-9)) << seed;
    EXPECT_TRUE(near(fit->coefficients[2], c, 1e-9)) << seed;
  }
}

TEST(RelativeRegression, KeepsCoefficientsFromGoingBelowNothing) {
  std::vector<double> y;
  for (const double n : powers) y.push_back(3 * n - 20);
  const auto fit = fit_relative(line_terms(powers), y);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->coefficients[1], 0);
  EXPECT_GT(fit->coefficients[0], 2);

  for (double& value : y) value = 1e6 / value;
  const auto falling = fit_relative(line_terms(powers), y);
  ASSERT_TRUE(falling);
  EXPECT_EQ(falling->coefficients[0], 0);
}

TEST(RelativeRegression, IsMovedLittleByOneOutlier) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Noise noise(seed);
    std::vector<double> y;
    for (const double n : powers) y.push_back((100 + 3 * n) * std::exp(0.01 * noise()));
    const auto clean = fit_relative(line_terms(powers), y);
    const double factor = seed % 2 == 0 ? 10 : 0.1;
    y[seed % powers.size()] *= factor;
    const auto fit = fit_relative(line_terms(powers), y);
    ASSERT_TRUE(clean && fit) << seed;
    for (const double n : powers) {
      const double before = clean->coefficients[0] * n + clean->coefficients[1];
      EXPECT_TRUE(near(fit->coefficients[0] * n + fit->coefficients[1], before, 0.05)) << seed;
    }
  }
}

TEST(RelativeRegression, ScalesWithTheValuesToTheBit) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Noise noise(seed);
    std::vector<double> y;
    for (const double n : powers) y.push_back((100 + 3 * n) * std::exp(0.2 * noise()));
    const auto fit = fit_relative(line_terms(powers), y);
    for (const int exponent : {-400, -3, 1, 500}) {
      std::vector<double> scaled;
      for (const double value : y) scaled.push_back(std::scalbn(value, exponent));
      const auto other = fit_relative(line_terms(powers), scaled);
      ASSERT_TRUE(fit && other) << seed;
      EXPECT_EQ(other->residual, fit->residual) << seed;
      EXPECT_EQ(other->coefficients[0], std::scalbn(fit->coefficients[0], exponent)) << seed;
      EXPECT_EQ(other->coefficients[1], std::scalbn(fit->coefficients[1], exponent)) << seed;
    }
  }
}

TEST(RelativeRegression, GivesAPartToTheOnlyTermThatAValueHas) {
  // log2 1 = 0, so the first value is the constant, though all others want none.
  const std::vector<double> terms{0, 1, 2, 3, 4, 1, 1, 1, 1, 1};
  const auto fit = fit_relative(terms, std::vector<double>{1, 1000, 2000, 3000, 4000});
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->coefficients[1], 0);
  EXPECT_TRUE(near(fit->coefficients[0], 1000, 0.01));
}

TEST(RelativeRegression, GivesNothingForWhatCannotBeFitted) {
  const std::vector<double> terms{1, 2};
  EXPECT_FALSE(fit_relative({}, {}));
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
    EXPECT_FALSE(fit_relative(terms, std::vector{1.0, bad})) << bad;
  }
  for (const double bad : {-1.0, infinity, std::nan("")}) {
    EXPECT_FALSE(fit_relative(std::vector{1.0, bad}, std::vector{1.0, 2.0})) << bad;
  }
  EXPECT_FALSE(fit_relative(std::vector{1.0, 0.0}, std::vector{1.0, 2.0}));
}

TEST(RelativeRegression, EndsForExtremeAndDependentAndTooFewValues) {
  EXPECT_TRUE(fit_relative(std::vector{3.0, 1.0}, std::vector{5.0}));
  const auto same =
      fit_relative(std::vector{1.0, 2.0, 3.0, 1.0, 2.0, 3.0}, std::vector{2.0, 4.0, 6.0});
  ASSERT_TRUE(same);
  EXPECT_TRUE(near(same->coefficients[0] + same->coefficients[1], 2));
  const auto wide = fit_relative(std::vector{1.0, 1.0, 1.0},
                                 std::vector{5e-324, 1.0, std::numeric_limits<double>::max()});
  if (wide) {
    EXPECT_GT(wide->coefficients[0], 0);
  }
  const auto tiny = fit_relative(std::vector{1.0, 2.0}, std::vector{2e-308, 4e-308});
  ASSERT_TRUE(tiny);
  EXPECT_TRUE(near(tiny->coefficients[0], 2e-308));
}

}  // namespace
}  // namespace benchdiff::stats
