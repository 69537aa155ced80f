#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/filter.h>
#include <benchdiff/report/gate_rule.h>
#include <benchdiff/report/gated.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// Somebody knows that some rows fail, and allows it for a time.
struct Waiver {
  std::string query;  ///< the rows, as they were given
  Filter filter;      ///< and as they are found
  std::string reason;
  std::chrono::year_month_day expires;  ///< the last day on which it holds
};

/// What decides whether a report passes: rules, rows that are kept from them, and waivers.
class Gate {
 public:
  /// Adds what `parse_gate_rules` makes of a text. Throws QueryError.
  void fail_on(std::string_view rule);
  /// Keeps the rows that a query chooses from the rules. Throws QueryError.
  void mute(std::string_view query);
  void waive(Waiver waiver) { waivers_.push_back(std::move(waiver)); }

  /// Whether there is a rule; without one nothing fails.
  [[nodiscard]] bool has_rules() const { return !rules_.empty(); }

  /// Holds a report against the gate: marks its comparisons and fills in its outcome. Without rules
  /// and mutes nothing is changed.
  ///
  /// Each comparison fails if a rule that is about it does. Of the rules that say how much worse it
  /// may get, only the most special ones count: those for some rows go before those for a unit, and
  /// these before those for all; of two alike both have to hold. A waiver that is over on `today`
  /// waives nothing. O(comparisons * rules).
  void hold(Report& report, std::chrono::year_month_day today) const;

 private:
  class Holding;
  struct Mute {
    std::string query;
    Filter filter;
  };

  std::vector<std::string> texts_;  // of the rules, as they were given
  std::vector<GateRule> rules_;
  std::vector<Mute> mutes_;
  std::vector<Waiver> waivers_;
};

/// The exit status of a program that tells it: 1 for failed, 2 for nothing, 3 for inconclusive, 0
/// for passed.
[[nodiscard]] int exit_status(GateResult result);

}  // namespace benchdiff::report
