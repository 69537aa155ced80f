#include <benchdiff/stats/stratified_hodges_lehmann.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/stats/hodges_lehmann.h>
#include <benchdiff/stats/van_elteren.h>

#include "arrangements.h"
#include "near.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Design {
  std::vector<Values> x, y;

  [[nodiscard]] std::vector<Block> blocks() const {
    std::vector<Block> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
    return result;
  }
};

Design draw(std::mt19937_64& engine, std::size_t blocks, std::size_t most, double level) {
  std::normal_distribution<double> noise(0, 20);
  Design design;
  for (std::size_t i = 0; i < blocks; ++i) {
    auto& x = design.x.emplace_back(1 + engine() % most);
    auto& y = design.y.emplace_back(1 + engine() % most);
    for (double& value : x) value = level * static_cast<double>(i + 1) + noise(engine);
    for (double& value : y) value = level * static_cast<double>(i + 1) + noise(engine) + 5;
  }
  return design;
}

TEST(StratifiedHodgesLehmann, IsHodgesLehmannWithOneBlock) {
  std::mt19937_64 engine(61);
  for (const double level : {0.0, 1000.0}) {
    auto design = draw(engine, 1, 20, level);
    design.x.push_back({});
    design.y.push_back({4, 5});
    const auto result = stratified_hodges_lehmann(design.blocks(), 0.95);
    const auto known = hodges_lehmann(design.x[0], design.y[0], 0.95);
    EXPECT_EQ(result.estimate, known.estimate);
    EXPECT_EQ(result.low, known.low);
    EXPECT_EQ(result.high, known.high);
    EXPECT_EQ(result.level, known.level);
    EXPECT_EQ(result.kind, known.kind);
  }
}

// All changes within blocks with their weights on the scale 2520, which N + 1 <= 10 divides.
std::vector<std::pair<double, std::uint64_t>> changes_of(const Design& design, bool ratio) {
  std::vector<std::pair<double, std::uint64_t>> changes;
  for (std::size_t i = 0; i < design.x.size(); ++i) {
    const std::uint64_t weight = 2520 / (design.x[i].size() + design.y[i].size() + 1);
    for (const double a : design.x[i]) {
      for (const double b : design.y[i]) changes.emplace_back(ratio ? b / a : b - a, weight);
    }
  }
  std::ranges::sort(changes);
  return changes;
}

TEST(StratifiedHodgesLehmann, IsTheWeightedMedianOfAllChangesWithinBlocks) {
  const unsigned seed = 62;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  for (int round = 0; round < 100; ++round) {
    const bool ratio = round % 2 == 0;
    const auto design = draw(engine, 2 + engine() % 4, 4, ratio ? 1000 : 0);
    const auto changes = changes_of(design, ratio);
    std::uint64_t total = 0;
    for (const auto& change : changes) total += change.second;
    std::uint64_t so_far = 0;
    double lower = nan;
    double upper = nan;
    for (const auto& [value, weight] : changes) {
      so_far += weight;
      if (std::isnan(lower) && 2 * so_far >= total) lower = value;
      if (std::isnan(upper) && 2 * so_far > total) upper = value;
    }
    const auto result = stratified_hodges_lehmann(design.blocks(), 0.95);
    ASSERT_EQ(result.kind, ratio ? Change::Kind::ratio : Change::Kind::shift);
    ASSERT_TRUE(near(result.estimate, ratio ? std::sqrt(lower * upper) : (lower + upper) / 2));
  }
}

// The p of the changes from x to y when y is moved by what the interval ends at, and a bit beyond.
double p_after(const Design& design, double change, bool ratio) {
  auto moved = design;
  for (auto& side : moved.y) {
    for (double& value : side) value = ratio ? value / change : value - change;
  }
  return van_elteren(moved.blocks()).p;
}

// What the largest tail of T that is no more than error / 2 leaves, by counting all orders.
double level_of(const Design& design, double error) {
  std::map<std::uint64_t, double> ways{{0, 1.0}};
  double all = 1;
  for (std::size_t i = 0; i < design.x.size(); ++i) {
    const std::size_t n1 = design.x[i].size();
    const std::size_t n2 = design.y[i].size();
    const auto known = arrange(n1, n2, (std::uint32_t{1} << (n1 + n2 - 1)) - 1);
    std::map<std::uint64_t, double> next;
    for (const auto& [sum, count] : ways) {
      for (std::size_t u = 0; u <= n1 * n2; ++u) {
        next[sum + 27720 / (n1 + n2 + 1) * u] += count * static_cast<double>(known.count[2 * u]);
      }
    }
    ways = std::move(next);
    all *= static_cast<double>(known.all);
  }
  double tail = 0;
  for (const auto& [sum, count] : ways) {
    if ((tail + count) / all > error / 2) break;
    tail += count;
  }
  return 1 - 2 * tail / all;
}

