#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/report/fit.h>
#include <benchdiff/report/gated.h>
#include <benchdiff/stats/compare.h>
#include <benchdiff/stats/p_adjust.h>

namespace benchdiff::report {

using stats::Verdict;

/// Something a reader should know before believing a number. Warnings are data: a renderer decides
/// where they stand, and a program can choose among them by their kind.
struct Warning {
  enum class Kind {
    mixed_benchmarks,       ///< one cell holds results of what may be different benchmarks
    not_a_number,           ///< values were left out
    few_runs_to_estimate,   ///< no interval at the wanted level
    not_exact,              ///< a unit that is said to be exact varies
    all_equal,              ///< nothing to test: all values of both sides are the same
    few_runs_to_detect,     ///< no result of so few runs would be significant
    typical_unchanged,      ///< the runs differ, but the middle of all changes is none
    unpaired,               ///< a test of pairs, and sides that aren't
    few_runs_for_quantile,  ///< a quantile that so few runs can't bound
    no_blocks,              ///< a test within blocks or of processes, and none to tell apart
    drift,                  ///< values grow or fall from run to run
    autocorrelation,        ///< successive runs are alike
    warm_up,                ///< the first runs differ
    two_modes,              ///< values fall into two groups
    outliers,               ///< some values are far out
    quantised,              ///< values come in coarse steps
    drift_across,           ///< a drift over both sides may be all they differ by
    geomean_set_differs,    ///< the geometric mean is over other rows than the baseline's
    geomean_not_positive,   ///< no geometric mean of values that are not positive
    geomean_ratio_not_positive,
    geomean_rows_left_out,  ///< rows without a ratio are no part of the geometric mean
    geomean_of_other_rows,  ///< the mean of changes is of other rows than those of values
  };
  Kind kind;
  std::string text;         ///< the same for all warnings of a kind that mean the same
  std::string detail = {};  ///< what it is about in this place, as `3 runs`; may be empty
};

/// A cell against the cell of its row in the first column.
struct Comparison : stats::Comparison {
  double adjusted_p = 1;  ///< p corrected for the other comparisons of the report
  GateMark gate;
  std::vector<Warning> warnings;
};

/// One sample, summarised. Values are in the table's unit.
struct Cell {
  std::uint32_t column = 0;
  std::uint32_t runs = 0;
  std::uint32_t source = 0;  ///< where its first result stands: in which of `Report::sources`
  double factor = 1;         ///< its values in `Report::values` times this are in the table's unit
  std::uint64_t line = 0;    ///< and on which line
  std::uint64_t first_value = 0;
  double center = 0;
  double low = 0;
  double high = 0;
  double level = 0;                        ///< how surely the center lies in [low, high]
  std::unique_ptr<Comparison> comparison;  ///< null where there is nothing to compare with
  std::vector<Warning> warnings;
};

struct Row {
  std::string_view label;   ///< stands in `Report::row_labels`
  std::uint32_t place = 0;  ///< among the rows of all tables: equal rows have equal places
  std::size_t first_cell = 0;
  std::size_t cell_count = 0;
};

/// The geometric mean of a column.
struct ColumnSummary {
  std::optional<double> geomean;        ///< of the column's centers
  std::optional<double> geomean_ratio;  ///< of the rows' ratios to the baseline
  /// The same with its interval, and what it comes to. Not in `classic`.
  std::optional<stats::Change> change;
  stats::Decision decision;
  std::vector<Warning> warnings;
};

/// All results of one unit under one configuration.
struct Table {
  std::size_t group = 0;  ///< tables of one group differ only in their unit
  /// What the tables of the group are of; a value may be empty.
  std::shared_ptr<const std::vector<formats::Setting>> settings =
      std::make_shared<const std::vector<formats::Setting>>();
  std::string unit;
  stats::Better better = stats::Better::unknown;
  bool exact = false;
  stats::MinEffect min_effect;           ///< the smallest change that matters, of measured values
  stats::MinEffect min_effect_of_facts;  ///< and of what is known exactly
  bool has_baseline = true;              ///< the first column is what the others are compared with
  /// The values of the column projection's fields; the first column is the baseline.
  std::vector<std::vector<std::string>> columns;
  std::vector<std::uint32_t> column_places;  ///< by column: its place in `Report::columns`
  std::vector<Row> rows;
  std::vector<Cell> cells;  ///< row after row, by column within it; a cell may be missing
  std::vector<ColumnSummary> summaries;  ///< by column

  [[nodiscard]] std::span<const Cell> cells_of(const Row& row) const {
    return std::span(cells).subspan(row.first_cell, row.cell_count);
  }
  /// The cell that the others of a row are compared with; null if the row has none.
  [[nodiscard]] const Cell* baseline_of(const Row& row) const {
    const auto in_row = cells_of(row);
    const bool has_one = has_baseline && !in_row.empty() && in_row.front().column == 0;
    return has_one ? in_row.data() : nullptr;
  }
};

/// A setting that each file has one value of, but not the same one: a difference between the
/// machines or builds and not between benchmarks.
struct Difference {
  std::string key;
  std::vector<std::string> values;  ///< by file
};

/// The comparisons by their verdicts.
struct Counts {
  std::size_t better = 0;
  std::size_t worse = 0;
  std::size_t same = 0;
  std::size_t unclear = 0;
  std::size_t changed = 0;
  // Of the unclear ones:
  std::size_t leaning_better = 0;
  std::size_t leaning_worse = 0;
  [[nodiscard]] std::size_t total() const { return better + worse + same + unclear + changed; }
};

/// The one thing that a renderer sees. It holds numbers, and every renderer says the same.
struct Report {
  double alpha = 0.05;
  double confidence = 0.95;
  /// More than one side was asked for; if there are no comparisons, something is amiss.
  bool wants_comparison = false;
  /// Some input could not be used, or not to its end, which the reader was told.
  bool faulty_input = false;
  std::vector<Difference> differences;
  /// What the columns of all tables are called, in their order: the values of a column's fields,
  /// with blanks between them. The first is the baseline.
  std::vector<std::string> columns;
  std::vector<Table> tables;
  /// The labels of rows by their places: a row has one label in all tables.
  std::shared_ptr<const std::vector<std::string>> row_labels;
  Counts counts;
  /// The values of all cells as they were written, each cell's in run order; see `values_of`.
  std::vector<double> values;
  std::vector<std::string> sources;  ///< the paths of the files that were read
  std::optional<GateOutcome> gate;   ///< where there is one
  std::vector<Fit> fits;             ///< over numbers in names, where they were asked for; by table
  stats::Test test = stats::Test::mann_whitney;
  stats::Statistic statistic;
  stats::Correction correction = stats::Correction::none;
  std::size_t tests = 0;             ///< comparisons that have a p
  double expected_false_alarms = 0;  ///< p <= alpha to expect if nothing had changed at all
  /// Rows that only the baseline has, and rows that it doesn't have, over all tables.
  std::size_t only_in_baseline = 0;
  std::size_t without_baseline = 0;
  /// Rows that both have, but of different units.
  std::size_t without_common_unit = 0;
  /// Settings that keep rows of these from being compared, as they differ between the two sides.
  std::vector<std::string> keeping_apart;

  /// The runs of a cell in their order, as they were written: without NaN, and to be multiplied by
  /// its factor. Empty for a report without values.
  [[nodiscard]] std::span<const double> values_of(const Cell& cell) const {
    return values.empty() ? std::span<const double>()
                          : std::span(values).subspan(cell.first_value, cell.runs);
  }
};

}  // namespace benchdiff::report
