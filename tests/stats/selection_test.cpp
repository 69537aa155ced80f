#include <benchdiff/stats/selection.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

void expect_every_rank(std::vector<double> values) {
  auto sorted = values;
  std::ranges::sort(sorted);
  Selection selection;
  selection.spread(values, sorted.front(), sorted.back());
  for (std::size_t rank = values.size(); rank-- > 0;) ASSERT_EQ(selection.at(rank), sorted[rank]);
}

TEST(Selection, FindsEveryRankOfRandomValues) {
  std::mt19937_64 engine(1);
  std::lognormal_distribution<double> noise(0, 2);
  for (const std::size_t n : {1u, 2u, 3u, 10u, 257u, 3000u}) {
    std::vector<double> values(n);
    for (double& value : values) value = noise(engine) - 1;
    expect_every_rank(values);
  }
}

TEST(Selection, FindsEveryRankOfTiesAndOfOneValue) {
  expect_every_rank({3, 1, 3, 3, 2, 1, 1, 3});
  expect_every_rank({5, 5, 5});
  expect_every_rank({0.0, -0.0, 0.0});
}

TEST(Selection, FindsEveryRankOfValuesThatCannotBeSpread) {
  constexpr double huge = std::numeric_limits<double>::max();
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  expect_every_rank({huge, -huge, 1, 0});
  expect_every_rank({3 * tiny, tiny, 2 * tiny, 0});
  expect_every_rank({infinity, 1, 2, infinity});
  expect_every_rank({1e300, 1, 2, 3, 4});
}

TEST(Selection, FindsEveryRankOfValuesThatAreHardlyApart) {
  Selection selection;
  const std::vector<double> values{3e-310, 1e-310, 2e-310, 4e-310};
  selection.spread(values, 1e-310, 4e-310);
  EXPECT_EQ(selection.at(0), 1e-310);
  EXPECT_EQ(selection.at(2), 3e-310);
  EXPECT_EQ(selection.at(3), 4e-310);
}

}  // namespace
}  // namespace benchdiff::stats
