#include <benchdiff/stats/compare.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchdiff/stats/detectable.h>
#include <benchdiff/stats/diagnostics.h>
#include <benchdiff/stats/log_noise.h>
#include <benchdiff/stats/median.h>
#include <benchdiff/stats/sorted_copy.h>

namespace benchdiff::stats {
namespace {

/// A comparison of which no more is known yet than the test.
Comparison unsettled(const TestedChange& tested, std::size_t old_runs, std::size_t new_runs) {
  Comparison comparison;
  comparison.old_runs = old_runs;
  comparison.new_runs = new_runs;
  comparison.tested = true;
  comparison.p = tested.p;
  comparison.log_p = tested.log_p;
  comparison.smallest_p = tested.smallest_p;
  comparison.size = tested.size;
  comparison.exact = tested.exact;
  comparison.all_equal = tested.all_equal;
  comparison.direction = tested.direction;
  comparison.change = tested.change;
  comparison.refusal = tested.refusal;
  return comparison;
}

Change exact_change(double from, double to) {
  if (from == to && !(from > 0 && std::isfinite(from))) return {0, 0, 0, 1, Change::Kind::shift};
  const bool ratio = from > 0 && to > 0 && std::isfinite(from) && std::isfinite(to);
  const double change = ratio ? to / from : to - from;
  return {change, change, change, 1, ratio ? Change::Kind::ratio : Change::Kind::shift};
}

/// What a correction leaves of alpha, rounded down to a quarter of a power of two: rows then share
/// points of Student's t, which are the dearest part of planning.
double share_of_alpha(double p, double corrected_p) {
  if (!(corrected_p > p) || p <= 0) return 1;
  constexpr double steps = 4;
  return std::exp2(std::floor(steps * std::log2(p / corrected_p)) / steps);
}

/// How far the band reaches on its wider side.
double reach_of(const Band& band, const Change& change) { return band.high - change.none(); }

/// So that a change of just the smallest that matters is inside, however it is rounded.
void widen_by_rounding(Band& band, double none) {
  constexpr double some_roundings = 4 * std::numeric_limits<double>::epsilon();
  if (band.high > none) band.high += some_roundings * std::abs(band.high);
  if (band.low < none) band.low -= some_roundings * std::abs(band.low);
}

void reach_verdict(Comparison& comparison, double corrected_p, const CompareOptions& options) {
  const Decision decision =
      decide(comparison.change, comparison.band,
             {.p = corrected_p, .direction = comparison.direction}, options.alpha, options.better);
  comparison.verdict = decision.verdict;
  comparison.leaning = decision.leaning;
}

}  // namespace

struct Comparer::Parts {
  ChangeTest test;
  Detectability detectability;
  Diagnostics diagnostics;
  double diagnostics_alpha = 0;

  Diagnostics& diagnostics_at(double alpha) {
    if (diagnostics_alpha != alpha) {
      diagnostics = Diagnostics({.alpha = alpha});
      diagnostics_alpha = alpha;
    }
    return diagnostics;
  }
};

Comparer::Comparer() : parts_(std::make_unique<Parts>()) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;
Comparer& Comparer::operator=(Comparer&&) noexcept = default;

Comparison Comparer::measure(const Sample& old_side, const Sample& new_side,
                             const CompareOptions& options) {
  const std::size_t n1 = old_side.sorted.size();
  const std::size_t n2 = new_side.sorted.size();
  const TestedChange tested =
      parts_->test(old_side, new_side, options.test, options.alpha, options.statistic);
  Comparison comparison = unsettled(tested, n1, n2);
  comparison.band = band_of(options.min_effect, comparison.change.kind, median(old_side.sorted));
  if (comparison.refusal) return comparison;
  const PowerOptions power{.alpha = options.alpha, .power = options.power};
  comparison.detectable = parts_->detectability.smallest_change(comparison.change, n1, n2, power);
  if (comparison.change.kind == Change::Kind::ratio) {
    comparison.detectable_by_noether =
        noether_detectable_ratio(log_noise(old_side.sorted, new_side.sorted), n1, n2, power);
  }
  comparison.effect = cliffs_delta(old_side.sorted, new_side.sorted, 1 - options.alpha);
  if (options.findings_alpha > 0) {
    comparison.findings =
        findings_of(parts_->diagnostics_at(options.findings_alpha)
                        .diagnose_pair(old_side.in_run_order, new_side.in_run_order));
    // Pairs were measured by turns.
    if (is_of_pairs(options.test)) {
      std::erase_if(comparison.findings, [](const Finding& finding) {
        return finding.kind == Finding::Kind::drift_across;
      });
    }
  }
  return comparison;
}

std::vector<Finding> Comparer::diagnose(std::span<const double> in_run_order,
                                        const CompareOptions& options) {
  if (!(options.findings_alpha > 0)) return {};
  return findings_of(parts_->diagnostics_at(options.findings_alpha).diagnose(in_run_order));
}

void Comparer::settle(Comparison& comparison, double corrected_p, const CompareOptions& options) {
  reach_verdict(comparison, corrected_p, options);
  comparison.runs_to_settle.reset();
  if (comparison.verdict == Verdict::unclear && !comparison.refusal) {
    // What other rows ask of p, this one has to reach as well.
    const double alpha = options.alpha * share_of_alpha(comparison.p, corrected_p);
    comparison.runs_to_settle = parts_->detectability.runs_to_settle(
        comparison.change, comparison.old_runs, comparison.new_runs,
        reach_of(comparison.band, comparison.change), alpha);
  }
}

Comparison compare(std::span<const double> old_runs, std::span<const double> new_runs,
                   const CompareOptions& options) {
  const std::vector<double> sorted_old = sorted_copy(old_runs);
  const std::vector<double> sorted_new = sorted_copy(new_runs);
  Comparer comparer;
  Comparison comparison =
      comparer.measure({.in_run_order = old_runs, .sorted = sorted_old},
                       {.in_run_order = new_runs, .sorted = sorted_new}, options);
  comparer.settle(comparison, comparison.p, options);
  return comparison;
}

Comparison refuse(std::size_t old_runs, std::size_t new_runs, Refusal refusal) {
  return unsettled(refuse(refusal), old_runs, new_runs);
}

Comparison compare_exact(double old_value, double new_value, const CompareOptions& options) {
  Comparison comparison;
  comparison.old_runs = comparison.new_runs = 1;
  comparison.exact = true;
  comparison.all_equal = old_value == new_value;
  comparison.direction = (new_value > old_value ? 1 : 0) - (new_value < old_value ? 1 : 0);
  comparison.p = comparison.direction == 0 ? 1 : 0;
  comparison.log_p = std::log(comparison.p);
  comparison.change = exact_change(old_value, new_value);
  comparison.band = band_of(options.min_effect, comparison.change.kind, old_value);
  widen_by_rounding(comparison.band, comparison.change.none());
  reach_verdict(comparison, comparison.p, options);
  return comparison;
}

Decision decide_beyond(const Comparison& comparison, double corrected_p, double baseline,
                       const CompareOptions& options) {
  Band band = band_of(options.min_effect, comparison.change.kind, baseline);
  if (!comparison.tested) widen_by_rounding(band, comparison.change.none());
  return decide(comparison.change, band, {.p = corrected_p, .direction = comparison.direction},
                options.alpha, options.better);
}

}  // namespace benchdiff::stats
