#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <benchdiff/report/filter.h>
#include <benchdiff/report/item.h>
#include <benchdiff/report/name.h>

namespace benchdiff::report {

/// The number of an interned key: within a projection, equal keys have equal numbers.
using KeyId = std::uint32_t;

/// One field of a projection expression: a key, and the order of its values.
struct ProjectionField {
  enum class Order { first_seen, alphabetic, numeric, fixed };
  std::string key;
  std::size_t key_offset = 0;
  Order order = Order::first_seen;
  std::size_t order_offset = 0;
  std::vector<std::string> fixed;  ///< in order `fixed`: the values, which are also a filter
};

/// Understands a projection, such as `.name,/size@num,goos@(linux darwin)`:
///
///     proj  = field { [","] field }
///     field = key [ "@" order | "@(" word { word } ")" ]
///
/// with the orders `first` (the default), `alpha` and `num`. Throws `QueryError`.
[[nodiscard]] std::vector<ProjectionField> parse_projection(std::string_view expression);

/// How the values of `.config` are ordered when their order is `first`.
enum class ConfigOrder {
  first_seen,
  by_value,  ///< as the reference implementation does, against its documentation
};

/// Makes keys of items: a key is the tuple of the values of the projection's columns. A field is
/// one column, but `.config`, which has one for each key of the configurations seen.
class Projection {
 public:
  /// Keys that other projections of the same report name by themselves are left out of `.config`
  /// and `.fullname`. They must be complete before the first item is projected.
  struct Exclusions {
    std::vector<std::string> settings;
    NameReduction name;
  };

  Projection(std::vector<ProjectionField> fields, const Exclusions& exclusions,
             ConfigOrder config_order);

  [[nodiscard]] KeyId project(const Item& item);
  /// Whether items of one file and configuration can have different keys.
  [[nodiscard]] bool depends_on_name() const;

  /// How many columns there are by now, what they are called, and what a key has in one.
  [[nodiscard]] std::size_t columns() const { return order_.size(); }
  [[nodiscard]] const std::string& column_name(std::size_t column) const;
  /// What a column is known by: less than `columns()`, and unlike its place it doesn't change when
  /// `.config` gets another one.
  [[nodiscard]] std::size_t column_id(std::size_t column) const { return order_[column]; }
  [[nodiscard]] const std::string& value(KeyId key, std::size_t column) const;
  /// The values of a key that aren't empty, with a blank between them.
  [[nodiscard]] std::string label(KeyId key) const;

  /// How many keys there are by now.
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  /// The place of every key in the order of the columns, the first column first. O(n log n).
  [[nodiscard]] std::vector<std::uint32_t> places() const;

 private:
  struct Column {
    std::string name;
    std::size_t field = 0;
    std::unordered_map<std::uint32_t, std::uint32_t> rank;  // from value to place, where kept
  };

  [[nodiscard]] std::uint32_t intern(std::string_view text);
  void project_config(std::size_t field, const Item& item);
  [[nodiscard]] std::size_t add_column(std::string name, std::size_t field);
  [[nodiscard]] KeyId intern_row();
  /// Where the key of a row is kept, without empty values at its end; `no_key` if it is a new one.
  [[nodiscard]] KeyId& key_id(std::span<const std::uint32_t> row);
  void remember_order();
  /// The place of each value of a column among the column's values.
  using Ordinals = std::unordered_map<std::uint32_t, std::uint32_t>;
  [[nodiscard]] Ordinals order_values(std::size_t column) const;
  [[nodiscard]] std::uint32_t value_id(KeyId key, std::size_t column) const;

  static constexpr KeyId no_key = std::numeric_limits<KeyId>::max();
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::vector<ProjectionField> fields_;
  const Exclusions& exclusions_;
  ConfigOrder config_order_;

  std::vector<Column> columns_;     // in the order in which they came up
  std::vector<std::size_t> order_;  // in the order of the fields: indices into `columns_`
  std::vector<const std::string*> texts_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> text_ids_;

  std::vector<std::vector<std::uint32_t>> keys_;  // without empty values at the end
  std::vector<KeyId> single_ids_;  // of keys with no value but one in the first column, by value
  std::unordered_map<std::string, KeyId, StringHash, std::equal_to<>> key_ids_;  // of all others
  std::vector<std::uint32_t> row_;
  std::string scratch_;
};

/// The projections of a report: what becomes a table, a row, a column and a block of values that
/// belong together; what is ignored; and the residue, which is what is left of name and
/// configuration, and should not vary within a cell.
class Projections {
 public:
  struct Expressions {
    std::string table = ".config";
    std::string row = ".fullname";
    std::string column = ".file";
    std::string ignore = {};
    std::string block = {};  ///< without `.config`; empty: values are of no blocks
  };

  /// Fixed orders are added to `filter`. Throws `QueryError`, whose option is one of `table`,
  /// `row`, `col`, `block` and `ignore`.
  Projections(const Expressions& expressions, Filter& filter, ConfigOrder config_order);
  Projections(const Projections&) = delete;
  Projections& operator=(const Projections&) = delete;

  /// Leaves a setting out of `.config`, as if `--ignore` named it.
  void ignore_setting(std::string key) { exclusions_.settings.push_back(std::move(key)); }
  /// Whether a setting is named by itself, and so is no part of `.config`.
  [[nodiscard]] bool names_setting(std::string_view key) const;

  Projection& table() { return table_; }
  Projection& row() { return row_; }
  Projection& column() { return column_; }
  Projection& block() { return block_; }
  Projection& residue() { return residue_; }
  [[nodiscard]] const Projection& table() const { return table_; }
  [[nodiscard]] const Projection& row() const { return row_; }
  [[nodiscard]] const Projection& column() const { return column_; }
  [[nodiscard]] const Projection& block() const { return block_; }
  [[nodiscard]] const Projection& residue() const { return residue_; }

 private:
  struct Parsed;
  explicit Projections(Parsed parsed);

  Projection::Exclusions exclusions_;
  Projection table_;
  Projection row_;
  Projection column_;
  Projection block_;
  Projection residue_;
};

}  // namespace benchdiff::report
