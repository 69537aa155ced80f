#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The lines before a table of a classic report: an empty one but before the first table, and the
/// settings whose values are not those of the table before.
[[nodiscard]] std::vector<std::string> classic_heading(const Report& report, std::size_t table);

}  // namespace benchdiff::report
