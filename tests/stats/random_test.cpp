#include <benchdiff/stats/random.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

// From a second implementation in Python, which gave the first numbers its authors publish for
// SplitMix64 (seed 1234567) and for xoshiro256++ (state 1, 2, 3, 4).
TEST(Random, GivesTheNumbersOfXoshiroSeededBySplitMix) {
  struct Known {
    std::uint64_t seed;
    std::array<std::uint64_t, 5> numbers;
  };
  for (const auto& known : {Known{0,
                                  {5987356902031041503u, 7051070477665621255u, 6633766593972829180u,
                                   211316841551650330u, 9136120204379184874u}},
                            {1234567,
                             {437095814655224680u, 8127161015984454572u, 18128670339019551454u,
                              254746599813523466u, 6010839568078443526u}},
                            {std::numeric_limits<std::uint64_t>::max(),
                             {6254647548650071986u, 16610832622747802512u, 16422857234328439435u,
                              5048281510058307187u, 12093889312535503841u}}}) {
    Random random(known.seed);
    for (const std::uint64_t number : known.numbers) EXPECT_EQ(random.next(), number);
  }
}

// The sum of (seen - expected)^2 / expected, some n - 1 +- sqrt(2 n) where all are as likely.
template <class Draw>
double unevenness(std::size_t n, std::size_t draws, Draw draw) {
  std::vector<double> seen(n);
  for (std::size_t i = 0; i < draws; ++i) ++seen.at(draw());
  const double expected = static_cast<double>(draws) / static_cast<double>(n);
  double sum = 0;
  for (const double count : seen) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST(Random, IsAsOftenEachNumberBelowABound) {
  for (const std::size_t n : {1u, 2u, 3u, 10u, 1000u}) {
    Random random(n);
    const double limit = static_cast<double>(n) + 5 * std::sqrt(2.0 * static_cast<double>(n));
    EXPECT_LT(unevenness(n, 100'000, [&] { return random.below(n); }), limit) << n;
  }
}

// Without a second draw for the surplus, every third number would come up twice as often.
TEST(Random, HasNoBiasForBoundsNearTheWordSize) {
  constexpr std::uint64_t bound = 3 * (std::uint64_t{1} << 62);
  Random random(1);
  EXPECT_LT(unevenness(3, 100'000, [&] { return random.below(bound) % 3; }), 20);

  constexpr std::uint32_t small = 3 * (std::uint32_t{1} << 30);
  std::vector<std::uint32_t> numbers(100'001);
  random.fill_below(small, numbers);
  auto next = numbers.begin();
  EXPECT_LT(unevenness(3, numbers.size(), [&] { return *next++ % 3; }), 20);
}

TEST(Random, FillsAnyRoomEvenly) {
  for (const std::uint32_t n : {1u, 2u, 7u, 30u, 1000u}) {
    Random random(n);
    std::array<std::uint32_t, 3> three{};
    std::size_t used = three.size();
    const auto draw = [&] {
      if (used == three.size()) {
        random.fill_below(n, three);
        used = 0;
      }
      return three.at(used++);
    };
    const double limit = n + 5 * std::sqrt(2.0 * n);
    EXPECT_LT(unevenness(n, 99'999, draw), limit) << n;
  }
  Random random(1);
  random.fill_below(5, {});
}

TEST(Random, IsUniformBetweenZeroAndOne) {
  Random random(3);
  const auto tenth = [&] { return static_cast<std::size_t>(random.uniform() * 10); };
  EXPECT_LT(unevenness(10, 100'000, tenth), 35);
}

TEST(SeedOf, IsTheSameForTheSameDataInAnyOrder) {
  const std::vector<double> x{1, 2, 0.1};
  const std::vector<double> y{3, 0.0, 0.0, 7};
  const std::uint64_t seed = seed_of(x, y);
  EXPECT_EQ(seed_of(y, x), seed) << "sides swapped";
  EXPECT_EQ(seed_of(std::vector{0.1, 1.0, 2.0}, std::vector{0.0, 7.0, -0.0, 3.0}), seed);
  EXPECT_EQ(seed_of(std::vector{4.0, 8.0, 0.4}, std::vector{12.0, 0.0, 0.0, 28.0}), seed)
      << "times 4";
}

TEST(SeedOf, DiffersWithTheData) {
  const std::vector<std::vector<double>> samples{
      {},      {0},       {0, 0}, {1},   {1, 1}, {1, 2}, {1, 2.0000000000000004},
      {1, -2}, {1, 2, 3}, {3},    {1, 3}};
  std::vector<std::uint64_t> seeds;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) seeds.push_back(seed_of(samples[i], samples[j]));
  }
  std::ranges::sort(seeds);
  EXPECT_EQ(std::ranges::adjacent_find(seeds), seeds.end());
}

TEST(SeedOf, TakesAnything) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double least = std::numeric_limits<double>::denorm_min();
  const std::vector<double> odd{std::nan("1"), infinity, -infinity, least};
  EXPECT_EQ(seed_of(odd, {}), seed_of({}, std::vector{least, -std::nan("2"), -infinity, infinity}));
}

}  // namespace
}  // namespace benchdiff::stats
