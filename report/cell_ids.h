#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchdiff/report/projection.h>

namespace benchdiff::report {

/// Where a measurement goes: a cell of the table of a unit.
struct CellKey {
  KeyId table, row, column;
  std::uint32_t unit;
  friend bool operator==(const CellKey&, const CellKey&) = default;
};

/// Numbers for cells, from 0 on in the order in which they come up. There are as many cells as
/// there are numbers in a report, so nothing is allocated for one.
class CellIds {
 public:
  /// `most` is how many cells may come up. O(most).
  explicit CellIds(std::size_t most);

  /// The number of a cell, which is that of all before for a new one.
  [[nodiscard]] std::uint32_t id_of(const CellKey& key);
  [[nodiscard]] const CellKey& key(std::uint32_t id) const { return keys_[id]; }
  [[nodiscard]] bool in_one_table(std::uint32_t a, std::uint32_t b) const;

  /// The places of keys in the order of their projections, each below the size; and how many units
  /// there are.
  struct Places {
    std::span<const std::uint32_t> table, row, column;
    std::size_t units;
  };
  /// All numbers, by the places of the tables, the units, and the places of rows and columns.
  /// O(cells + places).
  [[nodiscard]] std::vector<std::uint32_t> in_order(const Places& places) const;

 private:
  std::vector<CellKey> keys_;
  std::vector<std::uint32_t> slots_;  // a hash table of numbers, with open addressing
};

}  // namespace benchdiff::report
