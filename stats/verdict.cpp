#include <benchdiff/stats/verdict.h>

namespace benchdiff::stats {

Verdict name_direction(int direction, Better better) {
  if (direction == 0) return Verdict::same;
  if (better == Better::unknown) return Verdict::changed;
  return (direction > 0) == (better == Better::higher) ? Verdict::better : Verdict::worse;
}

Decision decide(const Change& change, const Band& band, const Evidence& evidence, double alpha,
                Better better) {
  const double none = change.none();
  const bool significant = evidence.p <= alpha;
  const int by_test = significant ? evidence.direction : 0;
  const int direction = change.low > none ? 1 : change.high < none ? -1 : by_test;
  const Verdict way = direction == 0 ? Verdict::unclear : name_direction(direction, better);

  const bool matters = change.low > band.high || change.high < band.low;
  if (matters && significant) return {.verdict = way, .leaning = Verdict::unclear};
  const bool differs_otherwise = by_test != 0 && change.low == none && change.high == none;
  const bool inside = change.low >= band.low && change.high <= band.high;
  if (inside && !differs_otherwise) {
    return {.verdict = Verdict::same, .leaning = Verdict::unclear};
  }
  return {.verdict = Verdict::unclear, .leaning = way};
}

}  // namespace benchdiff::stats
