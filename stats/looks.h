#pragma once

#include <cstddef>
#include <vector>

namespace benchdiff::stats {

/// One look at measurements that still go on: after so many runs a side, with the error that it may
/// spend.
struct Look {
  std::size_t runs = 0;
  double alpha = 0;
};

/// What the runs of both sides are to each other.
enum class Design {
  two_samples,  ///< no p is below 2 / C(2n, n)
  pairs,        ///< nor below 2 / 2^n, by signed ranks
};

/// Plans when to look at a comparison of at most `most_runs` runs a side, and with which alpha, so
/// that to stop at the first look that decides is wrong no more often than alpha.
///
/// The alphas of all looks sum up to `alpha`. Each look tests at its own, and its interval has the
/// level 1 - its own, so by Bonferroni's inequality the chance that any test of no change is
/// significant, or that any interval leaves out the true change, is at most alpha: for whatever
/// test and distribution a single look is right, with no assumption on how the looks depend on each
/// other, and for verdicts of `same` as well. The error spent up to a share t of the runs is
/// alpha t^2, which is the power family of Kim and DeMets (1987), with equality in place of their
/// joint distribution. Looks are 1.55 times as many runs apart, the last at `most_runs`, and none
/// is so early that no samples could be significant at its alpha, by the smallest p of the design.
///
/// Empty where `most_runs` is 0 or alpha isn't above 0; else there is at least the last one.
/// O(looks).
[[nodiscard]] std::vector<Look> plan_looks(std::size_t most_runs, double alpha,
                                           Design design = Design::two_samples);

}  // namespace benchdiff::stats
