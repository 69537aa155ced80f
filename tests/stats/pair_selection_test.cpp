#include <benchdiff/stats/pair_selection.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

using Kind = Change::Kind;
using Values = std::vector<double>;

/// All pairs of two samples in ascending order.
Values listed(Kind kind, const Values& x, const Values& y) {
  Values pairs;
  for (const double from : x) {
    for (const double to : y) pairs.push_back(kind == Kind::ratio ? to / from : to - from);
  }
  std::ranges::sort(pairs);
  return pairs;
}

/// Checks ranks from the first to the last, some of them neighbours, within all and within less.
void expect_listed_pairs(Kind kind, Values x, Values y) {
  std::ranges::sort(x);
  std::ranges::sort(y);
  const Values pairs = listed(kind, x, y);
  const std::size_t last = pairs.size();
  PairSelection selection;
  for (const std::size_t asked : {std::size_t{1}, std::size_t{2}, last / 40, last / 2, last / 2 + 1,
                                  last - last / 40, last - 1, last}) {
    const std::size_t rank = std::clamp<std::size_t>(asked, 1, last);
    const double expected = pairs[rank - 1];
    EXPECT_EQ(selection.at(kind, x, y, rank, pairs.front(), pairs.back()), expected) << rank;
    EXPECT_EQ(selection.at(kind, x, y, rank, pairs[rank / 2], pairs.back()), expected) << rank;
    EXPECT_EQ(selection.at(kind, x, y, rank, expected, expected), expected) << rank;
  }
}

Values draw(std::mt19937_64& engine, std::size_t n, auto distribution, double step = 0) {
  Values values(n);
  for (double& value : values) {
    value = distribution(engine);
    if (step > 0) value = step * std::ceil(value / step);
  }
  return values;
}

TEST(PairSelection, FindsThePairOfEachRank) {
  std::mt19937_64 engine(1);
  for (const std::size_t n : {1U, 40U, 300U}) {
    for (const std::size_t m : {1U, 200U, 500U}) {
      const std::lognormal_distribution<double> times(5, 0.1);
      expect_listed_pairs(Kind::ratio, draw(engine, n, times), draw(engine, m, times));
      const std::normal_distribution<double> around_zero(0, 3);
      expect_listed_pairs(Kind::shift, draw(engine, n, around_zero), draw(engine, m, around_zero));
    }
  }
}

TEST(PairSelection, FindsPairsThatAreEqualToMany) {
  std::mt19937_64 engine(2);
  const std::lognormal_distribution<double> times(5, 0.1);
  expect_listed_pairs(Kind::ratio, draw(engine, 300, times, 20), draw(engine, 200, times, 20));
  expect_listed_pairs(Kind::shift, draw(engine, 300, times, 20), draw(engine, 200, times, 20));
  expect_listed_pairs(Kind::ratio, Values(100, 3.0), Values(100, 7.0));
  expect_listed_pairs(Kind::shift, Values(100, 0.0), Values(100, -0.0));
}

TEST(PairSelection, BearsValuesOfEveryMagnitude) {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> exponent(-320, 308);
  const auto any = [&](std::mt19937_64& from) { return std::pow(10.0, exponent(from)); };
  expect_listed_pairs(Kind::ratio, draw(engine, 150, any), draw(engine, 150, any));
  const auto any_sign = [&](std::mt19937_64& from) {
    return (from() % 2 == 0 ? 1 : -1) * any(from);
  };
  expect_listed_pairs(Kind::shift, draw(engine, 150, any_sign), draw(engine, 150, any_sign));
  constexpr double most = std::numeric_limits<double>::max();
  Values ends(100, -most);
  ends.resize(200, most);
  expect_listed_pairs(Kind::shift, ends, ends);
}

TEST(PairSelection, TellsApartNeighboursAmongManyEqualPairs) {
  // Half of the pairs are 1 and half are the next double, so that no value lies between them.
  Values y(100, 1.0);
  y.resize(200, std::nextafter(1.0, 2.0));
  expect_listed_pairs(Kind::ratio, Values(100, 1.0), y);
}

}  // namespace
}  // namespace benchdiff::stats
