#include <benchdiff/stats/diagnostics.h>

#include <algorithm>
#include <cmath>

#include <benchdiff/stats/finite.h>
#include <benchdiff/stats/give_back.h>
#include <benchdiff/stats/median.h>
#include <benchdiff/stats/thinned.h>

namespace benchdiff::stats {
namespace {

// From so many values on, with at most half of them equal, the p of the rank ratio is near enough.
constexpr std::size_t least_for_autocorrelation = 10;

bool can_be_diagnosed(std::span<const double> values) {
  return values.size() >= 4 && all_finite(values);
}

// Ties come from a grid. Clock ticks divided by different numbers of iterations have many and are
// on no grid that is seen, or on one of which some points get more values than others: clumps that
// aren't modes, and quartiles that don't measure the noise.
bool many_ties(const Resolution& resolution, std::size_t n) {
  return 4 * (n - resolution.distinct) > n;
}

bool clumps_may_be_modes(const Resolution& resolution, std::size_t n) {
  if (resolution.distinct == n) return true;
  if (resolution.step == 0) return false;
  return !many_ties(resolution, n) || resolution.typical_gap < 1.5 * resolution.step;
}

// How many of the first values are beyond the same outer fence.
std::size_t leading_outliers(std::span<const double> values, const Outliers& outliers) {
  const auto side = [&](double value) {
    return value > outliers.high_outer_fence ? 1 : value < outliers.low_outer_fence ? -1 : 0;
  };
  std::size_t leading = 0;
  while (leading < values.size() && side(values[leading]) != 0 &&
         side(values[leading]) == side(values[0])) {
    ++leading;
  }
  return leading;
}

}  // namespace

double Diagnostics::median_of(std::span<const double> values) {
  scratch_.assign(values.begin(), values.end());
  const double result = median_in_place(scratch_);
  give_back(scratch_);
  return result;
}

Drift Diagnostics::drift_of(std::span<const double> values, const Trend& trend) {
  return {.trend = trend, .slope = theil_sen_(values)};
}

void Diagnostics::look_at_order(std::span<const double> values, Diagnosis& diagnosis) {
  const WarmUp warm_up = warm_up_(values);
  const bool differs = warm_up.p <= options_.alpha;
  const auto rest = differs ? values.subspan(warm_up.runs) : values;
  if (differs) rest_.assign(rest);
  const Ranking& ranking = differs ? rest_ : ranking_;

  const Trend trend = mann_kendall_(ranking);
  const bool drifts = trend.p <= options_.alpha;
  if (differs && drifts && warm_up.above == (trend.s < 0)) {
    diagnosis.drift = drift_of(values, mann_kendall_(ranking_));
    return;
  }
  if (differs) {
    diagnosis.warm_up = FirstRuns{.warm_up = warm_up,
                                  .first = median_of(values.first(warm_up.runs)),
                                  .rest = median(ranking.sorted())};
  }
  if (drifts) {
    diagnosis.drift = drift_of(rest, trend);
    return;
  }
  if (rest.size() < least_for_autocorrelation) return;
  if (2 * std::ranges::max(ranking.groups()) > rest.size()) return;
  if (const double p = rank_von_neumann(ranking).p; p <= options_.alpha) {
    const double correlation = autocorrelation(rest, 1);
    diagnosis.autocorrelation =
        Dependence{.p = p,
                   .correlation = correlation,
                   .effective_size = effective_size(rest.size(), correlation)};
  }
}

void Diagnostics::look_at_shape(std::span<const double> values, Diagnosis& diagnosis) {
  const auto all = ranking_.sorted();
  const auto sorted = thinned(all, most_values_for_shape, scratch_);
  const Resolution resolution = grid_search_(sorted);
  if (resolution.coarse && resolution.relative >= options_.harmless_step) {
    diagnosis.quantised = resolution;
  }
  const std::size_t n = sorted.size();
  if (clumps_may_be_modes(resolution, n)) {
    const DipResult dip = dip_(sorted, resolution.step);
    if (dip.p <= options_.alpha) {
      diagnosis.two_modes = TwoModes{.dip = dip, .modes = two_modes(sorted)};
    }
  }
  const Outliers counts = outliers(all);
  if (counts.severe() == 0 || (resolution.step == 0 && many_ties(resolution, n))) return;
  if (const double p = farthest_p(all, resolution.step); p <= options_.alpha) {
    diagnosis.outliers =
        FarValues{.outliers = counts, .p = p, .leading = leading_outliers(values, counts)};
  }
}

Diagnosis Diagnostics::diagnose(std::span<const double> values) {
  Diagnosis diagnosis;
  if (!can_be_diagnosed(values)) return diagnosis;
  ranking_.assign(values);
  if (ranking_.groups().size() == 1) return diagnosis;
  look_at_order(values, diagnosis);
  look_at_shape(values, diagnosis);
  ranking_.release();
  rest_.release();
  return diagnosis;
}

PairDiagnosis Diagnostics::diagnose_pair(std::span<const double> x, std::span<const double> y) {
  PairDiagnosis pair{.x = diagnose(x), .y = diagnose(y), .drift_across = {}, .warm_up = {}};
  if (!can_be_diagnosed(x) || !can_be_diagnosed(y)) return pair;
  if (const WarmUp warm_up = warm_up_(x, y); warm_up.p <= options_.alpha) pair.warm_up = warm_up;
  pair.drift_across = drift_across(x, y, pair);
  return pair;
}

std::optional<DriftAcross> Diagnostics::drift_across(std::span<const double> x,
                                                     std::span<const double> y,
                                                     const PairDiagnosis& pair) {
  if (!pair.x.drift && !pair.y.drift) return std::nullopt;
  const bool of_x =
      pair.x.drift && (!pair.y.drift || pair.x.drift->trend.p <= pair.y.drift->trend.p);
  const double per_run = (of_x ? pair.x : pair.y).drift->slope.per_run;

  const double runs_apart = static_cast<double>(x.size() + y.size()) / 2;
  const DriftAcross across{.per_run = per_run,
                           .drifted = per_run * runs_apart,
                           .difference = median_of(y) - median_of(x)};
  const double sign = per_run < 0 ? -1 : 1;
  const bool explains =
      sign * across.difference > 0 && std::abs(across.drifted) >= std::abs(across.difference) / 2;
  // The thirds are a third of the drift apart where y goes on from x, and two thirds in the other
  // direction where both were measured at the same time: a sixth is halfway.
  const double seam = median_of(y.first(y.size() / 3)) - median_of(x.last(x.size() / 3));
  const bool goes_on = sign * seam >= -std::abs(across.drifted) / 6;
  if (explains && goes_on) return across;
  return std::nullopt;
}

}  // namespace benchdiff::stats
