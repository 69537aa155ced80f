#include <benchdiff/report/tabulate.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace benchdiff::report {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct CellKey {
  KeyId table, row, column;
  std::uint32_t unit;
  friend bool operator==(const CellKey&, const CellKey&) = default;
};

std::uint64_t hash_of(const CellKey& key) {
  std::uint64_t hash = 0;
  for (const std::uint32_t part : {key.table, key.row, key.column, key.unit}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;  // golden ratio, as in Fibonacci hashing
    hash ^= hash >> 32U;
  }
  return hash;
}

/// The cells that the measurements of a file's subjects go to, in the order of each one's shape;
/// `none` for what the filter drops.
struct Routes {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> begin;  // by subject: where its cells begin, and last the end of all

  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t subject) const {
    return std::span(cells).subspan(begin[subject], begin[subject + 1] - begin[subject]);
  }
};

/// A cell while its values are being counted.
struct Draft {
  CellKey key{};
  std::uint64_t count = 0;  // with those that aren't numbers
  std::uint64_t nan_count = 0;
  double factor = 0;
  bool mixed_factors = false;
  KeyId first_residue = 0;
  std::vector<std::size_t> varying;  // ids of columns of the residue, which may yet get more
};

/// Where the next value of a cell goes.
struct Target {
  std::uint64_t next = 0;
  bool mixed_factors = false;
};

/// The drafts by their keys: a table of slots, as many as are ever needed, each holding the number
/// of a draft. Nothing is allocated for a cell, of which there are many.
class DraftIds {
 public:
  explicit DraftIds(std::size_t most) : slots_(std::bit_ceil(2 * most + 1), none) {}

  /// The slot of a key: the one that has its draft, or else the one to put it into.
  [[nodiscard]] std::uint32_t& slot(const CellKey& key, const std::vector<Draft>& drafts) {
    std::size_t at = hash_of(key) & (slots_.size() - 1);
    while (slots_[at] != none && !(drafts[slots_[at]].key == key)) {
      at = (at + 1) & (slots_.size() - 1);
    }
    return slots_[at];
  }

 private:
  std::vector<std::uint32_t> slots_;
};

