#pragma once

#include <set>
#include <string>
#include <string_view>

#include <benchdiff/harness/run_plan.h>
#include <benchdiff/report/report.h>

namespace benchdiff::harness {

/// Judges what a campaign's file holds by now, at an alpha that may be another one than the plan's.
/// With results of several machines, each is compared with its own alone (van Elteren's test). An
/// empty report where there is nothing to compare yet.
[[nodiscard]] report::Report judge_run(std::string_view text, const RunPlan& plan, double alpha,
                                       bool several_machines);

/// The benchmarks that are unclear in a unit that has to be clear. Where the report has none of
/// these units, all units have to.
[[nodiscard]] std::set<std::string> undecided(const report::Report& report, const RunPlan& plan);

/// `2 worse, 1 same, 3 unclear` of the units that have to be clear.
[[nodiscard]] std::string describe_standing(const report::Report& report, const RunPlan& plan);

}  // namespace benchdiff::harness
