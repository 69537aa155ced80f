#include <benchdiff/report/judge.h>

#include <algorithm>
#include <atomic>
#include <unordered_map>
#include <utility>

#include <benchdiff/formats/cores.h>
#include <benchdiff/report/classic_summary.h>
#include <benchdiff/report/correct.h>
#include <benchdiff/report/judge_row.h>
#include <benchdiff/report/summarise.h>

namespace benchdiff::report {
namespace {

std::vector<std::vector<std::string>> column_values(const Projection& projection,
                                                    const std::vector<KeyId>& keys) {
  std::vector<std::vector<std::string>> columns;
  for (const KeyId key : keys) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < projection.columns(); ++i) {
      values.push_back(projection.value(key, i));
    }
    columns.push_back(std::move(values));
  }
  return columns;
}

std::shared_ptr<const std::vector<formats::Setting>> settings_of(const Projection& projection,
                                                                 KeyId key) {
  std::vector<formats::Setting> settings;
  for (std::size_t i = 0; i < projection.columns(); ++i) {
    settings.push_back({projection.column_name(i), projection.value(key, i)});
  }
  return std::make_shared<const std::vector<formats::Setting>>(std::move(settings));
}

/// The labels of all rows by their places.
std::shared_ptr<const std::vector<std::string>> label_rows(
    const Projection& projection, const std::vector<std::uint32_t>& places) {
  std::vector<std::string> labels(places.size());
  for (KeyId key = 0; key < places.size(); ++key) {
    labels[places[key]] = projection.label(key);
  }
  return std::make_shared<const std::vector<std::string>>(std::move(labels));
}

stats::Better direction_of(formats::Better better) {
  switch (better) {
    case formats::Better::lower:
      return stats::Better::lower;
    case formats::Better::higher:
      return stats::Better::higher;
    case formats::Better::unknown:
      break;
  }
  return stats::Better::unknown;
}

/// A table with its rows and columns, and its cells still empty.
Table lay_out(const SampleTable& from, const Projections& projections, const UnitProperties& units,
              const MinEffects& min_effects, const std::vector<std::string>& row_labels) {
  Table table;
  table.unit = from.unit;
  table.better = direction_of(units.better(from.unit));
  table.exact = units.exact(from.unit);
  table.min_effect = min_effects.of(from.unit, table.exact);
  table.min_effect_of_facts = min_effects.of(from.unit, true);
  table.columns = column_values(projections.column(), from.columns);
  std::unordered_map<KeyId, std::uint32_t> column_of;
  for (const KeyId key : from.columns) {
    column_of.emplace(key, static_cast<std::uint32_t>(column_of.size()));
  }
  table.cells.resize(from.cells.size());
  for (std::size_t i = 0; i < from.cells.size(); ++i) {
    if (i == 0 || from.cells[i].row != from.cells[i - 1].row) {
      const std::uint32_t place = from.cells[i].row_place;
      table.rows.push_back({row_labels[place], place, i, 0});
    }
    ++table.rows.back().cell_count;
    Cell& cell = table.cells[i];
    cell.column = column_of.at(from.cells[i].column);
    cell.source = from.cells[i].source;
    cell.line = from.cells[i].line;
    cell.factor = from.cells[i].factor;
    cell.first_value = from.cells[i].first;
  }
  return table;
}

/// Names the columns of all tables in their order, and tells each table which of them it has.
void name_columns(const Samples& samples, const Projection& projection, Report& report) {
  const std::vector<std::uint32_t> order = projection.places();
  std::vector<KeyId> keys;
  for (const SampleTable& table : samples.tables) {
    keys.insert(keys.end(), table.columns.begin(), table.columns.end());
  }
  const auto place = [&](KeyId key) { return order[key]; };
  std::ranges::sort(keys, {}, place);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const KeyId key : keys) {
    report.columns.push_back(projection.label(key));
  }
  for (std::size_t i = 0; i < samples.tables.size(); ++i) {
    for (const KeyId key : samples.tables[i].columns) {
      const auto at = std::ranges::lower_bound(keys, place(key), {}, place);
      report.tables[i].column_places.push_back(static_cast<std::uint32_t>(at - keys.begin()));
    }
  }
}

/// Judges all rows of all tables, a run of rows at a time, on as many threads as there are cores.
void judge_rows(const Samples& samples, const Projection& residue, const JudgeOptions& options,
                Report& report) {
  constexpr std::size_t rows_at_a_time = 64;
  struct Run {
    std::size_t table;
    std::size_t first_row;
  };
  std::vector<Run> runs;
  for (std::size_t t = 0; t < report.tables.size(); ++t) {
    for (std::size_t row = 0; row < report.tables[t].rows.size(); row += rows_at_a_time) {
      runs.push_back({t, row});
    }
  }
  std::atomic<std::size_t> next = 0;
  formats::run_on_cores(runs.size(), [&] {
    RowJudge judge(samples, residue, options);
    for (std::size_t i = next++; i < runs.size(); i = next++) {
      Table& table = report.tables[runs[i].table];
      const auto rows = std::span(table.rows).subspan(runs[i].first_row);
      for (const Row& row : rows.first(std::min(rows.size(), rows_at_a_time))) {
        judge(samples.tables[runs[i].table], table, row);
      }
    }
  });
}

}  // namespace

void keep_samples(Samples samples, Report& report) {
  report.values = std::move(samples.values);
  report.sources = std::move(samples.sources);
}

Report judge(const Samples& samples, const Projections& projections, const UnitProperties& units,
             const JudgeOptions& options) {
  Report report;
  report.alpha = options.alpha;
  report.confidence = options.confidence;
  report.row_labels = label_rows(projections.row(), samples.row_places);
  for (std::size_t i = 0; i < samples.tables.size(); ++i) {
    Table& table = report.tables.emplace_back(
        lay_out(samples.tables[i], projections, units, options.min_effects, *report.row_labels));
    const bool same_group = i > 0 && samples.tables[i].key == samples.tables[i - 1].key;
    table.group = i == 0 ? 0 : report.tables[i - 1].group + (same_group ? 0 : 1);
    table.settings = same_group ? report.tables[i - 1].settings
                                : settings_of(projections.table(), samples.tables[i].key);
  }
  name_columns(samples, projections.column(), report);
  for (Table& table : report.tables) {
    table.has_baseline = options.classic || table.column_places.front() == 0;
  }
  judge_rows(samples, projections.residue(), options, report);
  if (!options.classic) {
    correct(report, options);
  }
  for (Table& table : report.tables) {
    table.summaries =
        options.classic ? summarise_classically(table) : summarise_columns(table, options.alpha);
  }
  count(report);
  return report;
}

}  // namespace benchdiff::report
