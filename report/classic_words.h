#pragma once

#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The change of the centers, `-17.20%`; `~` where it is not significant, and `?` from zero.
[[nodiscard]] std::string classic_delta(const Cell& baseline, const Cell& cell, double alpha);

/// `p=0.000 n=10`, or without p where nothing was tested.
[[nodiscard]] std::string classic_note(const Cell& baseline, const Cell& cell);

/// A ratio as a change in percent, with a sign.
[[nodiscard]] std::string classic_ratio(double ratio);

}  // namespace benchdiff::report
