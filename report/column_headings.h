#pragma once

#include <span>
#include <string>
#include <vector>

namespace benchdiff::report {

/// What columns are called above their numbers: their names without the folders that all of them
/// begin with, as `a/b/old.txt` and `a/b/new.txt` differ in `old.txt` and `new.txt` only. A single
/// column, and names of which nothing would be left, stay as they are; an empty name is `(none)`.
/// Linear.
[[nodiscard]] std::vector<std::string> column_headings(std::span<const std::string> names);

}  // namespace benchdiff::report
