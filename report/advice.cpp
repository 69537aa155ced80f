#include <benchdiff/report/advice.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <benchdiff/report/standouts.h>
#include <benchdiff/report/verdict_words.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::report {
namespace {

/// What there is to do something about among the comparisons of a report.
struct Standing {
  std::size_t too_few_runs = 0;
  std::vector<std::size_t> runs_to_settle;  // a side, of the unclear ones that more runs settle
  std::size_t refused = 0;                  // by the test, as a footnote says
  std::size_t at_the_edge = 0;              // unclear, however many runs there are
};

void look_at(const Comparison& comparison, Standing& standing) {
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
    for (const Cell& cell : table.cells) {
      if (cell.comparison) {
        look_at(*cell.comparison, standing);
      }
    }
  }
  return standing;
}

std::string comparisons(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " comparison" : " comparisons");
}

/// Names the worst of what the gate failed, or else of what got worse; empty where nothing did.
std::string name_worst(const Report& report, const TextWords& words) {
  const std::vector<Standout> standouts = find_standouts(report);
  const std::size_t failed = report.gate ? report.gate->failed : 0;
  const auto worst = std::ranges::find_if(standouts, [&](const Standout& standout) {
    return failed > 0 ? standout.urgency == Urgency::failed
                      : standout.comparison().verdict == Verdict::worse;
  });
  if (worst == standouts.end()) {
    return {};
  }
  const std::string change = change_words(*worst, words).change;
  const std::size_t worse = failed > 0 ? failed : report.counts.worse;
  return "look at " + std::string(worst->row->label) + " (" + worst->table->unit +
         (change == "?" ? "" : " " + change) +
         (report.columns.size() > 2 ? " in " + worst->column(report) : "") + ")" +
         (worse > 1 ? " first, the worst of " + std::to_string(worse) : "") +
         (worse > 1 && failed > 0 ? " that fail" : "");
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
      return "next: mend the input that could not be used, as standard error tells";
    }
    if (report.without_common_unit > 0) {
      return "next: see that both sides measure the same units";
    }
    return report.wants_comparison ? "next: see that both sides have the same benchmarks"
                                   : "next: compare it with another run: benchdiff OLD NEW";
  }
  const Standing standing = look(report);
  std::vector<std::string> steps;
  if (std::string worst = name_worst(report, words); !worst.empty()) {
    steps.push_back(std::move(worst));
  }
  if (report.gate && report.gate->gone > 0) {
    steps.push_back("see why " + std::to_string(report.gate->gone) +
                    (report.gate->gone == 1 ? " benchmark is gone" : " benchmarks are gone"));
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
