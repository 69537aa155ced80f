#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <benchdiff/stats/change.h>

namespace benchdiff::stats {

/// The tests there are of whether and by how much two samples differ.
enum class Test {
  /// Mann-Whitney U, with the Hodges-Lehmann change. The default: exact at any size, whatever the
  /// distribution, if nothing changed; where only the spread did, see docs/verdict.md.
  mann_whitney,
  /// Brunner & Munzel, for spreads that differ, with the Hodges-Lehmann change.
  brunner_munzel,
  /// Welch's t of logarithms where all values are > 0, of the values otherwise: of (geometric)
  /// means.
  welch,
  /// The permutation test of means or medians. Their interval is a bootstrap's, so p holds its
  /// level
  /// and a verdict of `same` does not.
  permutation,
  /// The BCa bootstrap of medians, means or quantiles. Liberal for few values, see bootstrap.h; its
  /// p is never below the smallest one of ranks.
  bootstrap,
  /// Quantiles between order statistics of each side. Holds its level always, and more than that.
  quantile,
  /// Wilcoxon's signed rank of pairs, with the pseudomedian change.
  signed_rank,
  /// The sign test of pairs, with the median change.
  sign,
  /// Van Elteren's rank test within blocks, with the Hodges-Lehmann change common to all.
  van_elteren,
  /// Welch's t of the means of processes, after Kalibera & Jones. Blocks are processes.
  two_level,
};

/// Whether a test is of pairs, which belong together by their places in run order.
[[nodiscard]] constexpr bool is_of_pairs(Test test) {
  return test == Test::signed_rank || test == Test::sign;
}

/// Whether a test needs to know the blocks or processes that values come from.
[[nodiscard]] constexpr bool is_of_blocks(Test test) {
  return test == Test::van_elteren || test == Test::two_level;
}

/// What of the samples is compared, where a test leaves the choice.
struct Statistic {
  enum class Kind { median, mean, quantile };
  Kind kind = Kind::median;
  double q = 0.5;  ///< Which one, of Kind::quantile.
};

/// The values of one side, twice. Pairs belong together by their places in run order.
struct Sample {
  std::span<const double> in_run_order;
  std::span<const double> sorted;  ///< The same ones in ascending order.
  /// By value in run order: the block, machine or process it comes from; may be left empty.
  std::span<const std::uint32_t> blocks = {};
};

/// Why a test has no answer.
enum class Refusal {
  unpaired,       ///< a test of pairs, and sides of different sizes
  few_for_bound,  ///< a quantile that so few runs can't bound, see runs_to_bound()
  few_processes,  ///< two-level, and a side has one process
  no_blocks,      ///< a test of blocks, and a side without, or no block that both sides have
};

/// What a test says, and the change that belongs to it.
struct TestedChange {
  double p;           ///< Two-sided. NaN where there is no answer.
  double log_p;       ///< The natural logarithm of p, right where p is too small for a double.
  double smallest_p;  ///< No p of samples like these is smaller; 0 where that isn't known.
  double size;        ///< How often p <= alpha where nothing changed; NaN where that isn't known.
  bool exact;         ///< p is from a null distribution that isn't approximated.
  bool all_equal;     ///< All values of both sides are the same.
  int direction;      ///< 1 where y lies above x by this test, -1 below, 0 neither.
  Change change;      ///< From x to y; the interval at 1 - alpha.
  std::optional<Refusal> refusal;
};

/// What is said where a test can't be made: p is NaN, and the interval everything.
[[nodiscard]] TestedChange refuse(Refusal refusal);

/// Tests samples and estimates the change, all tests behind one call; keeps tables and scratch, one
/// a thread.
class ChangeTest {
 public:
  ChangeTest();
  ~ChangeTest();
  ChangeTest(ChangeTest&&) noexcept;
  ChangeTest& operator=(ChangeTest&&) noexcept;

  /// Tests that y doesn't differ from x, at the level alpha of the interval, in (0, 1).
  ///
  /// The interval says what p says: p <= alpha exactly where it leaves out no change, or, with
  /// ties, ends there. An empty side or a NaN gives no answer: p is 1 or NaN, and the interval is
  /// everything. A refusal gives a p of NaN. Swapping the sides mirrors the answer. The costs are
  /// those of the tests.
  [[nodiscard]] TestedChange operator()(const Sample& x, const Sample& y, Test test, double alpha,
                                        Statistic statistic = {});

 private:
  class Tests;
  std::unique_ptr<Tests> tests_;
};

}  // namespace benchdiff::stats
