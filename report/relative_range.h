#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// How far an interval reaches from its center, in percent of it: `1%`, `∞`, or `?` where its ends
/// and its center don't have one sign.
[[nodiscard]] std::string relative_range(const Cell& cell);

}  // namespace benchdiff::report
