#pragma once

#include <cstddef>
#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The benchmarks that were added and removed, by name, in `most_bytes` at most: those that don't
/// fit are counted, and benchmarks of one name that settings keep apart are no such. Empty where
/// there are none, or no room for any.
[[nodiscard]] std::string markdown_one_sided(const Report& report, std::size_t most_bytes);

/// What else there is to know of a report, folded, a line each: the gate's rules and remarks, what
/// is waived and muted and why, how many false alarms to expect, what was left alone. The lines
/// that don't fit into `most_bytes` are counted.
[[nodiscard]] std::string markdown_notes(const Report& report, std::size_t most_bytes);

}  // namespace benchdiff::report
