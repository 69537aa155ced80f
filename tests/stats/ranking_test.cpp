#include <benchdiff/stats/ranking.h>

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

template <class Span>
auto copy(Span span) {
  return std::vector(span.begin(), span.end());
}

TEST(Ranking, GivesEqualValuesTheMeanOfTheirRanks) {
  const Values values{5, 1, 5, -2, 5, 1};
  Ranking ranking;
  ranking.assign(values);
  EXPECT_EQ(copy(ranking.values()), values);
  EXPECT_EQ(copy(ranking.sorted()), (Values{-2, 1, 1, 5, 5, 5}));
  EXPECT_EQ(copy(ranking.ranks()), (Values{5, 2.5, 5, 1, 5, 2.5}));
  EXPECT_EQ(copy(ranking.groups()), (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_TRUE(ranking.ties());
}

TEST(Ranking, TakesBothZerosAndInfinitiesForWhatTheyEqual) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Ranking ranking;
  ranking.assign(Values{0.0, infinity, -0.0, -infinity, infinity});
  EXPECT_EQ(copy(ranking.ranks()), (Values{2.5, 4.5, 2.5, 1, 4.5}));
}

TEST(Ranking, ForgetsTheSampleBefore) {
  Ranking ranking;
  ranking.assign(Values{3, 1, 2, 2});
  ranking.assign(Values{7, 4});
  EXPECT_EQ(ranking.size(), 2);
  EXPECT_EQ(copy(ranking.sorted()), (Values{4, 7}));
  EXPECT_EQ(copy(ranking.ranks()), (Values{2, 1}));
  EXPECT_FALSE(ranking.ties());

  ranking.assign({});
  EXPECT_EQ(ranking.size(), 0);
  EXPECT_TRUE(ranking.groups().empty());
  EXPECT_FALSE(ranking.ties());
}

}  // namespace
}  // namespace benchdiff::stats
