#pragma once

#include <string>
#include <string_view>

namespace benchdiff::report {

/// A unit as OpenMetrics wants it in the name of a metric, which is ASCII letters, digits and `_`,
/// in base units: `sec/op` is `seconds_per_op`, `B/s` is `bytes_per_second`. Other characters are
/// `_`, of which there is none at either end and no two in a row. Empty where nothing is left.
[[nodiscard]] std::string metric_unit(std::string_view unit);

/// A text as the name of a label: letters, digits and `_`, of which it doesn't begin with two, nor
/// with a digit; `_` where nothing is left.
[[nodiscard]] std::string label_name(std::string_view text);

}  // namespace benchdiff::report