TEST(StratifiedHodgesLehmann, HasAnIntervalOfWhatTheTestDoesNotReject) {
  const unsigned seed = 63;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 engine(seed);
  int finite = 0;
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(testing::Message() << "round " << round);
    const bool ratio = round % 2 == 0;
    const double error = round % 3 == 0 ? 0.05 : 0.2;
    const auto design = draw(engine, 2 + engine() % 3, 5, ratio ? 1000 : 0);
    const auto result = stratified_hodges_lehmann(design.blocks(), 1 - error);
    ASSERT_GE(result.level, 1 - error);
    if (result.high == infinity) {
      ASSERT_EQ(result.low, ratio ? 0 : -infinity);
      ASSERT_EQ(result.level, 1);
      ASSERT_GT(van_elteren(design.blocks()).smallest_p, error);
      continue;
    }
    ++finite;
    const double step = ratio ? 1e-9 : 1e-7;
    ASSERT_GT(p_after(design, result.low + step, ratio), error);
    ASSERT_GT(p_after(design, result.high - step, ratio), error);
    ASSERT_LE(p_after(design, result.low - step, ratio), error);
    ASSERT_LE(p_after(design, result.high + step, ratio), error);
    ASSERT_TRUE(near(result.level, level_of(design, error)));
  }
  EXPECT_GT(finite, 20);
}

TEST(StratifiedHodgesLehmann, IsNearlyTheSameByTheNormalApproximation) {
  std::mt19937_64 engine(64);
  for (const double level : {0.0, 1000.0}) {
    auto design = draw(engine, 12, 8, level);
    for (std::size_t i = 0; i < 12; ++i) {  // two sizes, for few sums
      design.x[i].resize(6, level + 1);
      design.y[i].resize(6 + i % 2, level + 9);
    }
    const auto exact = stratified_hodges_lehmann(design.blocks(), 0.95);
    const auto normal = stratified_hodges_lehmann(design.blocks(), 0.95, {.work = 0});
    EXPECT_EQ(exact.estimate, normal.estimate);
    EXPECT_NEAR(exact.low, normal.low, 0.05 * (exact.high - exact.low));
    EXPECT_NEAR(exact.high, normal.high, 0.05 * (exact.high - exact.low));
    EXPECT_NEAR(normal.level, 0.95, 0.001);
    EXPECT_GE(exact.level, 0.95);
    EXPECT_NE(exact.level, normal.level);
  }
}

TEST(StratifiedHodgesLehmann, KeepsEveryBitOfARatioThatIsScaledAndMirrorsWhenSwapped) {
  std::mt19937_64 engine(65);
  auto design = draw(engine, 4, 8, 1000);
  const auto change = stratified_hodges_lehmann(design.blocks(), 0.95);
  auto swapped = design;
  std::swap(swapped.x, swapped.y);
  const auto back = stratified_hodges_lehmann(swapped.blocks(), 0.95);
  EXPECT_TRUE(near(change.estimate, 1 / back.estimate, 1e-15));
  EXPECT_TRUE(near(change.low, 1 / back.high, 1e-15));
  EXPECT_TRUE(near(change.high, 1 / back.low, 1e-15));
  // Each block by a power of its own, as machines may be of different speeds.
  for (std::size_t i = 0; i < design.x.size(); ++i) {
    const double unit = std::ldexp(1.0, 7 * static_cast<int>(i) - 9);
    for (double& value : design.x[i]) value *= unit;
    for (double& value : design.y[i]) value *= unit;
  }
  const auto scaled = stratified_hodges_lehmann(design.blocks(), 0.95);
  EXPECT_EQ(scaled.estimate, change.estimate);
  EXPECT_EQ(scaled.low, change.low);
  EXPECT_EQ(scaled.high, change.high);
}

TEST(StratifiedHodgesLehmann, IsAsShortAsItGetsAtNoConfidenceAndEverythingAtFull) {
  const Values one{1}, two{2};
  const std::vector<Block> blocks{{one, two}, {two, two}};  // ratios 2 and 1
  for (const double confidence : {0.0, -2.0}) {
    const auto change = stratified_hodges_lehmann(blocks, confidence);
    EXPECT_EQ(change.low, 1);
    EXPECT_EQ(change.high, 2);
    EXPECT_EQ(change.level, 0.5);
    EXPECT_TRUE(near(change.estimate, std::sqrt(2.0)));
  }
  for (const double confidence : {1.0, 3.0, nan}) {
    const auto change = stratified_hodges_lehmann(blocks, confidence);
    EXPECT_EQ(change.low, 0);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
  }
}

TEST(StratifiedHodgesLehmann, IsUnknownOfNothingAndOfOneSideAndOfNaNAndInfinities) {
  const Values some{1, 2}, unknown{1, nan}, endless{1, infinity};
  for (const auto& blocks : {std::vector<Block>{}, std::vector<Block>{{some, {}}, {{}, some}},
                             std::vector<Block>{{some, some}, {some, unknown}},
                             std::vector<Block>{{some, some}, {endless, some}}}) {
    const auto change = stratified_hodges_lehmann(blocks, 0.95);
    EXPECT_TRUE(std::isnan(change.estimate));
    EXPECT_EQ(change.low, -infinity);
    EXPECT_EQ(change.high, infinity);
    EXPECT_EQ(change.level, 1);
  }
  // The whole of the range of doubles ends as well.
  const double huge = std::numeric_limits<double>::max();
  const Values far{-huge, huge};
  EXPECT_EQ(stratified_hodges_lehmann(std::vector<Block>{{far, far}, {far, far}}, 0.5).estimate, 0);
}

}  // namespace
}  // namespace benchdiff::stats
