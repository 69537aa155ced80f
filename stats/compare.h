#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/change_test.h>
#include <benchdiff/stats/cliffs_delta.h>
#include <benchdiff/stats/findings.h>
#include <benchdiff/stats/min_effect.h>
#include <benchdiff/stats/verdict.h>

namespace benchdiff::stats {

struct CompareOptions {
  MinEffect min_effect = 0.01;    ///< The smallest change that matters: 0.01 is 1 %.
  double alpha = 0.05;            ///< Of the test; the interval of the change is at 1 - alpha.
  Better better = Better::lower;  ///< Which way values improve.
  Test test = Test::mann_whitney;
  Statistic statistic = {};  ///< What is compared, where the test leaves the choice.
  double power = 0.8;        ///< How surely a detectable change is found.
  /// How often each diagnostic may find something by chance; 0 looks for nothing.
  double findings_alpha = 0.001;
};

/// What a comparison of two samples, old and new, comes to.
struct Comparison {
  std::size_t old_runs = 0, new_runs = 0;
  /// p comes from a test. What is known exactly is not tested: there p is 0, or 1 for no change.
  bool tested = false;
  double p = 1;           ///< Two-sided; NaN where there is no answer.
  double log_p = 0;       ///< Its natural logarithm, right where p is too small for a double.
  double smallest_p = 0;  ///< No p of samples like these is smaller; 0 where that isn't known.
  double size = 0;     ///< How often p <= alpha where nothing changed; NaN where that isn't known.
  bool exact = false;  ///< p is from a null distribution that isn't approximated.
  bool all_equal = false;  ///< All values of both sides are the same.
  int direction = 0;       ///< 1 where the new values lie above by the test, -1 below, 0 neither.
  Change change{};         ///< From old to new, with its interval.
  Band band{};             ///< The changes that don't matter.
  Verdict verdict = Verdict::unclear;
  Verdict leaning = Verdict::unclear;  ///< Of an unclear verdict.
  /// The smallest change that samples like these find with the power asked for: a ratio (its
  /// inverse is found alike) or a shift, as the change is; NaN where that isn't known. By the
  /// length of the interval, and by Noether's formula from the noise within the sides (ratios
  /// only).
  double detectable = std::numeric_limits<double>::quiet_NaN();
  double detectable_by_noether = std::numeric_limits<double>::quiet_NaN();
  /// For an unclear verdict, the runs a side that would settle it if the change stays what it is.
  std::optional<std::size_t> runs_to_settle;
  CliffsDelta effect{};
  std::vector<Finding> findings;  ///< What the order and the shape of the samples give away.
  std::optional<Refusal> refusal;
};

/// Compares samples; keeps tables and scratch between calls, one a thread.
class Comparer {
 public:
  Comparer();
  ~Comparer();
  Comparer(Comparer&&) noexcept;
  Comparer& operator=(Comparer&&) noexcept;

  /// Everything but what depends on other rows: the verdict is `unclear` and not settled yet.
  [[nodiscard]] Comparison measure(const Sample& old_side, const Sample& new_side,
                                   const CompareOptions& options);

  /// What the order and the shape of a sample give away that is compared with none.
  [[nodiscard]] std::vector<Finding> diagnose(std::span<const double> in_run_order,
                                              const CompareOptions& options);

  /// Fills in the verdict, given p corrected for other rows, or as it is where there are none.
  void settle(Comparison& comparison, double corrected_p, const CompareOptions& options);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Compares the runs of one benchmark before and after a change, in the order they were measured:
///
///     const auto comparison = compare(old_runs, new_runs, {.min_effect = 0.01});
///     if (comparison.verdict == Verdict::worse) ...
///
/// The values are of one unit. An empty side or a NaN on one gives no p (1 or NaN), everything as
/// the interval, and `unclear`; so do too few runs, in which case runs_to_settle says how many are
/// enough. Tied and constant values are as good as others. Swapping the sides mirrors the answer,
/// bit by bit or, where the test computes with means or resamples, to some roundings; scaling both
/// by a power of two changes no bit of p, ratio and verdict. See docs/verdict.md for the rule, and
/// verdict.h. Some 30 microseconds at 20 runs a side, O((n1 + n2) log(n1 + n2)) for many.
[[nodiscard]] Comparison compare(std::span<const double> old_runs, std::span<const double> new_runs,
                                 const CompareOptions& options = {});

/// What a comparison comes to that can't be made.
[[nodiscard]] Comparison refuse(std::size_t old_runs, std::size_t new_runs, Refusal refusal);

/// Compares two values that are known exactly, such as counts that never vary: any change of more
/// than the smallest that matters is one. NaN gives `unclear`. O(1).
[[nodiscard]] Comparison compare_exact(double old_value, double new_value,
                                       const CompareOptions& options = {.min_effect = 0.0});

/// What a comparison comes to where another change is the smallest that matters, with p corrected
/// for other rows or as it is. `baseline` is the old side's median, or its value. O(1).
[[nodiscard]] Decision decide_beyond(const Comparison& comparison, double corrected_p,
                                     double baseline, const CompareOptions& options);

}  // namespace benchdiff::stats
