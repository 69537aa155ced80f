#pragma once

#include <string>
#include <vector>

namespace benchdiff {

/// `benchdiff doctor`: tells whether this machine is fit to measure on. Takes a second. Answers the
/// exit status: 0 whatever it found, 2 for arguments that it doesn't know.
[[nodiscard]] int doctor(const std::vector<std::string>& arguments);

}  // namespace benchdiff
