#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The labels of the rows that a name means: the one that is the same; if there is none, those that
/// are shown so, with what is unseen in them escaped; and if there are none either, those of which
/// it is all but a part, as `Encode` of `Encode-8` and `Encode/size=1`. In their order, and empty
/// if there are none. Linear in the labels.
[[nodiscard]] std::vector<std::string> find_benchmarks(const Report& report, std::string_view name);

/// Appends, step by step, how each verdict on the benchmarks of a name was reached: the runs, the
/// change with its interval, the test and its correction, what matters, what follows, and what the
/// gate makes of it. Linear in the rows.
void explain(const Report& report, std::string_view name, Charset charset, std::string& out);

}  // namespace benchdiff::report
