#include <benchdiff/report/finding_words.h>

#include <cmath>
#include <string>

#include <benchdiff/report/number_text.h>
#include <benchdiff/stats/mann_whitney.h>

namespace benchdiff::report {
namespace {

using Kind = stats::Finding::Kind;

std::string_view side_of(stats::Finding::Side side) {
  switch (side) {
    case stats::Finding::Side::old_side:
      return "old runs";
    case stats::Finding::Side::new_side:
      return "new runs";
    case stats::Finding::Side::only:
      return "runs";
    case stats::Finding::Side::both:
      break;
  }
  return "both sides' runs";
}

std::string percent(double part, int decimals) { return signed_fixed(part * 100, decimals) + "%"; }

/// Nothing where one of them is at 0.
std::string ratio_of_modes(double ratio) {
  return std::isfinite(ratio) ? fixed(ratio, 2) + " times as large" : std::string();
}

std::string whole(double count) { return fixed(count, 0); }

}  // namespace

Warning warning_of(const stats::Finding& finding, bool by_turns) {
  const std::string runs(side_of(finding.side));
  const double amount = finding.amount;
  switch (finding.kind) {
    case Kind::drift:
      return {Warning::Kind::drift,
              runs + (by_turns ? " drift" : " drift: measure old and new by turns"),
              percent(amount, 2) + " a run"};
    case Kind::autocorrelation:
      return {Warning::Kind::autocorrelation,
              runs + " resemble their neighbours: they tell less than as many independent ones",
              "correlation " + fixed(amount, 2)};
    case Kind::warm_up:
      return {Warning::Kind::warm_up, runs + " begin with some that differ: warm up longer",
              whole(amount) + (amount == 1 ? " run" : " runs")};
    case Kind::two_modes:
      return {Warning::Kind::two_modes,
              runs + " fall into two groups: find out what tells them apart",
              ratio_of_modes(amount)};
    case Kind::outliers:
      return {Warning::Kind::outliers, runs + " have outliers, which count like all others",
              whole(amount)};
    case Kind::quantised:
      return {Warning::Kind::quantised,
              runs + " have few different values: intervals are wider than need be",
              "steps of " + fixed(amount * 100, 2) + "%"};
    case Kind::drift_across:
      break;
  }
  return {Warning::Kind::drift_across,
          "old and new were not measured by turns, and a drift may be all they differ by",
          "drift of " + fixed(amount * 100, 0) + "% of the difference"};
}

Warning warning_of(stats::Refusal refusal, std::size_t runs, double alpha) {
  switch (refusal) {
    case stats::Refusal::unpaired:
      return {Warning::Kind::unpaired, "not as many runs on both sides: no pairs to compare"};
    case stats::Refusal::few_for_bound:
      return {Warning::Kind::few_runs_for_quantile,
              (runs > 0 ? "need >= " + std::to_string(runs) + " samples a side"
                        : std::string("need more samples")) +
                  " to bound this quantile at alpha level " + shortest(alpha)};
    case stats::Refusal::few_processes:
      return {Warning::Kind::no_blocks, "need >= 2 processes a side to tell how they vary"};
    case stats::Refusal::no_blocks:
      break;
  }
  return {Warning::Kind::no_blocks,
          "no block has runs of both sides; for processes of one side there is --test two-level"};
}

Warning warning_of_few_runs(double alpha) {
  const auto enough = stats::runs_to_detect(alpha);
  return {Warning::Kind::few_runs_to_detect,
          (enough ? "need >= " : "need > ") + std::to_string(enough.value_or(most_runs_to_detect)) +
              " samples to detect a difference at alpha level " + shortest(alpha)};
}

}  // namespace benchdiff::report
