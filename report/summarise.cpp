#include <benchdiff/report/summarise.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <benchdiff/stats/geometric_mean.h>

namespace benchdiff::report {
namespace {

bool can_be_averaged(double ratio) { return ratio > 0 && std::isfinite(ratio); }

/// The change of a cell, if it is a ratio that can be part of a mean.
bool has_ratio(const Cell& cell) {
  return cell.comparison && cell.comparison->change.kind == stats::Change::Kind::ratio &&
         can_be_averaged(cell.comparison->change.estimate);
}

/// Whether a row has a place in every mean of the table.
bool is_complete(const Table& table, const Row& row) {
  const bool compared = table.has_baseline && table.columns.size() > 1;
  const auto cells = table.cells_of(row);
  return cells.size() == table.columns.size() && std::ranges::all_of(cells, [&](const Cell& cell) {
           return can_be_averaged(cell.center) &&
                  (!compared || cell.column == 0 || has_ratio(cell));
         });
}

struct Centers {
  std::vector<std::optional<double>> means;  // by column
  std::size_t rows = 0;
};

Centers average_centers(const Table& table) {
  std::vector<std::vector<double>> centers(table.columns.size());
  for (const Row& row : table.rows) {
    if (is_complete(table, row)) {
      for (const Cell& cell : table.cells_of(row)) {
        centers[cell.column].push_back(cell.center);
      }
    }
  }
  Centers result;
  for (const auto& column : centers) {
    result.rows = column.size();
    result.means.push_back(column.empty() ? std::nullopt
                                          : std::optional(stats::geometric_mean(column)));
  }
  return result;
}

/// The comparisons of a column with the rows that they are of.
struct Compared {
  std::vector<stats::MeasuredChange> changes;
  std::vector<stats::Band> bands;
  std::vector<std::string_view> labels;
};

std::vector<Compared> collect(const Table& table) {
  std::vector<Compared> columns(table.columns.size());
  for (const Row& row : table.rows) {
    for (const Cell& cell : table.cells_of(row)) {
      if (cell.comparison) {
        columns[cell.column].changes.push_back(
            {cell.comparison->change, cell.comparison->old_runs, cell.comparison->new_runs});
        columns[cell.column].bands.push_back(cell.comparison->band);
        columns[cell.column].labels.push_back(row.label);
      }
    }
  }
  return columns;
}

Warning name_left_out(const std::vector<std::size_t>& rows,
                      const std::vector<std::string_view>& labels) {
  constexpr std::size_t most_named = 3;
  std::string text = "without a ratio, and left out: ";
  for (std::size_t i = 0; i < std::min(most_named, rows.size()); ++i) {
    text.append(i > 0 ? ", " : "").append(labels[rows[i]]);
  }
  if (rows.size() > most_named) {
    text += " and " + std::to_string(rows.size() - most_named) + " more";
  }
  return {Warning::Kind::geomean_rows_left_out, std::move(text)};
}

/// The geometric means of what doesn't matter in the rows of a mean.
stats::Band mean_band(std::span<const stats::Band> bands, std::span<const std::size_t> left_out) {
  std::vector<stats::Band> of_mean;
  auto next = left_out.begin();
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (next != left_out.end() && *next == i) {
      ++next;
    } else {
      of_mean.push_back(bands[i]);
    }
  }
  const auto mean = [&](double stats::Band::* end) {
    const bool one = std::ranges::all_of(
        of_mean, [&](const stats::Band& band) { return band.*end == of_mean.front().*end; });
    if (one) {
      return of_mean.front().*end;  // not to be rounded
    }
    double logs = 0;
    for (const stats::Band& band : of_mean) {
      logs += std::log(band.*end);
    }
    return std::exp(logs / static_cast<double>(of_mean.size()));
  };
  return {mean(&stats::Band::low), mean(&stats::Band::high)};
}

/// The mean of a column's changes, with what it comes to: the interval is all there is to test it.
void summarise_changes(const Table& table, const Compared& compared, double alpha,
                       std::size_t rows_of_centers, ColumnSummary& summary) {
  const stats::SuiteChange mean = stats::suite_change(compared.changes, 1 - alpha);
  if (!mean.left_out.empty()) {
    summary.warnings.push_back(name_left_out(mean.left_out, compared.labels));
  }
  if (mean.rows == 0) {
    return;
  }
  // Of facts alone it is one.
  const double level = mean.low == mean.high ? 1 : mean.level;
  const stats::Change change{mean.ratio, mean.low, mean.high, level, stats::Change::Kind::ratio};
  if (rows_of_centers > 0 && rows_of_centers != mean.rows) {
    summary.warnings.push_back({Warning::Kind::geomean_of_other_rows,
                                "the change is of " + std::to_string(mean.rows) +
                                    " rows, and the values are of the " +
                                    std::to_string(rows_of_centers) + " that all columns have"});
  }
  summary.geomean_ratio = mean.ratio;
  summary.change = change;
  const stats::Band band = mean_band(compared.bands, mean.left_out);
  const int direction = (change.low > 1 ? 1 : 0) - (change.high < 1 ? 1 : 0);
  summary.decision = stats::decide(
      change, band, {.p = direction == 0 ? 1.0 : 0, .direction = direction}, alpha, table.better);
}

}  // namespace

std::vector<ColumnSummary> summarise_columns(const Table& table, double alpha) {
  const Centers centers = average_centers(table);
  const auto compared = collect(table);
  std::vector<ColumnSummary> summaries(table.columns.size());
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    summaries[i].geomean = centers.means[i];
    if (!compared[i].changes.empty()) {
      summarise_changes(table, compared[i], alpha, centers.rows, summaries[i]);
    }
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
        report.counts.leaning_better += cell.comparison->leaning == Verdict::better ? 1 : 0;
        report.counts.leaning_worse += cell.comparison->leaning == Verdict::worse ? 1 : 0;
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
