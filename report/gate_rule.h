#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/filter.h>
#include <benchdiff/report/min_effects.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// One thing that a gate fails on, of the comparisons that its query and its unit choose.
struct GateRule {
  std::string text;                 ///< the query and what it fails on, as they were given
  std::optional<Filter> query;      ///< the rows that it is about; all without one
  std::optional<std::string> unit;  ///< and their unit, as it is reported
  enum class Kind {
    worse,    ///< fails on a verdict of worse, or of changed where no direction is better
    beyond,   ///< fails on what is worse by more than `most`, with its whole interval
    leaning,  ///< fails on what is unclear and leans to worse or changed
    unclear,  ///< any unclear one, which isn't a failure but no pass either
    gone,     ///< fails on a benchmark that the baseline has and the other side doesn't
  };
  Kind kind = Kind::worse;
  MinEffects most = {};
};

/// Understands what a gate is to fail on:
///
///     rule = [ query ] what { "," what }
///     what = "worse" [ ":" amount ] | "leaning" | "unclear" | "gone" | unit ":" amount
///
/// with the queries of `Filter` and the amounts of `MinEffects`, as in `worse:5%`, `allocs/op:0`
/// and `.name:/Render/ ns/op:2%|10ns`. `leaning` is `worse` as well. An amount without a unit is
/// meant for what is measured: counts that never vary may not get worse at all, unless the rule is
/// of their unit. A rule for each `what`, and two for `leaning`. Throws QueryError.
[[nodiscard]] std::vector<GateRule> parse_gate_rules(std::string_view text);

/// Whether a rule other than `unclear` fails on the comparison of a cell with the cell `baseline`,
/// or, for that one, whether it is unclear; `gone` is about no comparison. Neither its query nor
/// its unit is looked at.
///
/// What is counted and was 0 in all old runs is known to be worse where no new run is 0, however
/// few they are; that is the only thing that isn't by the verdict or by its interval. O(runs) then,
/// and else O(1).
[[nodiscard]] bool fails(const GateRule& rule, const Report& report, const Table& table,
                         const Cell& baseline, const Cell& cell);

/// Whether no change, however large, would fail a rule of how much worse something may get: there
/// is no test, or no result of so few runs is significant. O(1).
[[nodiscard]] bool cant_fail(const Comparison& comparison, double alpha);

/// How special a rule is of those that limit how much worse something gets: one for some rows is
/// more so than one for a unit, and that more than one for all.
[[nodiscard]] int speciality(const GateRule& rule);

}  // namespace benchdiff::report
