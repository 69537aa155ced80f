#include <benchdiff/report/advice.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <benchdiff/report/verdict_words.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::report {
namespace {

/// What stands out among the comparisons of a report.
struct Standing {
  const Table* worst_table = nullptr;
  const Row* worst_row = nullptr;
  const Cell* worst_cell = nullptr;
  double worst_size = -1;
  std::size_t worse = 0;
  std::size_t too_few_runs = 0;
  std::vector<std::size_t> runs_to_settle;  // a side, of the unclear ones that more runs settle
  std::size_t refused = 0;                  // by the test, as a footnote says
  std::size_t at_the_edge = 0;              // unclear, however many runs there are
};

/// How far a change is from none, for changes of all units: the size of its logarithm, and more
/// than any of these where there is none, as from 0 to 1.
double size_of(const stats::Change& change) {
  return change.kind == stats::Change::Kind::ratio ? std::abs(std::log(change.estimate))
                                                   : std::numeric_limits<double>::infinity();
}

/// Whether a change is larger than the worst so far. Differences are compared within a unit only.
bool is_worse(const Table& table, const stats::Change& change, const Standing& standing) {
  const double size = size_of(change);
  if (size != standing.worst_size || std::isfinite(size)) {
    return size > standing.worst_size;
  }
  const double worst = standing.worst_cell->comparison->change.estimate;
  return table.unit == standing.worst_table->unit && std::abs(change.estimate) > std::abs(worst);
}

void look_at(const Table& table, const Row& row, const Cell& cell, Standing& standing) {
  const Comparison& comparison = *cell.comparison;
  if (comparison.verdict == Verdict::worse) {
    ++standing.worse;
    if (is_worse(table, comparison.change, standing)) {
      standing.worst_size = size_of(comparison.change);
      standing.worst_table = &table;
      standing.worst_row = &row;
      standing.worst_cell = &cell;
    }
  }
  if (comparison.verdict != Verdict::unclear) {
    return;
  }
  if (std::ranges::find(comparison.warnings, Warning::Kind::few_runs_to_detect, &Warning::kind) !=
      comparison.warnings.end()) {
    ++standing.too_few_runs;
  } else if (comparison.runs_to_settle) {
    standing.runs_to_settle.push_back(*comparison.runs_to_settle);
  } else {
    ++(comparison.refusal ? standing.refused : standing.at_the_edge);
  }
}

Standing look(const Report& report) {
  Standing standing;
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        if (cell.comparison) {
          look_at(table, row, cell, standing);
        }
      }
    }
  }
  return standing;
}

std::string comparisons(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " comparison" : " comparisons");
}

const std::string& column_name(const Report& report, const Standing& standing) {
  return report.columns[standing.worst_table->column_places[standing.worst_cell->column]];
}

std::string name_worst(const Report& report, const Standing& standing, const TextWords& words) {
  const Cell& cell = *standing.worst_cell;
  const Cell& baseline = *standing.worst_table->baseline_of(*standing.worst_row);
  const std::string& unit = standing.worst_table->unit;
  const Scale scale = row_scale(*standing.worst_table, *standing.worst_row);
  const std::string change = words.change(baseline, cell, scale, unit);
  return "look at " + std::string(standing.worst_row->label) + " (" + unit +
         (change == "?" ? "" : " " + change) +
         (report.columns.size() > 2 ? " in " + column_name(report, standing) : "") + ")" +
         (standing.worse > 1 ? " first, the worst of " + std::to_string(standing.worse) : "");
}

std::string name_runs_to_settle(std::vector<std::size_t> runs) {
  const auto half = runs.begin() + static_cast<std::ptrdiff_t>((runs.size() - 1) / 2);
  std::ranges::nth_element(runs, half);
  const std::string enough = std::to_string(*half) + " runs a side";
  return runs.size() == 1 ? "to settle what is unclear, measure some " + enough
                          : "some " + enough + " would settle half of " + comparisons(runs.size()) +
                                " that are unclear";
}

}  // namespace

std::string count_verdicts(const Counts& counts) {
  std::string line;
  const auto add = [&](std::size_t count, Verdict verdict) {
    line.append(line.empty() ? "" : ", ")
        .append(std::to_string(count))
        .append(" ")
        .append(verdict_word(verdict));
  };
  std::string leaning;
  const auto lean = [&](std::size_t count, std::string_view way) {
    if (count > 0) {
      leaning.append(leaning.empty() ? "" : ", ")
          .append(std::to_string(count))
          .append(" leaning ")
          .append(way);
    }
  };
  add(counts.worse, Verdict::worse);
  add(counts.better, Verdict::better);
  add(counts.same, Verdict::same);
  add(counts.unclear, Verdict::unclear);
  lean(counts.leaning_worse, "worse");
  lean(counts.leaning_better, "better");
  if (!leaning.empty()) {
    line.append(" (").append(leaning).append(")");
  }
  if (counts.changed > 0) {
    add(counts.changed, Verdict::changed);
  }
  return line;
}

std::string next_step(const Report& report, const TextWords& words) {
  if (report.counts.total() == 0) {
    if (report.faulty_input) {
      return "next: mend the input that could not be used, as told above";
    }
    if (report.without_common_unit > 0) {
      return "next: see that both sides measure the same units";
    }
    return report.wants_comparison ? "next: see that both sides have the same benchmarks"
                                   : "next: compare it with another run: benchdiff OLD NEW";
  }
  const Standing standing = look(report);
  std::vector<std::string> steps;
  if (standing.worse > 0) {
    steps.push_back(name_worst(report, standing, words));
  }
  if (standing.too_few_runs > 0) {
    const auto enough = stats::runs_to_detect(report.alpha);
    steps.push_back("measure " +
                    (enough ? std::to_string(*enough) + " runs a side or more"
                            : std::string("many more runs")) +
                    (enough && *enough < 10 ? ", 10 at best: " : ": ") +
                    comparisons(standing.too_few_runs) +
                    (standing.too_few_runs == 1 ? " has" : " have") + " too few to tell");
  }
  if (!standing.runs_to_settle.empty()) {
    steps.push_back(name_runs_to_settle(standing.runs_to_settle));
  }
  if (standing.refused > 0) {
    steps.push_back("see in the footnotes why " + comparisons(standing.refused) + " can't be made");
  }
  if (standing.at_the_edge > 0) {
    steps.push_back(comparisons(standing.at_the_edge) +
                    (standing.at_the_edge == 1 ? " is" : " are") +
                    " too near the smallest change that matters to be settled by runs");
  }
  if (steps.empty()) {
    const bool other = report.counts.changed + report.only_in_baseline > 0;
    return other ? "next: see that what changed or went was meant to; nothing got worse"
                 : "next: nothing to do, nothing got worse";
  }
  std::string line = "next: ";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    line.append(i > 0 ? "; " : "").append(steps[i]);
  }
  return line;
}

}  // namespace benchdiff::report
