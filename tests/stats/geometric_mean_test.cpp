#include <benchdiff/stats/geometric_mean.h>

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

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
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(geometric_mean(std::vector{1.0, infinity, 2.0}), infinity);
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{infinity, 0.0})));
  EXPECT_TRUE(std::isnan(geometric_mean(std::vector{infinity, std::nan("")})));
}

}  // namespace
}  // namespace benchdiff::stats
