#include <benchdiff/report/cell_ids.h>

#include <cstdint>
#include <map>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(CellIds, NumberCellsAsTheyComeUp) {
  CellIds ids(3);
  EXPECT_EQ(ids.id_of({.table = 7, .row = 8, .column = 9, .unit = 1}), 0U);
  EXPECT_EQ(ids.id_of({.table = 7, .row = 8, .column = 9, .unit = 2}), 1U);
  EXPECT_EQ(ids.id_of({.table = 7, .row = 9, .column = 8, .unit = 1}), 2U);
  EXPECT_EQ(ids.id_of({.table = 7, .row = 8, .column = 9, .unit = 2}), 1U);
  EXPECT_EQ(ids.key(2).row, 9U);
}

TEST(CellIds, TellWhichCellsAreOfOneTable) {
  CellIds ids(3);
  const auto first = ids.id_of({.table = 1, .row = 2, .column = 3, .unit = 4});
  EXPECT_TRUE(ids.in_one_table(first, ids.id_of({.table = 1, .row = 8, .column = 9, .unit = 4})));
  EXPECT_FALSE(ids.in_one_table(first, ids.id_of({.table = 1, .row = 2, .column = 3, .unit = 5})));
}

TEST(CellIds, AgreeWithAMapOfKeysAndSortAsItDoes) {
  std::mt19937 engine(5);
  const auto below = [&](std::uint32_t count) {
    return static_cast<std::uint32_t>(engine() % count);
  };
  CellIds ids(2000);
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t>
      expected;  // by table, unit, row and column in the order of the places
  const Numbers table{2, 0, 1};
  const Numbers row{4, 3, 2, 1, 0, 5, 6, 7, 9, 8};
  const Numbers column{1, 0};
  for (int i = 0; i < 2000; ++i) {
    const CellKey key{.table = below(3), .row = below(10), .column = below(2), .unit = below(7)};
    const auto next = static_cast<std::uint32_t>(expected.size());
    const auto at =
        expected.try_emplace({table[key.table], key.unit, row[key.row], column[key.column]}, next);
    EXPECT_EQ(ids.id_of(key), at.first->second);
  }
  Numbers in_order;
  for (const auto& [key, id] : expected) in_order.push_back(id);
  EXPECT_EQ(ids.in_order({.table = table, .row = row, .column = column, .units = 7}), in_order);
}

TEST(CellIds, MayBeNone) {
  const CellIds ids(0);
  EXPECT_TRUE(ids.in_order({.table = {}, .row = {}, .column = {}, .units = 0}).empty());
}

}  // namespace
}  // namespace benchdiff::report
