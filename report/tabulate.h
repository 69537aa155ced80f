#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/projection.h>

namespace benchdiff::report {

/// The values of one cell, in the order in which they were measured.
struct SampleCell {
  KeyId row = 0;
  std::uint32_t row_place = 0;  ///< the place of the row among all rows
  KeyId column = 0;
  std::uint64_t first = 0;  ///< where its values begin in `Samples::values`
  std::uint32_t count = 0;
  std::uint32_t nan_count = 0;  ///< values that are not numbers, and were left out
  double factor = 1;            ///< a value times this is in the table's unit
  std::uint32_t source = 0;     ///< where its first result stands: in which file
  std::uint64_t line = 0;       ///< and on which line
  /// Columns of the residue that have more than one value in the cell, in their order: results of
  /// what may be different benchmarks were put together.
  std::vector<std::uint32_t> varying;
};

struct SampleTable {
  KeyId key = 0;
  std::string unit;
  std::vector<KeyId> columns;     ///< in their order; the first is the baseline
  std::vector<SampleCell> cells;  ///< by row, and within it by column; a cell may be missing
};

/// All measurements that passed the filter, in tables of cells.
struct Samples {
  std::vector<SampleTable> tables;  ///< by key, and within it by first appearance of the unit
  std::vector<double> values;       ///< as written, cell after cell
  /// By value: the block it belongs to, as a key of `Projections::block()`, which has its label:
  /// the same number for the same keys on all sides. Empty where the projections have no blocks.
  std::vector<std::uint32_t> blocks;
  std::vector<std::string> sources;       ///< the paths of the files
  std::vector<std::uint32_t> row_places;  ///< by key: the place of a row among all rows

  [[nodiscard]] std::span<const double> values_of(const SampleCell& cell) const {
    return std::span(values).subspan(cell.first, cell.count);
  }
  /// Empty without blocks.
  [[nodiscard]] std::span<const std::uint32_t> blocks_of(const SampleCell& cell) const {
    return blocks.empty() ? std::span<const std::uint32_t>()
                          : std::span(blocks).subspan(cell.first, cell.count);
  }
};

/// Sorts measurements into cells: `(table, unit)`, row and column are keys made by the projections.
/// The files are given up, since their values move into the cells. What depends on a name or a
/// configuration is worked out once a subject, not once a result; otherwise the time is linear in
/// the results. NaN is left out and counted.
[[nodiscard]] Samples tabulate(std::vector<formats::ResultFile> files, const Filter& filter,
                               Projections& projections);

}  // namespace benchdiff::report
