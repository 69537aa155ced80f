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
  for (const auto& c : vectors["cases"].GetArray()) {
    if (!c.HasMember("x")) continue;
    ++checked;
    EXPECT_TRUE(near(geometric_mean(numbers(c["x"])), number(c["expect"]["geomean"])))
        << c["name"].GetString();
  }
  EXPECT_EQ(checked, 22);
}

TEST(GeometricMean, MatchesTheSummaryRowsOfBenchstatToTheLastDigits) {
  const auto vectors = read_vectors("geomean");
  for (const auto& c : vectors["cases"].GetArray()) {
    if (!c.HasMember("rows_old_new")) continue;
    std::vector<double> old_values;
    for (const auto& row : c["rows_old_new"].GetArray()) {
      if (!row[0].IsNull()) old_values.push_back(row[0].GetDouble());
    }
    EXPECT_TRUE(
        near(geometric_mean(old_values), number(c["expect"]["benchstat_geomean_old"]), 4e-15))
        << c["name"].GetString();
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
}

}  // namespace
}  // namespace benchdiff::stats
