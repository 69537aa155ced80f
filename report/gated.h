#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace benchdiff::report {

/// What a gate makes of one comparison.
enum class Gated {
  not_gated,     ///< no rule is about it
  passed,        ///< one is, and it holds
  failed,        ///< one doesn't hold
  inconclusive,  ///< unclear, where that is asked for: no failure, but no pass either
  muted,         ///< measured and shown, and kept from the gate
  waived,        ///< failed, or inconclusive, which somebody knows of and allows for a time
};

/// The same with what it is by: of `failed`, `inconclusive` and `passed` the rule as it was given,
/// of `muted` the query, of `waived` the reason and until when, of `not_gated` nothing.
struct GateMark {
  Gated state = Gated::not_gated;
  std::string why;
};

/// What comes of a gate as a whole, in the order of what goes first.
enum class GateResult {
  failed,
  nothing,  ///< no comparison is one that a rule is about, so that it could not have failed
  inconclusive,
  passed,
};

/// What a gate made of a report.
struct GateOutcome {
  GateResult result = GateResult::passed;
  std::vector<std::string> rules;  ///< as they were given; with none, comparisons are but muted
  std::size_t failed = 0;          ///< comparisons, as all below
  std::size_t inconclusive = 0;
  std::size_t waived = 0;
  std::size_t muted = 0;
  /// What whoever keeps the gate should know: a waiver that is over or no longer needed, a rule
  /// that is about nothing, comparisons that can't fail. A sentence each.
  std::vector<std::string> remarks;
  std::size_t gone = 0;  ///< benchmarks that only the baseline has, where a rule fails on that
};

}  // namespace benchdiff::report
