#include <benchdiff/report/cell_ids.h>

#include <bit>
#include <limits>
#include <numeric>
#include <utility>

namespace benchdiff::report {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

std::uint64_t hash_of(const CellKey& key) {
  std::uint64_t hash = 0;
  for (const std::uint32_t part : {key.table, key.row, key.column, key.unit}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;  // golden ratio, as in Fibonacci hashing
    hash ^= hash >> 32U;
  }
  return hash;
}

/// Sorts numbers by a place below `places`, those of one place in the order they have.
template <typename Place>
void counting_sort(std::vector<std::uint32_t>& numbers, std::size_t places, Place place_of) {
  std::vector<std::uint32_t> next(places + 1);
  for (const std::uint32_t number : numbers) {
    ++next[place_of(number) + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> sorted(numbers.size());
  for (const std::uint32_t number : numbers) {
    sorted[next[place_of(number)]++] = number;
  }
  numbers = std::move(sorted);
}

}  // namespace

CellIds::CellIds(std::size_t most) : slots_(std::bit_ceil(2 * most + 1), none) {
  keys_.reserve(most);
}

std::uint32_t CellIds::id_of(const CellKey& key) {
  std::size_t at = hash_of(key) & (slots_.size() - 1);
  while (slots_[at] != none && !(keys_[slots_[at]] == key)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  if (slots_[at] == none) {
    slots_[at] = static_cast<std::uint32_t>(keys_.size());
    keys_.push_back(key);
  }
  return slots_[at];
}

bool CellIds::in_one_table(std::uint32_t a, std::uint32_t b) const {
  return keys_[a].table == keys_[b].table && keys_[a].unit == keys_[b].unit;
}

std::vector<std::uint32_t> CellIds::in_order(const Places& places) const {
  std::vector<CellKey> keys = keys_;  // by their places
  for (CellKey& key : keys) {
    key.table = places.table[key.table];
    key.row = places.row[key.row];
    key.column = places.column[key.column];
  }
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto sort_by = [&](std::uint32_t CellKey::* place, std::size_t count) {
    counting_sort(order, count, [&](std::uint32_t id) { return keys[id].*place; });
  };
  sort_by(&CellKey::column, places.column.size());
  sort_by(&CellKey::row, places.row.size());
  sort_by(&CellKey::unit, places.units);
  sort_by(&CellKey::table, places.table.size());
  return order;
}

}  // namespace benchdiff::report
