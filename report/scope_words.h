#pragma once

#include <string>
#include <vector>

#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// What is compared: the names of the columns, as `old.txt → new.txt`, and how many there are where
/// they are many. Empty for a single column without a name.
[[nodiscard]] std::string sides(const Report& report, const TextWords& words);

/// How many runs comparisons are over: `10+10 runs`, `8-10+10 runs` where benchmarks differ,
/// `10+10+10 runs` of three columns, and of more `8-10 runs a column`, the fewest and the most that
/// any of them has. Columns in which nothing is compared don't count. Empty without comparisons.
[[nodiscard]] std::string runs_compared(const Report& report);

/// What came out, on a line: the counts, what was compared, over how many runs, and what came of
/// the gate, with dots between them: `2 worse, 1 better, ... · old.txt → new.txt · 10+10 runs`.
[[nodiscard]] std::string roll_up(const Report& report, const TextWords& words);

/// What was not compared and why, a sentence each: benchmarks of one side, and what keeps
/// benchmarks of one name apart.
[[nodiscard]] std::vector<std::string> left_alone(const Report& report);

/// How many significant rows there would be if nothing had changed, and what is done about it.
/// Empty for fewer than two tests.
[[nodiscard]] std::string false_alarms(const Report& report);

/// By setting of the tables, which are the same of all: whether tables differ in it.
[[nodiscard]] std::vector<bool> varying_settings(const Report& report);

}  // namespace benchdiff::report
