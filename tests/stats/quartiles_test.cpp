#include <benchdiff/stats/quartiles.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

TEST(Quartiles, AreThoseOfR) {
  const auto vectors = read_vectors("summaries");
  int checked = 0;
  for (const auto& c : vectors["cases"].array()) {
    const auto& known = c["oracle"]["R_quantiles_p25_50_75_90_95_99"];
    if (known.is_null()) continue;
    ++checked;
    auto values = c["x"].numbers();
    std::ranges::sort(values);
    const auto expected = known["q_type7"].numbers();
    const auto [low, high] = quartiles(values);
    EXPECT_TRUE(near(low, expected[0])) << c["name"].text();
    EXPECT_TRUE(near(high, expected[2])) << c["name"].text();
  }
  EXPECT_GE(checked, 15);
}

TEST(Quartiles, AreDefinedForEveryInput) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(std::isnan(quartiles({}).low));
  EXPECT_TRUE(std::isnan(quartiles({}).high));
  EXPECT_EQ(quartiles(Values{3}).low, 3);
  EXPECT_EQ(quartiles(Values{3}).high, 3);
  EXPECT_EQ(quartiles(Values{infinity, infinity}).low, infinity);
  EXPECT_EQ(quartiles(Values{-1e308, 1.7e308}).low, -0.325e308);
}

}  // namespace
}  // namespace benchdiff::stats
