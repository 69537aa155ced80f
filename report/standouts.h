#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// How much a comparison asks to be looked at, the most first.
enum class Urgency {
  failed,        ///< by the gate
  worse,         ///< and nobody allows for it
  leaning,       ///< to worse, and unclear
  inconclusive,  ///< for the gate
  changed,       ///< where nobody knows which way is better
  excused,       ///< one of these that is waived or muted
  none,
};

[[nodiscard]] Urgency urgency_of(const Comparison& comparison);

/// A comparison, and where it stands in a report.
struct Standout {
  const Table* table = nullptr;
  const Row* row = nullptr;
  const Cell* cell = nullptr;
  Urgency urgency = Urgency::none;

  [[nodiscard]] const Comparison& comparison() const { return *cell->comparison; }
  [[nodiscard]] const Cell& baseline() const { return *table->baseline_of(*row); }
  /// The name of its column.
  [[nodiscard]] const std::string& column(const Report& report) const {
    return report.columns[table->column_places[cell->column]];
  }
};

/// How far a change is from none, for changes of all units: the size of its logarithm, and more
/// than any of these where there is none, as from 0 to 1. 0 where it isn't known.
[[nodiscard]] double size_of(const stats::Change& change);

/// Brings comparisons into the order in which they ask to be looked at: by urgency, within it by
/// the size of the change, and of equal ones as they stand. Differences without a ratio go first,
/// and are compared within a unit only: the unit that comes first goes first. O(n log n).
void sort_by_urgency(std::vector<Standout>& standouts);

/// All comparisons that ask to be looked at, in that order. O(n + m log m) for m of n.
[[nodiscard]] std::vector<Standout> find_standouts(const Report& report);

/// A comparison in words, for where there is no table.
struct ChangeWords {
  std::string old_value;
  std::string new_value;
  std::string change;    ///< `?` where it isn't known
  std::string interval;  ///< empty where there is none
};
[[nodiscard]] ChangeWords change_words(const Standout& standout, const TextWords& words);

/// The same on a line: `1.725µs → 1.425µs -17.4% [-18.3%, -16.6%]`.
[[nodiscard]] std::string change_line(const Standout& standout, const TextWords& words);

/// What a comparison is of: `Encode (sec/op)`, with the column where there are several. It is
/// printable, and long names lose their middle.
[[nodiscard]] std::string name_of(const Report& report, const Standout& standout);

/// Both, with a colon between them.
[[nodiscard]] std::string standout_line(const Report& report, const Standout& standout,
                                        const TextWords& words);

}  // namespace benchdiff::report
