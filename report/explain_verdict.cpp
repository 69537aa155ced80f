#include <benchdiff/report/explain_verdict.h>

#include <cmath>

#include <benchdiff/report/number_text.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

std::string direction_words(stats::Better better) {
  switch (better) {
    case stats::Better::lower:
      return "lower is better";
    case stats::Better::higher:
      return "higher is better";
    case stats::Better::unknown:
      break;
  }
  return "nobody says which way is better";
}

/// What there is of an interval beyond what matters, and on which side of no change.
struct Position {
  bool beyond;         // all of it lies beyond what matters, on one side
  bool within;         // all of it doesn't matter
  bool leaves_out_no;  // it leaves out no change
};

Position position_of(const Comparison& comparison) {
  const stats::Change& change = comparison.change;
  const stats::Band& band = comparison.band;
  const double none = change.none();
  const bool any_matters = band.low == band.high;
  const bool above = any_matters ? change.low > none : change.low > band.high;
  const bool below = any_matters ? change.high < none : change.high < band.low;
  return {.beyond = above || below,
          .within = change.low >= band.low && change.high <= band.high,
          .leaves_out_no = change.low > none || change.high < none};
}

/// That the test decides where the interval only ends at no change; see `stats::decide`.
bool is_by_test(const Comparison& comparison) {
  const stats::Change& change = comparison.change;
  return change.low == change.none() || change.high == change.none();
}

std::string explain_unclear(const Report& report, const Comparison& comparison) {
  const Position position = position_of(comparison);
  const std::string leaning =
      comparison.leaning == Verdict::unclear
          ? std::string("unclear")
          : std::string(verdict_word(comparison.verdict, comparison.leaning));
  if (comparison.refusal) return "there is no test: unclear";
  if (!is_known(comparison)) {
    return "some runs aren't numbers or are infinite, so nothing can be said of how large a change "
           "is: " +
           leaning;
  }
  if (std::isnan(comparison.p)) return "there is no test: unclear";
  if (position.beyond) {
    return "the whole interval lies beyond that, but adj p isn't at most " +
           shortest(report.alpha) + ": " + leaning;
  }
  if (position.leaves_out_no) {
    return "the interval leaves out no change, so there is one, but it reaches into what doesn't "
           "matter: " +
           leaning;
  }
  const double none = comparison.change.none();
  if (comparison.change.low == none && comparison.change.high == none &&
      comparison.adjusted_p <= report.alpha) {
    return "the interval is no change, but adj p is at most " + shortest(report.alpha) +
           ", so the runs differ in some other way: " + leaning;
  }
  return "the interval holds no change as well as changes that matter, so these runs can't tell: " +
         leaning;
}

}  // namespace

bool is_known(const Comparison& comparison) {
  const stats::Change& change = comparison.change;
  return std::isfinite(change.estimate) && !std::isnan(change.low) && !std::isnan(change.high);
}

std::string explain_verdict(const Report& report, const Table& table, const Comparison& comparison,
                            const TextWords& words, const Scale& scale) {
  const std::string word(verdict_word(comparison.verdict));
  const bool up = comparison.change.estimate > comparison.change.none();
  const std::string way = up ? "upwards" : "downwards";
  switch (comparison.verdict) {
    case Verdict::same:
      return comparison.tested
                 ? "the whole interval lies within that, which shows that no change matters: same"
                 : "no change that matters: same";
    case Verdict::better:
    case Verdict::worse:
    case Verdict::changed:
      break;
    case Verdict::unclear:
      return explain_unclear(report, comparison);
  }
  if (!comparison.tested) {
    return "it goes " + way + ", and " + direction_words(table.better) + ": " + word;
  }
  const std::string interval = words.interval(comparison.change, scale, table.unit);
  const std::string alpha = shortest(report.alpha);
  const std::string reason =
      is_by_test(comparison)
          ? "the interval " + interval + " ends at no change, but any change matters, and that " +
                "there is one the test shows: adj p is at most " + alpha + ", " + way
          : "the whole interval " + interval + " lies beyond that, " + way +
                ", and adj p is at most " + alpha;
  return reason + "; " + direction_words(table.better) + ": " + word;
}

}  // namespace benchdiff::report
