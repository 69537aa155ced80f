#include <benchdiff/report/summarise.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
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
    summaries.push_back(summarise(columns[i], i == 0 || !table.has_baseline, same_rows,
                                  classic ? classic_geomean : stats::geometric_mean));
  }
  return summaries;
}

namespace {

/// What a row in all the units of a group came to.
struct Found {
  bool compared = false;
  bool in_baseline = false;
  bool elsewhere = false;
};
/// By group and place: a row is one row in all of its units.
using FoundRows = std::map<std::pair<std::size_t, std::uint32_t>, Found>;

/// The settings that differ between groups where a row stands on one side only, and groups where
/// the same row stands on the other side only.
std::vector<std::string> find_what_keeps_apart(const Report& report, const FoundRows& rows) {
  constexpr std::size_t most_pairs = 1000;
  std::map<std::size_t, const Table*> table_of_group;
  for (const Table& table : report.tables) {
    table_of_group.try_emplace(table.group, &table);
  }
  std::map<std::uint32_t, const Table*> in_baseline;
  for (const auto& [key, found] : rows) {
    if (!found.compared && found.in_baseline) {
      in_baseline.try_emplace(key.second, table_of_group[key.first]);
    }
  }
  std::vector<std::string> keys;
  std::size_t pairs = 0;
  for (const auto& [key, found] : rows) {
    const auto other =
        found.compared || found.in_baseline ? in_baseline.end() : in_baseline.find(key.second);
    if (other == in_baseline.end() || ++pairs > most_pairs) {
      continue;
    }
    const auto& settings = *table_of_group[key.first]->settings;
    const auto& others = *other->second->settings;
    for (std::size_t i = 0; i < settings.size(); ++i) {
      if (settings[i] != others[i] && std::ranges::find(keys, settings[i].key) == keys.end()) {
        keys.push_back(settings[i].key);
      }
    }
  }
  return keys;
}

}  // namespace

void count(Report& report) {
  if (report.columns.size() < 2) {
    return;
  }
  FoundRows rows;
  for (const Table& table : report.tables) {
    auto next = rows.lower_bound({table.group, 0});
    for (const Row& row : table.rows) {
      // Rows stand in the order of their places, so where the last one was tells where this one is.
      const auto at = rows.try_emplace(next, {table.group, row.place});
      next = std::next(at);
      Found& found = at->second;
      for (const Cell& cell : table.cells_of(row)) {
        const bool in_baseline = table.column_places[cell.column] == 0;
        found.in_baseline = found.in_baseline || in_baseline;
        found.elsewhere = found.elsewhere || !in_baseline;
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
      ++(!found.in_baseline ? report.without_baseline
         : found.elsewhere  ? report.without_common_unit
                            : report.only_in_baseline);
    }
  }
  report.keeping_apart = find_what_keeps_apart(report, rows);
}

}  // namespace benchdiff::report
