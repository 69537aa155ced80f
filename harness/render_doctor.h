#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <benchdiff/harness/doctor.h>

namespace benchdiff::harness {

/// What was found out, for a person. The first line is the conclusion; then come warnings, notes,
/// what can't be told, and in a line each what is fine. No line is wider than `width` (20 at least;
/// 0 is for no limit) but for commands, which are never broken. Texts are made printable, without
/// `utf8` in ASCII alone. Same checks, same text.
[[nodiscard]] std::string render_doctor(const std::vector<Check>& checks, std::size_t width,
                                        bool color, bool utf8);

}  // namespace benchdiff::harness