/// Sorts numbers by a key below `keys`, those with equal keys in the order they have. O(n + keys).
template <typename Key>
void counting_sort(std::vector<std::uint32_t>& numbers, std::size_t keys, Key key_of) {
  std::vector<std::size_t> next(keys + 1);
  for (const std::uint32_t number : numbers) {
    ++next[key_of(number) + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> sorted(numbers.size());
  for (const std::uint32_t number : numbers) {
    sorted[next[key_of(number)]++] = number;
  }
  numbers = std::move(sorted);
}

/// A projection that is worked out once a configuration, where it depends on nothing else.
class Projector {
 public:
  explicit Projector(Projection& projection)
      : projection_(projection), depends_on_name_(projection.depends_on_name()) {}

  void begin(const formats::ResultFile& file) {
    by_configuration_.assign(depends_on_name_ ? 0 : file.configurations.size(), none);
  }

  KeyId operator()(const Item& item) {
    if (depends_on_name_) {
      return projection_.project(item);
    }
    KeyId& known = by_configuration_[item.subject.configuration];
    if (known == none) {
      known = projection_.project(item);
    }
    return known;
  }

 private:
  Projection& projection_;
  bool depends_on_name_;
  std::vector<KeyId> by_configuration_;
};

class Tabulator {
 public:
  Tabulator(std::vector<formats::ResultFile> files, const Filter& filter, Projections& projections)
      : files_(std::move(files)),
        filter_(filter),
        projections_(projections),
        table_(projections.table()),
        row_(projections.row()),
        column_(projections.column()),
        residue_(projections.residue()),
        draft_ids_(most_cells(files_)) {}

  Samples run() {
    for (const auto& file : files_) {
      count(file);
    }
    Samples samples = lay_out();
    for (std::size_t i = 0; i < files_.size(); ++i) {
      place(files_[i], routes_[i], samples.values);
      files_[i] = {};
    }
    return samples;
  }

 private:
  static std::size_t most_cells(const std::vector<formats::ResultFile>& files) {
    std::size_t cells = 0;
    for (const auto& file : files) {
      for (const auto& subject : file.subjects) {
        cells += file.shapes[subject.shape].size();
      }
    }
    return cells;
  }

  void count(const formats::ResultFile& file) {
    for (Projector* projector : {&table_, &row_, &column_, &residue_}) {
      projector->begin(file);
    }
    Routes& routes = routes_.emplace_back();
    // Subjects stand in the order of their first results, which is the order that `first` means.
    for (const formats::Subject& subject : file.subjects) {
      routes.begin.push_back(static_cast<std::uint32_t>(routes.cells.size()));
      add_route(file, subject, routes.cells);
    }
    routes.begin.push_back(static_cast<std::uint32_t>(routes.cells.size()));

    std::vector<std::uint64_t> results(file.subjects.size());
    for (const formats::Result& result : file.results) {
      ++results[result.subject];
    }
    for (std::uint32_t subject = 0; subject < results.size(); ++subject) {
      for (const std::uint32_t cell : routes.of(subject)) {
        if (cell != none) {
          drafts_[cell].count += results[subject];
        }
      }
    }
    if (std::ranges::any_of(file.values, [](double value) { return std::isnan(value); })) {
      count_nan(file, routes);
    }
  }

  void count_nan(const formats::ResultFile& file, const Routes& routes) {
    for (const formats::Result& result : file.results) {
      const auto route = routes.of(result.subject);
      for (std::size_t i = 0; i < route.size(); ++i) {
        if (route[i] != none && std::isnan(file.values[result.first_value + i])) {
          ++drafts_[route[i]].nan_count;
        }
      }
    }
  }

  void add_route(const formats::ResultFile& file, const formats::Subject& subject,
                 std::vector<std::uint32_t>& route) {
    const Item item{file, subject};
    const formats::Shape& shape = file.shapes[subject.shape];
    bool passes = filter_.matches(item, file.units[shape.front()]);
    bool projected = false;
    CellKey key{};
    KeyId residue = 0;
    for (const std::uint32_t id : shape) {
      const formats::Unit& unit = file.units[id];
      if (filter_.depends_on_unit()) {
        passes = filter_.matches(item, unit);
      }
      if (!passes) {
        route.push_back(none);
        continue;
      }
      if (!projected) {
        key.table = table_(item);
        key.row = row_(item);
        key.column = column_(item);
        residue = residue_(item);
        projected = true;
      }
      key.unit = unit_id(unit.tidy);
      route.push_back(draft(key, unit.factor, residue));
    }
  }

  std::uint32_t unit_id(const std::string& tidy) {
    const auto next = static_cast<std::uint32_t>(units_.size());
    const auto [at, is_new] = unit_ids_.try_emplace(tidy, next);
    if (is_new) {
      units_.push_back(tidy);
    }
    return at->second;
  }

  std::uint32_t draft(const CellKey& key, double factor, KeyId residue) {
    std::uint32_t& id = draft_ids_.slot(key, drafts_);
    if (id == none) {
      id = static_cast<std::uint32_t>(drafts_.size());
      Draft& fresh = drafts_.emplace_back();
      fresh.key = key;
      fresh.factor = factor;
      fresh.first_residue = residue;
      return id;
    }
    Draft& known = drafts_[id];
    known.mixed_factors = known.mixed_factors || known.factor != factor;
    note_residue(known, residue);
    return id;
  }

  void note_residue(Draft& draft, KeyId residue) const {
    if (residue == draft.first_residue) {
      return;
    }
    const Projection& projection = projections_.residue();
    for (std::size_t column = 0; column < projection.columns(); ++column) {
      if (projection.value(residue, column) != projection.value(draft.first_residue, column) &&
          std::ranges::find(draft.varying, projection.column_id(column)) == draft.varying.end()) {
        draft.varying.push_back(projection.column_id(column));
      }
    }
  }

  /// The columns that vary by their places, when all columns are known.
  [[nodiscard]] std::vector<std::uint32_t> varying_of(const Draft& draft) const {
    std::vector<std::uint32_t> places;
    if (draft.varying.empty()) {
      return places;
    }
    const Projection& projection = projections_.residue();
    for (std::uint32_t column = 0; column < projection.columns(); ++column) {
      if (std::ranges::find(draft.varying, projection.column_id(column)) != draft.varying.end()) {
        places.push_back(column);
      }
    }
    return places;
  }

  /// The drafts by table and unit, and then by row and column.
  [[nodiscard]] std::vector<std::uint32_t> order() const {
    std::vector<std::uint32_t> order(drafts_.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto sort_by = [&](const std::vector<std::uint32_t>& places, KeyId CellKey::* key) {
      counting_sort(order, places.size(),
                    [&](std::uint32_t id) { return places[drafts_[id].key.*key]; });
    };
    sort_by(projections_.column().places(), &CellKey::column);
    sort_by(projections_.row().places(), &CellKey::row);
    counting_sort(order, units_.size(), [&](std::uint32_t id) { return drafts_[id].key.unit; });
    sort_by(projections_.table().places(), &CellKey::table);
    return order;
  }

  /// Puts the cells in order, and gives each the place of its values.
  Samples lay_out() {
    const auto row_places = projections_.row().places();
    const auto in_order = order();
    ColumnFinder find_columns(projections_.column());
    Samples samples;
    std::uint64_t first = 0;
    targets_.resize(drafts_.size());
    const auto same_table = [&](std::uint32_t a, std::uint32_t b) {
      return drafts_[a].key.table == drafts_[b].key.table &&
             drafts_[a].key.unit == drafts_[b].key.unit;
    };
    for (auto begin = in_order.begin(); begin != in_order.end();) {
      const auto end = std::find_if_not(begin, in_order.end(),
                                        [&](std::uint32_t id) { return same_table(*begin, id); });
      const std::span<const std::uint32_t> ids(begin, end);
      const CellKey& key = drafts_[*begin].key;
      SampleTable& table =
          samples.tables.emplace_back(SampleTable{.key = key.table,
                                                  .unit = units_[key.unit],
                                                  .columns = find_columns(ids, drafts_),
                                                  .cells = {}});
      table.cells.reserve(ids.size());
      for (const std::uint32_t id : ids) {
        const Draft& draft = drafts_[id];
        const std::uint64_t count = draft.count - draft.nan_count;
        table.cells.push_back({.row = draft.key.row,
                               .row_place = row_places[draft.key.row],
                               .column = draft.key.column,
                               .first = first,
                               .count = static_cast<std::uint32_t>(count),
                               .nan_count = static_cast<std::uint32_t>(draft.nan_count),
                               .factor = draft.mixed_factors ? 1 : draft.factor,
                               .varying = varying_of(draft)});
        targets_[id] = {first, draft.mixed_factors};
        first += count;
      }
      begin = end;
    }
    samples.values.resize(first);
    return samples;
  }

  /// Finds the columns that cells of a table have, in their order.
  class ColumnFinder {
   public:
    explicit ColumnFinder(const Projection& columns)
        : places_(columns.places()), last_table_(places_.size(), none) {}

    [[nodiscard]] std::vector<KeyId> operator()(std::span<const std::uint32_t> ids,
                                                const std::vector<Draft>& drafts) {
      std::vector<KeyId> found;
      for (const std::uint32_t id : ids) {
        const KeyId column = drafts[id].key.column;
        if (std::exchange(last_table_[column], tables_) != tables_) {
          found.push_back(column);
        }
      }
      ++tables_;
      std::ranges::sort(found, {}, [&](KeyId key) { return places_[key]; });
      return found;
    }

   private:
    std::vector<std::uint32_t> places_;
    std::vector<std::uint32_t> last_table_;  // that a column was found in
    std::uint32_t tables_ = 0;
  };

  void place(const formats::ResultFile& file, const Routes& routes, std::vector<double>& values) {
    for (const formats::Result& result : file.results) {
      const auto route = routes.of(result.subject);
      const double* measured = file.values.data() + result.first_value;
      for (std::size_t i = 0; i < route.size(); ++i) {
        const std::uint32_t id = route[i];
        if (id == none || std::isnan(measured[i])) {
          continue;
        }
        Target& target = targets_[id];
        values[target.next++] = target.mixed_factors
                                    ? measured[i] * file.units[file.shape_of(result)[i]].factor
                                    : measured[i];
      }
    }
  }

  std::vector<formats::ResultFile> files_;
  const Filter& filter_;
  Projections& projections_;
  Projector table_;
  Projector row_;
  Projector column_;
  Projector residue_;

  std::vector<Routes> routes_;  // by file
  std::map<std::string, std::uint32_t> unit_ids_;
  std::vector<std::string> units_;
  DraftIds draft_ids_;
  std::vector<Draft> drafts_;
  std::vector<Target> targets_;  // by draft
};

}  // namespace

Samples tabulate(std::vector<formats::ResultFile> files, const Filter& filter,
                 Projections& projections) {
  return Tabulator(std::move(files), filter, projections).run();
}

}  // namespace benchdiff::report
