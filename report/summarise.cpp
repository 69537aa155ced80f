#include <benchdiff/report/summarise.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include <benchdiff/report/classic_geomean.h>
#include <benchdiff/stats/geometric_mean.h>

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

/// The change that a row shows, if it is a ratio that can be part of a mean.
std::optional<double> estimated_ratio(const Cell& cell) {
  if (!cell.comparison || cell.comparison->change.kind != stats::Change::Kind::ratio) {
    return std::nullopt;
  }
  const double ratio = cell.comparison->change.estimate;
  return std::isfinite(ratio) && ratio > 0 ? std::optional(ratio) : std::nullopt;
}

using Mean = double(std::span<const double>);

ColumnSummary summarise(const Collected& collected, bool is_baseline, bool same_rows,
                        Mean* geometric_mean) {
  ColumnSummary summary;
  const auto warn = [&](Warning::Kind kind, const char* text) {
    summary.warnings.push_back({kind, text});
  };
  if (!is_baseline && !same_rows) {
    warn(Warning::Kind::geomean_set_differs,
         "benchmark set differs from baseline; geomeans may not be comparable");
  }
  if (const double mean = geometric_mean(collected.centers); !std::isnan(mean)) {
    summary.geomean = mean;
  } else {
    warn(Warning::Kind::geomean_not_positive, "summaries must be >0 to compute geomean");
  }
  if (is_baseline || collected.from_zero) {
    return summary;
  }
  if (const double mean = geometric_mean(collected.ratios); !std::isnan(mean)) {
    summary.geomean_ratio = mean;
  } else {
    warn(Warning::Kind::geomean_ratio_not_positive, "ratios must be >0 to compute geomean");
  }
  return summary;
}

}  // namespace

std::vector<ColumnSummary> summarise_columns(const Table& table, bool classic) {
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
      const auto estimated = classic ? std::nullopt : estimated_ratio(cell);
      if (estimated) {
        column.ratios.push_back(*estimated);
      } else {
        column.add_ratio(cell, *baseline);
      }
    }
  }
  std::vector<ColumnSummary> summaries;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t common = columns[i].ratios.size();
    const bool superset = common != columns[i].centers.size();
    const bool same_rows = common == baseline_rows && (classic || !superset);
    summaries.push_back(summarise(columns[i], i == 0, same_rows,
                                  classic ? classic_geomean : stats::geometric_mean));
  }
  return summaries;
}

void count(Report& report) {
  if (report.columns.size() < 2) {
    return;
  }
  struct Found {
    bool compared = false;
    bool in_baseline = false;
  };
  // By group and place: a row is one row in all of its units.
  std::map<std::pair<std::size_t, std::uint32_t>, Found> rows;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      Found& found = rows[{table.group, row.place}];
      for (const Cell& cell : table.cells_of(row)) {
        found.in_baseline = found.in_baseline || table.column_places[cell.column] == 0;
        if (!cell.comparison) {
          continue;
        }
        found.compared = true;
        std::size_t Counts::* const counters[] = {&Counts::unclear, &Counts::same, &Counts::better,
                                                  &Counts::worse, &Counts::changed};
        ++(report.counts.*counters[static_cast<std::size_t>(cell.comparison->verdict)]);
      }
    }
  }
  for (const auto& [row, found] : rows) {
    if (!found.compared) {
      ++(found.in_baseline ? report.only_in_baseline : report.without_baseline);
    }
  }
}

}  // namespace benchdiff::report
