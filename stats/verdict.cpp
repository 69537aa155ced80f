#include <benchdiff/stats/verdict.h>

#include <cmath>

namespace benchdiff::stats {

Verdict name_direction(int direction, Better better) {
  if (direction == 0) return Verdict::same;
  if (better == Better::unknown) return Verdict::changed;
  return (direction > 0) == (better == Better::higher) ? Verdict::better : Verdict::worse;
}

namespace {

/// Whether all of a change and of what doesn't matter is known: proof of `same` needs it.
bool is_known(const Change& change, const Band& band) {
  return std::isfinite(change.estimate) && std::isfinite(change.low) &&
         std::isfinite(change.high) && std::isfinite(band.low) && std::isfinite(band.high);
}

/// Which way a change goes that matters by itself, as significant as it may be.
int beyond(const Change& change, const Band& band, int by_test) {
  if (change.low > band.high) return 1;
  if (change.high < band.low) return -1;
  // Where every change matters, the test is the proof of one. With ties it may be significant while
  // its interval, which covers more than it says, still ends at no change.
  const double none = change.none();
  const bool all_matter = band.low == none && band.high == none;
  if (all_matter && by_test > 0 && change.low == none && change.estimate > none) return 1;
  if (all_matter && by_test < 0 && change.high == none && change.estimate < none) return -1;
  return 0;
}

}  // namespace

Decision decide(const Change& change, const Band& band, const Evidence& evidence, double alpha,
                Better better) {
  if (std::isnan(evidence.p)) return {};
  const double none = change.none();
  const bool significant = evidence.p <= alpha;
  const int by_test = significant ? evidence.direction : 0;
  const int direction = change.low > none ? 1 : change.high < none ? -1 : by_test;
  const Verdict way = direction == 0 ? Verdict::unclear : name_direction(direction, better);

  if (significant && beyond(change, band, by_test) != 0) {
    return {.verdict = way, .leaning = Verdict::unclear};
  }
  const bool differs_otherwise = by_test != 0 && change.low == none && change.high == none;
  const bool inside = change.low >= band.low && change.high <= band.high;
  if (inside && is_known(change, band) && !differs_otherwise) {
    return {.verdict = Verdict::same, .leaning = Verdict::unclear};
  }
  return {.verdict = Verdict::unclear, .leaning = way};
}

}  // namespace benchdiff::stats
