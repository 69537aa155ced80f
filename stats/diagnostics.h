#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <benchdiff/stats/autocorrelation.h>
#include <benchdiff/stats/dip.h>
#include <benchdiff/stats/modes.h>
#include <benchdiff/stats/outliers.h>
#include <benchdiff/stats/ranking.h>
#include <benchdiff/stats/resolution.h>
#include <benchdiff/stats/trend.h>
#include <benchdiff/stats/warm_up.h>

namespace benchdiff::stats {

/// The values become larger or smaller from run to run.
struct Drift {
  Trend trend;
  Slope slope;
};

/// Successive values are alike, so they tell less than as many independent ones would.
struct Dependence {
  double p;               ///< Of the rank version of von Neumann's ratio.
  double correlation;     ///< Of values one run apart.
  double effective_size;  ///< How many independent values they are worth.
};

/// The first runs differ from the others.
struct FirstRuns {
  WarmUp warm_up;
  double first, rest;  ///< Medians of the first runs and of the others, in the unit of the values.
};

/// The values fall into two groups.
struct TwoModes {
  DipResult dip;
  Modes modes;
};

/// Some values are farther out than noise brings them.
struct FarValues {
  Outliers outliers;
  double p;             ///< That noise has a value so far out as the farthest.
  std::size_t leading;  ///< How many of the first runs are severe outliers, without a gap.
};

/// What there is to say about one sample; what isn't there could not be shown.
struct Diagnosis {
  std::optional<Drift> drift;
  std::optional<Dependence> autocorrelation;
  std::optional<FirstRuns> warm_up;
  std::optional<TwoModes> two_modes;
  std::optional<FarValues> outliers;
  std::optional<Resolution> quantised;

  [[nodiscard]] bool empty() const {
    return !drift && !autocorrelation && !warm_up && !two_modes && !outliers && !quantised;
  }
};

/// A drift that may be what the sides differ by, as all runs of x came before those of y.
struct DriftAcross {
  double per_run;     ///< The slope of the side whose drift is the clearer one.
  double drifted;     ///< What it comes to from the middle of x to that of y.
  double difference;  ///< The median of y less that of x.
};

/// What there is to say about two samples of one benchmark.
struct PairDiagnosis {
  Diagnosis x, y;
  std::optional<DriftAcross> drift_across;
  std::optional<WarmUp> warm_up;  ///< Both sides begin with runs that differ in the same direction.
};

/// Of more values, modes and grids are looked for among this many, evenly spaced by rank: they show
/// as well there, and their p is on the safe side.
inline constexpr std::size_t most_values_for_shape = 4096;

struct DiagnosticsOptions {
  double alpha = 0.01;           ///< How often each of the findings may be there by chance.
  double harmless_step = 0.001;  ///< A grid finer than this part of the median is no finding.
};

/// All diagnostics of a sample in the order it was measured; keeps tables and scratch, one a
/// thread.
///
/// Each finding has p <= alpha for independent values of one distribution, except `quantised`,
/// which is a fact. `outliers` has it for normal and lognormal values: heavy tails are what it is
/// there to find. Few runs show little: at 0.01 two modes take 4 of them, outliers 5, a drift 6,
/// autocorrelation 10 and a warm-up 12; silence is no proof of independence.
///
/// One cause is told once. Where the first runs differ, drift and autocorrelation are looked for in
/// the others; if these drift on in the same direction, it is all a drift and no warm-up. A drift
/// makes neighbours alike by itself, so there is no autocorrelation beside it.
class Diagnostics {
 public:
  explicit Diagnostics(DiagnosticsOptions options = {}) : options_(options) {}

  /// What there is to say about values in run order.
  ///
  /// Nothing about less than 4 values, constant ones, or with a NaN or an infinity. O(n log n),
  /// with a drift O(n^2) up to TheilSen::most_complete; no allocation once warm.
  [[nodiscard]] Diagnosis diagnose(std::span<const double> values);

  /// The same of both sides and of what they tell together, x measured before y.
  ///
  /// A drift across is there if a side drifts, y lies in the direction of the drift, the drift
  /// comes to at least half of the difference, and the first third of y goes on where the last
  /// third of x ends, which it doesn't where runs of x and y took turns.
  [[nodiscard]] PairDiagnosis diagnose_pair(std::span<const double> x, std::span<const double> y);

 private:
  void look_at_order(std::span<const double> values, Diagnosis& diagnosis);
  void look_at_shape(std::span<const double> values, Diagnosis& diagnosis);
  [[nodiscard]] Drift drift_of(std::span<const double> values, const Trend& trend);
  [[nodiscard]] double median_of(std::span<const double> values);
  [[nodiscard]] std::optional<DriftAcross> drift_across(std::span<const double> x,
                                                        std::span<const double> y,
                                                        const PairDiagnosis& pair);

  DiagnosticsOptions options_;
  MannKendall mann_kendall_;
  TheilSen theil_sen_;
  WarmUpTest warm_up_;
  Dip dip_;
  GridSearch grid_search_;
  Ranking ranking_, rest_;
  std::vector<double> scratch_;
};

}  // namespace benchdiff::stats
