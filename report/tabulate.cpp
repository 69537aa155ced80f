#include <benchdiff/report/tabulate.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <benchdiff/report/cell_ids.h>

namespace benchdiff::report {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The cells that the measurements of a file's subjects go to, in the order of each one's shape;
/// `none` for what the filter drops.
struct Routes {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> begin;  // by subject: where its cells begin, and last the end of all
  std::vector<KeyId> blocks;         // by subject, where there are blocks; any if it is dropped

  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t subject) const {
    return std::span(cells).subspan(begin[subject], begin[subject + 1] - begin[subject]);
  }
};

/// A cell while its values are being counted.
struct Draft {
  std::uint64_t count = 0;  // with those that aren't numbers
  std::uint64_t nan_count = 0;
  double factor = 0;
  std::uint32_t source = none;  // the file of its first result
  std::uint64_t line = 0;
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
        block_(projections.block()),
        has_blocks_(projections.block().columns() > 0),
        residue_(projections.residue()),
        cell_ids_(most_cells(files_)) {}

  Samples run() {
    for (const auto& file : files_) {
      count(file);
    }
    Samples samples = lay_out();
    for (std::size_t i = 0; i < files_.size(); ++i) {
      place(files_[i], routes_[i], samples);
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
    for (Projector* projector : {&table_, &row_, &column_, &block_, &residue_}) {
      projector->begin(file);
    }
    unit_of_file_.assign(file.units.size(), none);
    Routes& routes = routes_.emplace_back();
    // Subjects stand in the order of their first results, which is the order that `first` means.
    for (const formats::Subject& subject : file.subjects) {
      routes.begin.push_back(static_cast<std::uint32_t>(routes.cells.size()));
      add_route(file, subject, routes);
    }
    routes.begin.push_back(static_cast<std::uint32_t>(routes.cells.size()));

    count_results(file, routes);
    if (std::ranges::any_of(file.values, [](double value) { return std::isnan(value); })) {
      count_nan(file, routes);
    }
  }

  void count_results(const formats::ResultFile& file, const Routes& routes) {
    struct Seen {
      std::uint64_t results = 0;
      std::uint64_t first_line = 0;
    };
    std::vector<Seen> seen(file.subjects.size());
    for (const formats::Result& result : file.results) {
      Seen& subject = seen[result.subject];
      subject.first_line = subject.results++ == 0 ? result.line : subject.first_line;
    }
    const auto source = static_cast<std::uint32_t>(routes_.size() - 1);
    for (std::uint32_t subject = 0; subject < seen.size(); ++subject) {
      for (const std::uint32_t cell : routes.of(subject)) {
        if (cell == none) continue;
        Draft& draft = drafts_[cell];
        draft.count += seen[subject].results;
        if (draft.source == none) {
          draft.source = source;
          draft.line = seen[subject].first_line;
        }
      }
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

  void add_route(const formats::ResultFile& file, const formats::Subject& subject, Routes& routes) {
    const Item item{file, subject};
    const formats::Shape& shape = file.shapes[subject.shape];
    bool passes = filter_.matches(item, file.units[shape.front()]);
    bool projected = false;
    CellKey key{};
    KeyId residue = 0;
    KeyId block = 0;
    for (const std::uint32_t id : shape) {
      const formats::Unit& unit = file.units[id];
      if (filter_.depends_on_unit()) {
        passes = filter_.matches(item, unit);
      }
      if (!passes) {
        routes.cells.push_back(none);
        continue;
      }
      if (!projected) {
        key.table = table_(item);
        key.row = row_(item);
        key.column = column_(item);
        residue = residue_(item);
        block = has_blocks_ ? block_(item) : 0;
        projected = true;
      }
      std::uint32_t& unit_here = unit_of_file_[id];
      unit_here = unit_here == none ? unit_id(unit.tidy) : unit_here;
      key.unit = unit_here;
      routes.cells.push_back(draft(key, unit.factor, residue));
    }
    if (has_blocks_) {
      routes.blocks.push_back(block);
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
    const std::uint32_t id = cell_ids_.id_of(key);
    if (id == drafts_.size()) {
      Draft& fresh = drafts_.emplace_back();
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

  /// Puts the cells in order, and gives each the place of its values.
  Samples lay_out() {
    Samples samples;
    samples.row_places = projections_.row().places();
    for (const auto& file : files_) {
      samples.sources.push_back(file.path);
    }
    const auto in_order = cell_ids_.in_order({.table = projections_.table().places(),
                                              .row = samples.row_places,
                                              .column = projections_.column().places(),
                                              .units = units_.size()});
    ColumnFinder find_columns(projections_.column());
    std::uint64_t first = 0;
    targets_.resize(drafts_.size());
    for (auto begin = in_order.begin(); begin != in_order.end();) {
      const auto end = std::find_if_not(begin, in_order.end(), [&](std::uint32_t id) {
        return cell_ids_.in_one_table(*begin, id);
      });
      const std::span<const std::uint32_t> ids(begin, end);
      const CellKey& first_key = cell_ids_.key(*begin);
      SampleTable& table =
          samples.tables.emplace_back(SampleTable{.key = first_key.table,
                                                  .unit = units_[first_key.unit],
                                                  .columns = find_columns(ids, cell_ids_),
                                                  .cells = {}});
      table.cells.reserve(ids.size());
      for (const std::uint32_t id : ids) {
        const Draft& draft = drafts_[id];
        const CellKey& key = cell_ids_.key(id);
        const std::uint64_t count = draft.count - draft.nan_count;
        table.cells.push_back({.row = key.row,
                               .row_place = samples.row_places[key.row],
                               .column = key.column,
                               .first = first,
                               .count = static_cast<std::uint32_t>(count),
                               .nan_count = static_cast<std::uint32_t>(draft.nan_count),
                               .factor = draft.mixed_factors ? 1 : draft.factor,
                               .source = draft.source,
                               .line = draft.line,
                               .varying = varying_of(draft)});
        targets_[id] = {first, draft.mixed_factors};
        first += count;
      }
      begin = end;
    }
    samples.values.resize(first);
    samples.blocks.resize(has_blocks_ ? first : 0);
    return samples;
  }

  /// Finds the columns that cells of a table have, in their order.
  class ColumnFinder {
   public:
    explicit ColumnFinder(const Projection& columns)
        : places_(columns.places()), last_table_(places_.size(), none) {}

    [[nodiscard]] std::vector<KeyId> operator()(std::span<const std::uint32_t> ids,
                                                const CellIds& cells) {
      std::vector<KeyId> found;
      for (const std::uint32_t id : ids) {
        const KeyId column = cells.key(id).column;
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

  void place(const formats::ResultFile& file, const Routes& routes, Samples& samples) {
    for (const formats::Result& result : file.results) {
      const auto route = routes.of(result.subject);
      const double* measured = file.values.data() + result.first_value;
      for (std::size_t i = 0; i < route.size(); ++i) {
        const std::uint32_t id = route[i];
        if (id == none || std::isnan(measured[i])) {
          continue;
        }
        Target& target = targets_[id];
        if (has_blocks_) {
          samples.blocks[target.next] = routes.blocks[result.subject];
        }
        samples.values[target.next++] =
            target.mixed_factors ? measured[i] * file.units[file.shape_of(result)[i]].factor
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
  Projector block_;
  bool has_blocks_;
  Projector residue_;

  std::vector<Routes> routes_;  // by file
  std::map<std::string, std::uint32_t> unit_ids_;
  std::vector<std::string> units_;
  std::vector<std::uint32_t> unit_of_file_;  // by the units of the file at hand
  CellIds cell_ids_;
  std::vector<Draft> drafts_;    // by the ids of cells
  std::vector<Target> targets_;  // by the ids of cells
};

}  // namespace

Samples tabulate(std::vector<formats::ResultFile> files, const Filter& filter,
                 Projections& projections) {
  return Tabulator(std::move(files), filter, projections).run();
}

}  // namespace benchdiff::report
