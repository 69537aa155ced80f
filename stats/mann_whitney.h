#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include <benchdiff/stats/rank_sum.h>
#include <benchdiff/stats/tied_rank_sum.h>

namespace benchdiff::stats {

/// How far p is exact: while both sizes and the work are within these.
struct MannWhitneyLimits {
  std::size_t untied = std::numeric_limits<std::size_t>::max();  ///< Values a side, without ties.
  std::size_t tied = std::numeric_limits<std::size_t>::max();    ///< Values a side, with ties.
  double work = 4e6;  ///< Additions for one p, or one table; these take a millisecond or two.
};

/// benchstat's limits, with which p is benchstat's wherever that one is right.
inline constexpr MannWhitneyLimits classic_limits{
    .untied = 50, .tied = 25, .work = std::numeric_limits<double>::infinity()};

struct MannWhitneyResult {
  double u;          ///< #{x_i > y_j} + 1/2 #{x_i == y_j}
  double p;          ///< Two-sided, at most 1; 0 only where it does not fit a double.
  double log_p;      ///< The natural logarithm of p, which is right there too.
  double p_less;     ///< One-sided: P(U <= u), small where x tends to be smaller than y.
  double p_greater;  ///< One-sided: P(U >= u), small where x tends to be larger than y.
  double
      smallest_p;  ///< The smallest p of these sizes and ties, dealt otherwise; 0 beyond doubles.
  bool exact;      ///< p is from the permutation distribution, not the normal approximation.
  bool ties;       ///< Some values are equal, on one side or across.
  bool all_equal;  ///< All values of both sides are the same.
};

/// The Mann-Whitney U test, with what it computed kept for the next call; one a thread.
///
/// p = min(1, 2 min(P(U <= u), P(U >= u))) under the permutation distribution of the observed
/// midranks, Mann & Whitney (1947) with Lehmann's (1975) treatment of ties; beyond the limits the
/// normal approximation with corrections for ties and, 1/2 toward 0, for continuity. Swapping the
/// sides gives the same p, n1 n2 - u, and exchanges the one-sided p.
class MannWhitney {
 public:
  explicit MannWhitney(MannWhitneyLimits limits = {}) : limits_(limits) {}

  /// Tests two samples in ascending order, of any unit.
  ///
  /// An empty side gives u = 0 and p = 1; NaN on a side gives u = p = NaN; -0.0 equals 0.0; all
  /// values equal gives p = 1; the one-sided p are the same then. O(n1 + n2) without ties once a
  /// table for these sizes is there.
  [[nodiscard]] MannWhitneyResult operator()(std::span<const double> sorted_x,
                                             std::span<const double> sorted_y);

 private:
  // P(U <= u), P(U >= u), and the logarithm of twice the smaller, at most 0.
  struct Tails {
    double lower, upper, log_p;
  };
  bool can_be_exact(const TiePattern& ties, bool tied, std::uint64_t twice_u);
  static Tails exact_tails(double lower, double upper);
  static Tails normal_tails(const TiePattern& ties, std::uint64_t twice_u);
  Tails untied_tails(const TiePattern& ties, std::uint64_t twice_u);
  Tails tied_tails(const TiePattern& ties, std::uint64_t twice_u);

  MannWhitneyLimits limits_;
  RankSumTables tables_;
  TiedRankSum tied_;
  std::vector<std::size_t> groups_;
};

/// The same for values in any order: sorts copies.
[[nodiscard]] MannWhitneyResult mann_whitney(std::span<const double> x, std::span<const double> y,
                                             MannWhitneyLimits limits = {});

/// The smallest n <= 9 with which two samples of n can reach p <= alpha, or nothing.
[[nodiscard]] std::optional<std::size_t> runs_to_detect(double alpha);

/// The p of two untied samples that do not overlap, 2 / C(n1 + n2, n1) or 1: no p is smaller.
[[nodiscard]] double smallest_p(std::size_t n1, std::size_t n2);

}  // namespace benchdiff::stats
