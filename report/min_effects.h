#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <benchdiff/stats/min_effect.h>

namespace benchdiff::report {

/// The smallest changes that matter, unit by unit: 1 % where nothing else is said, and any change
/// where values are facts.
class MinEffects {
 public:
  /// Takes in `[UNIT:]AMOUNT`, where an amount is `2%`, `10ns`, `64KiB`, a number in the unit, or
  /// two of these that have both to be exceeded, as in `ns/op:2%|10ns`. Without a unit it is meant
  /// for all units whose values are measured, or, if it is one of time or bytes, for all of these.
  /// What is said of a unit goes before what is said of all, and the last one of each counts.
  /// Throws QueryError where it can't be understood.
  void add(std::string_view text);

  /// What matters in a unit as it is reported, like `sec/op`. `exact` values are facts, for which
  /// only what is said of the unit itself holds.
  [[nodiscard]] stats::MinEffect of(const std::string& tidy_unit, bool exact) const;

 private:
  /// An amount without a unit of its own: the absolute part is of units that measure `dimension`.
  struct General {
    double relative = 0;
    double absolute = 0;
    std::string dimension;  // `sec`, `B`, or empty where there is no absolute part
  };

  General general_{.relative = 0.01, .absolute = 0, .dimension = {}};
  std::map<std::string, stats::MinEffect> by_unit_;
};

}  // namespace benchdiff::report
