#pragma once

#include <benchdiff/report/min_effects.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/tabulate.h>
#include <benchdiff/report/unit_properties.h>

namespace benchdiff::report {

/// How samples are summarised and compared.
struct JudgeOptions {
  double alpha = 0.05;       ///< a p up to this is significant; intervals of changes leave it out
  double confidence = 0.95;  ///< of the intervals of samples
  MinEffects min_effects = {};  ///< unit by unit
  stats::Correction correction = stats::Correction::benjamini_hochberg;
  stats::Test test = stats::Test::mann_whitney;
  stats::Statistic statistic = {};  ///< what is compared, where the test leaves the choice
  /// Choose intervals, and the limits up to which p is exact, as the reference implementation does,
  /// compare with the first column of each table, and not with the first of all, and judge by p
  /// alone: no change with its interval, no correction and no other test.
  bool classic = false;
};

/// Turns samples into a report: a summary for each cell, a comparison with the first column for
/// each that has one, and the geometric means. On as many threads as there are cores; the answer
/// doesn't depend on how many.
///
/// A verdict is by the interval of the change, the smallest change that matters and p, which is
/// corrected for all comparisons of the report.
///
/// Units that are `exact`, by what a file says or because they count and vary on neither side, are
/// not tested: any difference is a change, but for what `min_effects` says. Where a file says so
/// and it isn't true, the most frequent values are compared, with a warning.
[[nodiscard]] Report judge(const Samples& samples, const Projections& projections,
                           const UnitProperties& units, const JudgeOptions& options);

/// Gives a report the samples that it is of, for those who show the runs or where they stand.
void keep_samples(Samples samples, Report& report);

}  // namespace benchdiff::report
