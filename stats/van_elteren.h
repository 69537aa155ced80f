#pragma once

#include <cstddef>
#include <span>

#include <benchdiff/stats/blocks.h>

namespace benchdiff::stats {

struct VanElterenLimits {
  double work = 1e7;  ///< Multiplications for one p; these take some ten milliseconds.
};

struct VanElterenResult {
  double t;            ///< The sum of U / (N + 1) over blocks, U = #{y > x} + 1/2 #{y == x}.
  double p;            ///< Two-sided, min(1, 2 min(p_less, p_greater)).
  double p_less;       ///< P(T <= t): small where y tends to be below x.
  double p_greater;    ///< P(T >= t): small where y tends to be above x.
  double smallest_p;   ///< The smallest two-sided p that these values could have, dealt otherwise.
  std::size_t blocks;  ///< Those with values of both sides.
  std::size_t unused;  ///< The others, which say nothing.
  bool exact;          ///< From the permutation distribution, not the normal approximation.
  bool ties;           ///< Some values are equal within a block.
};

/// Van Elteren's (1960) test: the rank-sum test within blocks, whose levels may differ as they
/// like.
///
/// Values are compared with those of their own block only. Blocks weigh 1 / (N + 1), N the values
/// of both sides, which is best for a small shift common to all (Lehmann 1975, 3.3). p is under the
/// permutation distribution of the midranks of every block: exact, by convolution of blocks of one
/// size and a walk through the sums of different sizes, while that takes no more than the limit; a
/// single block has the p of MannWhitney, to the bit. Beyond, the normal approximation, corrected
/// for ties and, by half of what T can be told apart by on whole-number weights, for continuity.
///
/// No block with both sides gives t = 0 and p = 1; NaN gives NaN for t and every p; -0.0 equals
/// 0.0; infinities have ranks like others. Swapping the sides swaps p_less and p_greater, to the
/// bit. O(N log N) and the work, some 2 B^2 n^4 for B blocks of n + n values.
[[nodiscard]] VanElterenResult van_elteren(std::span<const Block> blocks,
                                           VanElterenLimits limits = {});

}  // namespace benchdiff::stats
