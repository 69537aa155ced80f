#include <benchdiff/report/tabulate.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace benchdiff::report {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct CellKey {
  KeyId table, row, column;
  std::uint32_t unit;
  friend bool operator==(const CellKey&, const CellKey&) = default;
};

struct CellKeyHash {
  std::size_t operator()(const CellKey& key) const {
    std::uint64_t hash = 0;
    for (const std::uint32_t part : {key.table, key.row, key.column, key.unit}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15U;  // golden ratio, as in Fibonacci hashing
      hash ^= hash >> 32U;
    }
    return hash;
  }
};

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
        residue_(projections.residue()) {}

  Samples run() {
    std::size_t cells = 0;
    for (const auto& file : files_) {
      for (const auto& subject : file.subjects) {
        cells += file.shapes[subject.shape].size();
      }
    }
    cell_ids_.reserve(cells);
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
    const auto next = static_cast<std::uint32_t>(drafts_.size());
    const auto [at, is_new] = cell_ids_.try_emplace(key, next);
    if (is_new) {
      Draft& fresh = drafts_.emplace_back();
      fresh.key = key;
      fresh.factor = factor;
      fresh.first_residue = residue;
      return next;
    }
    Draft& known = drafts_[at->second];
    known.mixed_factors = known.mixed_factors || known.factor != factor;
    note_residue(known, residue);
    return at->second;
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

  /// Puts the cells in order, and gives each the place of its values.
  Samples lay_out() {
    const auto table_places = projections_.table().places();
    const auto row_places = projections_.row().places();
    const auto column_places = projections_.column().places();
    struct Place {
      std::uint32_t table, unit, row, column, id;
      auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> order;
    order.reserve(drafts_.size());
    for (const Draft& draft : drafts_) {
      order.push_back({table_places[draft.key.table], draft.key.unit, row_places[draft.key.row],
                       column_places[draft.key.column], static_cast<std::uint32_t>(order.size())});
    }
    std::ranges::sort(order);

    Samples samples;
    std::uint64_t first = 0;
    targets_.resize(drafts_.size());
    for (const Place& at : order) {
      Draft& draft = drafts_[at.id];
      if (samples.tables.empty() || samples.tables.back().key != draft.key.table ||
          samples.tables.back().unit != units_[draft.key.unit]) {
        samples.tables.push_back(
            {.key = draft.key.table, .unit = units_[draft.key.unit], .columns = {}, .cells = {}});
      }
      SampleTable& table = samples.tables.back();
      table.columns.push_back(draft.key.column);
      table.cells.push_back({.row = draft.key.row,
                             .row_place = at.row,
                             .column = draft.key.column,
                             .first = first,
                             .count = static_cast<std::uint32_t>(draft.count - draft.nan_count),
                             .nan_count = static_cast<std::uint32_t>(draft.nan_count),
                             .factor = draft.mixed_factors ? 1 : draft.factor,
                             .varying = varying_of(draft)});
      targets_[at.id] = {first, draft.mixed_factors};
      first += draft.count - draft.nan_count;
    }
    for (SampleTable& table : samples.tables) {
      std::ranges::sort(table.columns, {}, [&](KeyId key) { return column_places[key]; });
      table.columns.erase(std::unique(table.columns.begin(), table.columns.end()),
                          table.columns.end());
    }
    samples.values.resize(first);
    return samples;
  }

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
  std::unordered_map<CellKey, std::uint32_t, CellKeyHash> cell_ids_;
  std::vector<Draft> drafts_;
  std::vector<Target> targets_;  // by draft
};

}  // namespace

Samples tabulate(std::vector<formats::ResultFile> files, const Filter& filter,
                 Projections& projections) {
  return Tabulator(std::move(files), filter, projections).run();
}

}  // namespace benchdiff::report
