#include <benchdiff/stats/quantile.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/median.h>
#include <benchdiff/stats/random.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Quantile, IsThatOfRByType7) {
  const auto vectors = read_vectors("summaries");
  const std::vector<double> q{0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    auto values = c["x"].numbers();
    std::ranges::sort(values);
    const auto expected = c["oracle"]["R_quantiles_p25_50_75_90_95_99"]["q_type7"].numbers();
    for (std::size_t i = 0; i < q.size(); ++i) {
      EXPECT_TRUE(near(quantile(values, q[i]), expected.at(i), 1e-10)) << c["name"].text() << q[i];
      ++checked;
    }
  }
  EXPECT_GE(checked, 100);
}

TEST(Quantile, IsTheMedianToTheLastBit) {
  Random random(1);
  for (std::size_t n = 1; n <= 50; ++n) {
    std::vector<double> values(n);
    for (double& value : values) value = 100 + random.uniform();
    std::ranges::sort(values);
    EXPECT_EQ(quantile(values, 0.5), median(values)) << n;
  }
}

TEST(Quantile, EndsWithTheExtremes) {
  const std::vector<double> values{1, 2, 4, 8};
  EXPECT_EQ(quantile(values, 0), 1);
  EXPECT_EQ(quantile(values, 1), 8);
  EXPECT_EQ(quantile(std::vector{7.0}, 0.3), 7);
}

TEST(Quantile, IsAValueWhereTheRankIsWholeOnPaper) {
  std::vector<double> values(101);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.1 * static_cast<double>(i * i);
  EXPECT_NE(100 * 0.29, 29);
  for (std::size_t i = 0; i <= 100; ++i) {
    EXPECT_EQ(quantile(values, static_cast<double>(i) / 100), values[i]) << i;
  }
}

TEST(Quantile, IsDefinedForEveryInput) {
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
  const std::vector<double> values{-infinity, 1, 2, infinity};
  for (const double q : {-0.1, 1.1, std::nan("")}) EXPECT_TRUE(std::isnan(quantile(values, q)));
  EXPECT_EQ(quantile(values, 0.1), -infinity);
  EXPECT_EQ(quantile(values, 0.5), 1.5);
  EXPECT_EQ(quantile(values, 0.9), infinity);
  EXPECT_EQ(quantile(std::vector{infinity, infinity}, 0.5), infinity);
  EXPECT_TRUE(std::isnan(quantile(std::vector{-infinity, infinity}, 0.5)));
  EXPECT_EQ(quantile(std::vector{-1.5e308, 1.5e308}, 0.25), -0.75e308);
}

}  // namespace
}  // namespace benchdiff::stats
