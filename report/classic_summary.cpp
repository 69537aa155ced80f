#include <benchdiff/report/classic_summary.h>

#include <cmath>
#include <cstddef>

#include <benchdiff/report/classic_geomean.h>

namespace benchdiff::report {
namespace {

/// What a column's geometric means are made of.
struct Collected {
  std::vector<double> centers;
  std::vector<double> ratios;
  bool from_zero = false;  // a ratio to a baseline of 0, which no number is

  void add_ratio(const Cell& cell, const Cell& baseline) {
    if (cell.center == baseline.center) {
      ratios.push_back(1);
    } else {
      from_zero = from_zero || baseline.center == 0;
      ratios.push_back(baseline.center == 0 ? 0 : cell.center / baseline.center);
    }
  }
};

ColumnSummary summarise(const Collected& collected, bool is_baseline, bool same_rows) {
  ColumnSummary summary;
  const auto warn = [&](Warning::Kind kind, const char* text) {
    summary.warnings.push_back({kind, text});
  };
  if (!is_baseline && !same_rows) {
    warn(Warning::Kind::geomean_set_differs,
         "benchmark set differs from baseline; geomeans may not be comparable");
  }
  if (const double mean = classic_geomean(collected.centers); !std::isnan(mean)) {
    summary.geomean = mean;
  } else {
    warn(Warning::Kind::geomean_not_positive, "summaries must be >0 to compute geomean");
  }
  if (is_baseline || collected.from_zero) {
    return summary;
  }
  if (const double mean = classic_geomean(collected.ratios); !std::isnan(mean)) {
    summary.geomean_ratio = mean;
  } else {
    warn(Warning::Kind::geomean_ratio_not_positive, "ratios must be >0 to compute geomean");
  }
  return summary;
}

}  // namespace

std::vector<ColumnSummary> summarise_classically(const Table& table) {
  std::vector<Collected> columns(table.columns.size());
  std::size_t baseline_rows = 0;
  for (const Row& row : table.rows) {
    const Cell* baseline = table.baseline_of(row);
    baseline_rows += baseline != nullptr ? 1 : 0;
    for (const Cell& cell : table.cells_of(row)) {
      Collected& column = columns[cell.column];
      column.centers.push_back(cell.center);
      if (baseline == nullptr || cell.column == 0) {
        continue;
      }
      column.add_ratio(cell, *baseline);
    }
  }
  std::vector<ColumnSummary> summaries;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t common = columns[i].ratios.size();
    summaries.push_back(
        summarise(columns[i], i == 0 || !table.has_baseline, common == baseline_rows));
  }
  return summaries;
}

}  // namespace benchdiff::report
