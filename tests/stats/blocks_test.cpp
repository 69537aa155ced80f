#include <benchdiff/stats/blocks.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

TEST(WeightedBlocks, WeighAsOneOverTheSizeAndOne) {
  const Values one{3}, two{5, 4}, three{9, 8, 7};
  const std::vector<Block> blocks{{one, one}, {one, two}, {three, two}, {one, {}}, {two, three}};
  const auto result = weighted_blocks(blocks);  // 1/3, 1/4, 1/6, 1/6
  ASSERT_EQ(result.blocks.size(), 4);
  EXPECT_FALSE(result.rounded);
  EXPECT_EQ(result.blocks[0].weight, 4);
  EXPECT_EQ(result.blocks[1].weight, 3);
  EXPECT_EQ(result.blocks[2].weight, 2);
  EXPECT_EQ(result.blocks[3].weight, 2);
  EXPECT_EQ(result.blocks[2].x, (Values{7, 8, 9}));
  EXPECT_EQ(result.blocks[2].y, (Values{4, 5}));
}

TEST(WeightedBlocks, WeighNothingButOneWhereAllAreOfOneSize) {
  const Values two{5, 4}, three{9, 8, 7};
  const auto result = weighted_blocks(std::vector<Block>{{two, three}, {three, two}});
  for (const auto& block : result.blocks) EXPECT_EQ(block.weight, 1);
}

TEST(WeightedBlocks, RoundWeightsThatWouldNotFit) {
  std::vector<Values> sides;
  for (std::size_t n = 1; n <= 60; ++n) sides.emplace_back(n, 1.0);
  std::vector<Block> blocks;
  for (const auto& side : sides) blocks.push_back({side, sides.front()});
  const auto result = weighted_blocks(blocks);
  EXPECT_TRUE(result.rounded);
  double sum = 0;
  const auto first = static_cast<double>(result.blocks.front().weight);
  for (const auto& block : result.blocks) {
    const auto weight = static_cast<double>(block.weight);
    const auto n = static_cast<double>(block.x.size());
    EXPECT_NEAR(weight / first * (n + 2), 3, 1e-12);
    sum += 2 * n * weight;
  }
  EXPECT_LT(sum, 0x1p62);
}

TEST(WeightedBlocks, AreNoneOfNothingAndOfOneSide) {
  const Values one{3};
  EXPECT_TRUE(weighted_blocks({}).blocks.empty());
  EXPECT_TRUE(weighted_blocks(std::vector<Block>{{one, {}}, {{}, one}, {}}).blocks.empty());
}

TEST(HasNan, LooksAtBothSidesOfEveryBlock) {
  const Values one{3}, unknown{2, std::nan("")};
  EXPECT_FALSE(has_nan(std::vector<Block>{{one, one}, {}}));
  EXPECT_TRUE(has_nan(std::vector<Block>{{one, one}, {one, unknown}}));
  EXPECT_TRUE(has_nan(std::vector<Block>{{unknown, {}}}));
}

}  // namespace
}  // namespace benchdiff::stats
