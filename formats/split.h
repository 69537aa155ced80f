#pragma once

#include <string_view>
#include <vector>

#include <benchdiff/formats/results.h>

namespace benchdiff::formats {

/// Takes a file apart by a setting that tells sides apart, as `side` does in what `benchdiff run`
/// writes: a file for each of its values, in the order of their first results, labelled with the
/// value, and without the setting. Notes go with the first. Empty unless all results have the
/// setting, with two values or more. Linear.
[[nodiscard]] std::vector<ResultFile> split_by_setting(const ResultFile& file,
                                                       std::string_view key);

}  // namespace benchdiff::formats
