#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <benchdiff/stats/change_test.h>
#include <benchdiff/stats/p_adjust.h>

#include "command_line.h"

namespace benchdiff {

/// The names of the tests on the command line, as one text: `mann-whitney, ...`.
[[nodiscard]] std::string test_names();

/// What a word stands for, or nothing.
[[nodiscard]] std::optional<stats::Test> find_test(std::string_view word);
[[nodiscard]] std::optional<stats::Correction> find_correction(std::string_view word);
/// The word for it.
[[nodiscard]] std::string_view word_for(stats::Correction correction);
/// `median`, `mean`, or a percentile such as `p50`, `p99` and `p99.9`.
[[nodiscard]] std::optional<stats::Statistic> find_statistic(std::string_view word);

/// The test that the options come to.
[[nodiscard]] stats::Test chosen_test(const Options& options);

/// What doesn't go together of a test, a statistic, pairs and blocks; empty if all does.
[[nodiscard]] std::string find_test_fault(const Options& options);

}  // namespace benchdiff
