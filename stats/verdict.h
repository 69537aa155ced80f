#pragma once

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/min_effect.h>

namespace benchdiff::stats {

/// Which way values improve. Where nobody knows, a change is a change, and never better or worse.
enum class Better { lower, higher, unknown };

/// What a comparison comes to.
enum class Verdict {
  unclear,  ///< these samples can't tell; that is not `same`
  same,     ///< proof that no change matters
  better,
  worse,
  changed,  ///< it changed, and nobody knows which way is better
};

struct Decision {
  Verdict verdict = Verdict::unclear;
  /// What an unclear verdict leans to: `better`, `worse` or `changed` where there is a change that
  /// is not settled to matter, or not after correction for many comparisons; else `unclear`.
  Verdict leaning = Verdict::unclear;
};

/// What a change is called that goes up (1) or down (-1); `same` for 0.
[[nodiscard]] Verdict name_direction(int direction, Better better);

/// What a test says: p, maybe corrected for many comparisons, and which way the samples differ: 1
/// where the values went up, -1 where they went down, 0 where neither can be said.
struct Evidence {
  double p;
  int direction;
};

/// Decides by the interval of a change, together with the test that the interval belongs to.
///
/// `better`, `worse` or `changed` when the whole interval lies beyond the band and p <= alpha;
/// where the band is no change and nothing else, it may end there. `same` when it lies inside of
/// the band, ends included: a test of equivalence at the level of either side of the interval
/// (Schuirmann 1987). `unclear` otherwise, with a leaning where the interval leaves out no change
/// or p <= alpha. Where p <= alpha although the interval is no change and nothing else, the samples
/// differ in other ways than the typical run, which is not `same`; nor is a change or a band that
/// isn't finite. A p that is NaN is unclear, without a leaning. O(1).
[[nodiscard]] Decision decide(const Change& change, const Band& band, const Evidence& evidence,
                              double alpha, Better better);

}  // namespace benchdiff::stats
