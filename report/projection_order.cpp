#include <algorithm>
#include <numeric>
#include <optional>

#include <benchdiff/report/order.h>
#include <benchdiff/report/projection.h>

namespace benchdiff::report {
namespace {

/// One value of a column, and all that its place depends on.
struct Value {
  std::uint32_t id;
  std::uint32_t rank;            // in the order of appearance, or of a list
  std::optional<double> number;  // in the order `num`
  const std::string* text;
};

}  // namespace

Projection::Ordinals Projection::order_values(std::size_t column) const {
  const Column& described = columns_[order_[column]];
  const bool numeric = fields_[described.field].order == ProjectionField::Order::numeric;
  std::unordered_map<std::uint32_t, std::uint32_t> ordinals;
  std::vector<Value> values;
  for (KeyId key = 0; key < keys_.size(); ++key) {
    const std::uint32_t id = value_id(key, column);
    if (!ordinals.try_emplace(id, 0).second) {
      continue;
    }
    const auto rank = described.rank.find(id);
    values.push_back({.id = id,
                      .rank = rank != described.rank.end() ? rank->second : 0,
                      .number = numeric ? sort_number(*texts_[id]) : std::nullopt,
                      .text = texts_[id]});
  }
  std::ranges::sort(values, [numeric](const Value& a, const Value& b) {
    const int by_number = numeric ? compare_numbers(a.number, b.number) : 0;
    if (by_number != 0) {
      return by_number < 0;
    }
    return a.rank != b.rank ? a.rank < b.rank : *a.text < *b.text;
  });
  for (std::uint32_t ordinal = 0; ordinal < values.size(); ++ordinal) {
    ordinals[values[ordinal].id] = ordinal;
  }
  return ordinals;
}

std::vector<std::uint32_t> Projection::places() const {
  std::vector<Ordinals> ordinals;
  for (std::size_t column = 0; column < columns(); ++column) {
    ordinals.push_back(order_values(column));
  }
  std::vector<std::uint32_t> places(keys_.size());
  if (columns() == 1) {  // a key is its one value
    for (KeyId key = 0; key < keys_.size(); ++key) {
      places[key] = ordinals.front().at(value_id(key, 0));
    }
    return places;
  }
  std::vector<KeyId> sorted(keys_.size());
  std::iota(sorted.begin(), sorted.end(), KeyId{0});
  std::ranges::sort(sorted, [&](KeyId a, KeyId b) {
    for (std::size_t column = 0; column < columns(); ++column) {
      const std::uint32_t in_a = value_id(a, column);
      const std::uint32_t in_b = value_id(b, column);
      if (in_a != in_b) {
        return ordinals[column].at(in_a) < ordinals[column].at(in_b);
      }
    }
    return false;
  });
  for (std::uint32_t place = 0; place < sorted.size(); ++place) {
    places[sorted[place]] = place;
  }
  return places;
}

}  // namespace benchdiff::report
