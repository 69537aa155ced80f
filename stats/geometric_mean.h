#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <benchdiff/stats/hodges_lehmann.h>

namespace benchdiff::stats {

/// The geometric mean, exp of the running mean of logarithms, in the unit of the values.
///
/// Empty, or any value that is NaN or <= 0, gives NaN; otherwise an infinity gives infinity. O(n).
[[nodiscard]] double geometric_mean(std::span<const double> values);

/// A row's change as hodges_lehmann() gives it, and of how many runs.
struct MeasuredChange {
  Change change;
  std::size_t n1, n2;
};

/// The geometric mean of rows' ratios, with an interval.
struct SuiteChange {
  double ratio;                       ///< NaN where no row is left.
  double low, high;                   ///< (0, infinity) where nothing can be said.
  double level;                       ///< The coverage of [low, high]; 1 for everything.
  std::size_t rows;                   ///< How many went into it.
  std::vector<std::size_t> left_out;  ///< Those that have no ratio > 0, in ascending order.
};

/// Whether these very rows got slower, together: the interval is about repeating the measurements.
///
/// This is the one to show by default: rows are chosen and not drawn from a population, and how
/// much they differ from one another is no doubt about any of them. Each row's interval on
/// logarithms is taken for a t interval of n1 + n2 - 2 degrees of freedom, which gives its standard
/// error; squares of these over rows^2 add up, the delta method being exact for a mean of
/// logarithms, and the sum has the degrees of freedom of Satterthwaite (1946). Errors of rows are
/// taken as independent: what hits all rows of one side alike, as another machine or build would,
/// is not in it.
///
/// A shift, or a ratio that is NaN, infinite or <= 0, leaves its row out. A row of which the
/// interval has no ends, or a level that is none, gives everything, and so does a confidence >= 1
/// (or NaN). An interval of one point is a row without error. O(rows).
[[nodiscard]] SuiteChange suite_change(std::span<const MeasuredChange> rows, double confidence);

/// Whether code like this got slower: the interval is about other rows, of which these are a
/// sample.
///
/// Student's t interval on the logarithms of new / old of each row, rows - 1 degrees of freedom. It
/// stays wide however often each row was run, when rows change differently. The ratio of two zeros
/// is 1, as benchstat has it; otherwise a side that is NaN, infinite or <= 0 leaves its row out.
/// One row gives everything, and so does a confidence >= 1 (or NaN). Both spans have one length.
/// O(rows).
[[nodiscard]] SuiteChange sampled_suite_change(std::span<const double> old_values,
                                               std::span<const double> new_values,
                                               double confidence);

}  // namespace benchdiff::stats
