#pragma once

#include <string>

namespace benchdiff::report {

/// The shortest text that reads back as the same double, as Go prints it: with an exponent below
/// 1e-4 and from 1e6 on; `NaN`, `+Inf`, `-Inf`.
[[nodiscard]] std::string shortest(double value);

/// A number with so many decimals, correctly rounded; infinities and NaN as above.
[[nodiscard]] std::string fixed(double value, int decimals);
/// The same with a sign, also before what isn't negative.
[[nodiscard]] std::string signed_fixed(double value, int decimals);

/// A level in percent, as it was given: 0.57 is `57`, and not what the product is.
[[nodiscard]] std::string percent_of(double level);

}  // namespace benchdiff::report
