#include <benchdiff/report/standouts.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/shorten.h>

namespace benchdiff::report {
namespace {

Urgency by_verdict(const Comparison& comparison) {
  if (comparison.verdict == Verdict::worse) {
    return Urgency::worse;
  }
  if (comparison.verdict == Verdict::changed) {
    return Urgency::changed;
  }
  if (comparison.verdict == Verdict::unclear && comparison.leaning == Verdict::worse) {
    return Urgency::leaning;
  }
  return comparison.gate.state == Gated::inconclusive ? Urgency::inconclusive : Urgency::none;
}

/// What standouts are ordered by, less first.
struct Rank {
  Urgency urgency;
  double size;       // negated
  std::size_t unit;  // of those without a ratio: in the order in which they come up
  double shift;      // of the same: negated

  friend auto operator<=>(const Rank&, const Rank&) = default;
};

}  // namespace

Urgency urgency_of(const Comparison& comparison) {
  const Gated state = comparison.gate.state;
  if (state == Gated::failed) {
    return Urgency::failed;
  }
  const Urgency urgency = by_verdict(comparison);
  const bool is_excused = state == Gated::waived || state == Gated::muted;
  return urgency != Urgency::none && is_excused ? Urgency::excused : urgency;
}

double size_of(const stats::Change& change) {
  if (std::isnan(change.estimate)) {
    return 0;
  }
  return change.kind == stats::Change::Kind::ratio ? std::abs(std::log(change.estimate))
                                                   : std::numeric_limits<double>::infinity();
}

void sort_by_urgency(std::vector<Standout>& standouts) {
  std::unordered_map<std::string_view, std::size_t> units;
  std::vector<std::pair<Rank, std::size_t>> ranked;
  ranked.reserve(standouts.size());
  for (const Standout& standout : standouts) {
    const stats::Change& change = standout.comparison().change;
    Rank rank{standout.urgency, -size_of(change), 0, 0};
    if (change.kind == stats::Change::Kind::shift && std::isinf(rank.size)) {
      rank.unit = units.try_emplace(standout.table->unit, units.size()).first->second;
      rank.shift = -std::abs(change.estimate);
    }
    ranked.emplace_back(rank, ranked.size());
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first < b.first || (a.first == b.first && a.second < b.second);
  });
  std::vector<Standout> sorted;
  sorted.reserve(standouts.size());
  for (const auto& [rank, at] : ranked) {
    sorted.push_back(standouts[at]);
  }
  standouts = std::move(sorted);
}

std::vector<Standout> find_standouts(const Report& report) {
  std::vector<Standout> standouts;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        const Urgency urgency = cell.comparison ? urgency_of(*cell.comparison) : Urgency::none;
        if (urgency != Urgency::none) {
          standouts.push_back({&table, &row, &cell, urgency});
        }
      }
    }
  }
  sort_by_urgency(standouts);
  return standouts;
}

ChangeWords change_words(const Standout& standout, const TextWords& words) {
  const Table& table = *standout.table;
  const Cell& baseline = standout.baseline();
  const Cell& cell = *standout.cell;
  const Scale scale = row_scale(table, *standout.row);
  return {words.value(baseline.center, own_scale(baseline, scale, table), table.unit),
          words.value(cell.center, own_scale(cell, scale, table), table.unit),
          words.change(baseline, cell, scale, table.unit),
          words.interval(cell.comparison->change, scale, table.unit)};
}

std::string change_line(const Standout& standout, const TextWords& words) {
  const ChangeWords text = change_words(standout, words);
  std::string line = text.old_value;
  line.append(words.arrow()).append(text.new_value).append(" ").append(text.change);
  if (!text.interval.empty()) {
    line.append(" ").append(text.interval);
  }
  return line;
}

std::string name_of(const Report& report, const Standout& standout) {
  constexpr std::size_t longest_name = 200;
  constexpr std::size_t longest_column = 100;
  const std::string_view label = standout.row->label;
  std::string name = shorten(printable(label.empty() ? "(none)" : label), longest_name);
  name.append(" (").append(shorten(printable(standout.table->unit), longest_column));
  if (report.columns.size() > 2) {
    name.append(" in ").append(shorten(printable(standout.column(report)), longest_column));
  }
  return name + ")";
}

std::string standout_line(const Report& report, const Standout& standout, const TextWords& words) {
  return name_of(report, standout) + ": " + change_line(standout, words);
}

}  // namespace benchdiff::report
