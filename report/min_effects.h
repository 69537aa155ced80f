#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/stats/min_effect.h>

namespace benchdiff::report {

/// The smallest changes that matter, unit by unit: 1 % where nothing else is said, and any change
/// where values are facts.
class MinEffects {
 public:
  /// Takes in `[UNIT:]AMOUNT`, where an amount is `2%`, `10ns`, `64KiB`, a number in the unit, or
  /// two of these that have both to be exceeded, as in `ns/op:2%|10ns`. Without a unit `2%` is
  /// meant for all units whose values are measured, and `10ns` for those of time, `64B` for those
  /// of bytes. What is said of a unit goes before what is said of all. Throws QueryError where it
  /// can't be understood, and where the same has been said before.
  void add(std::string_view text);

  /// What matters in a unit as it is reported, like `sec/op`. `exact` values are facts, for which
  /// only what is said of the unit itself holds.
  [[nodiscard]] stats::MinEffect of(const std::string& tidy_unit, bool exact) const;

  /// The units that something was said of, as they are reported.
  [[nodiscard]] std::vector<std::string> units() const;

 private:
  std::optional<double> relative_;          // of all that is measured
  std::map<std::string, double> absolute_;  // of units that measure `sec` or `B`
  std::map<std::string, stats::MinEffect> by_unit_;
};

}  // namespace benchdiff::report
