#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include <benchdiff/formats/cores.h>
#include <benchdiff/stats/compare.h>
#include <benchdiff/stats/looks.h>

#include "source.h"
#include "tally.h"

namespace benchdiff::calibration {
namespace {

constexpr std::size_t most_runs = 40;
constexpr double alpha = 0.05;
constexpr double smallest_that_matters = 0.01;

/// What is measured until it is clear.
struct Case {
  const char* noise;
  Shape shape;
  double scale;   // of the noise
  double factor;  // the true change
};
constexpr std::array cases{
    Case{"normal, 1 %", Shape::normal, 0.5, 1},
    Case{"normal, 2 %", Shape::normal, 1, 1},
    Case{"normal, 5 %", Shape::normal, 2.5, 1},
    Case{"lognormal, 15 %", Shape::lognormal, 1, 1},
    Case{"heavy-tailed", Shape::heavy, 1, 1},
    Case{"bimodal", Shape::bimodal, 1, 1},
    Case{"quantised", Shape::quantised, 1, 1},
    Case{"drifting", Shape::drifting, 1, 1},
    Case{"normal, 1 %", Shape::normal, 0.5, 1.01},
    Case{"normal, 2 %", Shape::normal, 1, 1.01},
    Case{"lognormal, 15 %", Shape::lognormal, 1, 1.01},
    Case{"heavy-tailed", Shape::heavy, 1, 1.01},
    Case{"normal, 1 %", Shape::normal, 0.5, 1.02},
    Case{"normal, 1 %", Shape::normal, 0.5, 1.03},
    Case{"normal, 2 %", Shape::normal, 1, 1.05},
    Case{"normal, 5 %", Shape::normal, 2.5, 1.2},
    Case{"lognormal, 15 %", Shape::lognormal, 1, 1.5},
};

/// How campaigns of one kind end.
struct Cell {
  Tally worse, better, same, unclear;
  Tally by_p;          // p is significant at a look
  Tally peeking;       // and at any of the same looks, each at the whole alpha
  Tally peeking_hard;  // after every run from the fifth on
  std::size_t runs = 0;
  std::size_t fixed_found = 0;  // worse, measured to the end and looked at once
};

/// The first runs of both sides, compared.
class Looker {
 public:
  stats::Comparison look(std::span<const double> old_side, std::span<const double> new_side,
                         std::size_t runs, double level) {
    const stats::CompareOptions options{
        .min_effect = smallest_that_matters, .alpha = level, .findings_alpha = 0};
    auto comparison = comparer_.measure(sample(old_side.first(runs), old_sorted_),
                                        sample(new_side.first(runs), new_sorted_), options);
    comparer_.settle(comparison, comparison.p, options);
    return comparison;
  }

 private:
  static stats::Sample sample(std::span<const double> runs, std::vector<double>& sorted) {
    sorted.assign(runs.begin(), runs.end());
    std::ranges::sort(sorted);
    return {.in_run_order = runs, .sorted = sorted};
  }

  stats::Comparer comparer_;
  std::vector<double> old_sorted_, new_sorted_;
};

void add_campaign(Looker& looker, const std::vector<double>& old_side,
                  const std::vector<double>& new_side, Cell& cell) {
  using stats::Verdict;
  Verdict verdict = Verdict::unclear;
  bool significant = false;
  bool peeked = false;
  for (const stats::Look& each : stats::plan_looks(most_runs, alpha)) {
    const auto found = looker.look(old_side, new_side, each.runs, each.alpha);
    significant = significant || found.p <= each.alpha;
    peeked = peeked || found.p <= alpha;
    if (verdict != Verdict::unclear) continue;
    verdict = found.verdict;
    if (verdict != Verdict::unclear || each.runs == most_runs) cell.runs += each.runs;
  }
  bool peeked_hard = false;
  for (std::size_t runs = 5; runs <= most_runs && !peeked_hard; ++runs) {
    peeked_hard = looker.look(old_side, new_side, runs, alpha).p <= alpha;
  }
  cell.worse.add(verdict == Verdict::worse);
  cell.better.add(verdict == Verdict::better);
  cell.same.add(verdict == Verdict::same);
  cell.unclear.add(verdict == Verdict::unclear);
  cell.by_p.add(significant);
  cell.peeking.add(peeked);
  cell.peeking_hard.add(peeked_hard);
  const auto fixed = looker.look(old_side, new_side, most_runs, alpha);
  cell.fixed_found += fixed.verdict == Verdict::worse ? 1 : 0;
}

Cell run(const Case& known, std::size_t campaigns, std::uint64_t seed) {
  Source source(seed);
  Looker looker;
  Cell cell;
  std::vector<double> old_side;
  std::vector<double> new_side;
  for (std::size_t i = 0; i < campaigns; ++i) {
    source.draw(known.shape, {most_runs, most_runs}, known.factor, known.scale, old_side, new_side);
    add_campaign(looker, old_side, new_side, cell);
  }
  return cell;
}

std::string rounded(double value, const char* format) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

/// What must be as rare as alpha: a verdict of a change that isn't there, or that doesn't matter.
void expect(const Case& known, const Cell& cell, Findings& findings) {
  const std::string what = std::string("campaigns in noise that is ") + known.noise;
  if (known.factor == 1) {
    Tally false_alarms = cell.worse;
    false_alarms.count += cell.better.count;
    findings.expect_at_most(alpha, false_alarms, "false alarms of " + what);
    findings.expect_at_most(alpha, cell.by_p, "significant p in " + what);
  } else if (known.factor <= 1 + smallest_that_matters) {
    findings.expect_at_most(alpha, cell.worse, "worse by what doesn't matter in " + what);
    findings.expect_at_most(alpha, cell.same, "same on the edge of what matters in " + what);
  } else {
    findings.expect_at_most(alpha, cell.same, "same although it changed in " + what);
  }
}

}  // namespace

void report_campaigns(std::size_t pairs, Findings& findings) {
  const std::size_t campaigns = pairs / 2;
  std::vector<Cell> cells(cases.size());
  formats::each_on_cores(cases.size(),
                         [&](std::size_t i) { cells[i] = run(cases[i], campaigns, 900'000 + i); });
  findings.line("How campaigns of at most " + std::to_string(most_runs) +
                " runs a side end that are looked at until they are clear, in %; then what looking "
                "without a plan would find.\n");
  std::vector<std::vector<std::string>> rows{
      {"noise", "true change", "worse", "better", "same", "unclear", "runs a side", "worse at 40",
       "p at a look", "p <= 0.05 at a look", "after any run"}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Cell& cell = cells[i];
    const auto count = static_cast<double>(campaigns);
    rows.push_back({cases[i].noise, rounded((cases[i].factor - 1) * 100, "%+.0f %%"),
                    percent(cell.worse), percent(cell.better), percent(cell.same),
                    percent(cell.unclear), rounded(static_cast<double>(cell.runs) / count, "%.1f"),
                    percent({cell.fixed_found, campaigns}), percent(cell.by_p),
                    percent(cell.peeking), percent(cell.peeking_hard)});
    expect(cases[i], cell, findings);
  }
  findings.table(rows);
}

}  // namespace benchdiff::calibration
