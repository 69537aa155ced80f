#pragma once

#include <vector>

#include <benchdiff/stats/diagnostics.h>

namespace benchdiff::stats {

/// Something that the order or the shape of samples gives away, and that a reader should know
/// before believing a comparison. Never a reason to drop a value.
struct Finding {
  enum class Kind {
    drift,            ///< values grow or fall from run to run; amount: relative change a run
    autocorrelation,  ///< successive runs are alike; amount: their correlation
    warm_up,          ///< the first runs differ; amount: how many
    two_modes,        ///< values fall into two groups; amount: the ratio of their medians
    outliers,         ///< values far out; amount: how many
    quantised,        ///< values come in steps; amount: the step relative to the median
    drift_across,     ///< the sides weren't interleaved, and a drift may be all they differ by;
                      ///< amount: what part of the difference it makes up
  };
  enum class Side { old_side, new_side, both, only };
  Kind kind;
  Side side;
  double amount;
};

/// The findings of a diagnosis, sides in order. `both` where each side shows the same kind, with
/// the larger amount, and for what only both together show.
[[nodiscard]] std::vector<Finding> findings_of(const PairDiagnosis& diagnosis);

/// The same of a sample that is compared with none; the side is `only`.
[[nodiscard]] std::vector<Finding> findings_of(const Diagnosis& diagnosis);

}  // namespace benchdiff::stats
