#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <benchdiff/report/report.h>
#include <benchdiff/stats/complexity.h>
#include <benchdiff/stats/findings.h>
#include <benchdiff/stats/scalability.h>

namespace benchdiff::report {

// What the enumerators are called where programs read them, in their order. A word is never changed
// nor given to something else; docs/report.schema.json lists them all.

/// Words for the enumerators of an enumeration up to and including `last`.
template <class Enum, Enum last>
using Words = std::array<std::string_view, static_cast<std::size_t>(last) + 1>;

inline constexpr Words<Warning::Kind, Warning::Kind::geomean_of_other_rows> warning_kind_words{
    "mixed_benchmarks",
    "not_a_number",
    "few_runs_to_estimate",
    "not_exact",
    "all_equal",
    "few_runs_to_detect",
    "typical_unchanged",
    "unpaired",
    "few_runs_for_quantile",
    "no_blocks",
    "drift",
    "autocorrelation",
    "warm_up",
    "two_modes",
    "outliers",
    "quantised",
    "drift_across",
    "geomean_set_differs",
    "geomean_not_positive",
    "geomean_ratio_not_positive",
    "geomean_rows_left_out",
    "geomean_of_other_rows",
};

inline constexpr Words<stats::Better, stats::Better::unknown> better_words{"lower", "higher",
                                                                           "unknown"};

inline constexpr Words<Verdict, Verdict::changed> verdict_words{"unclear", "same", "better",
                                                                "worse", "changed"};

inline constexpr Words<stats::Change::Kind, stats::Change::Kind::shift> change_kind_words{
    "ratio", "difference"};

inline constexpr Words<stats::Test, stats::Test::two_level> test_words_for_programs{
    "mann_whitney", "brunner_munzel", "welch", "permutation", "bootstrap",
    "quantile",     "signed_rank",    "sign",  "van_elteren", "two_level",
};

inline constexpr Words<stats::Statistic::Kind, stats::Statistic::Kind::quantile> statistic_words{
    "median", "mean", "quantile"};

inline constexpr Words<stats::Correction, stats::Correction::benjamini_yekutieli> correction_words{
    "none", "holm", "benjamini_hochberg", "benjamini_yekutieli"};

inline constexpr Words<stats::Refusal, stats::Refusal::no_blocks> refusal_words{
    "unpaired", "few_for_bound", "few_processes", "no_blocks"};

inline constexpr Words<stats::Finding::Kind, stats::Finding::Kind::drift_across> finding_kind_words{
    "drift", "autocorrelation", "warm_up", "two_modes", "outliers", "quantised", "drift_across"};

inline constexpr Words<stats::Finding::Side, stats::Finding::Side::only> finding_side_words{
    "old", "new", "both", "only"};

inline constexpr Words<Gated, Gated::waived> gated_words{"not_gated",    "passed", "failed",
                                                         "inconclusive", "muted",  "waived"};

inline constexpr Words<GateResult, GateResult::passed> gate_result_words{"failed", "nothing",
                                                                         "inconclusive", "passed"};

inline constexpr Words<stats::Growth, stats::Growth::cubic> growth_words{
    "constant", "logarithmic", "square_root", "linear", "linearithmic", "quadratic", "cubic"};

inline constexpr Words<stats::Complexity::Verdict, stats::Complexity::Verdict::none_fits>
    complexity_words{"clear", "few_sizes", "alike", "none_fits"};

inline constexpr Words<stats::Scalability::Verdict, stats::Scalability::Verdict::no_single_thread>
    scalability_words{"fitted", "few_thread_counts", "no_single_thread"};

inline constexpr Words<stats::ScalingMeasure, stats::ScalingMeasure::time_per_operation>
    measure_words{"throughput", "time_per_operation"};

/// The word of an enumerator.
template <std::size_t count, class Enum>
[[nodiscard]] constexpr std::string_view word(const std::array<std::string_view, count>& words,
                                              Enum value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace benchdiff::report
