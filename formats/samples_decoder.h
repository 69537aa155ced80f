#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchdiff/formats/json_tree.h>
#include <benchdiff/formats/results.h>

namespace benchdiff::formats {

/// Makes results of the samples of a report, once all of them are known to be sound; else the file
/// has a failure and no results. `lines` are those of the elements of `rows`. What they may hold is
/// limited by `size`, that of their text in bytes, as a few bytes can stand for many equal runs.
/// Linear in that.
void decode_samples(JsonValue samples, std::vector<std::uint64_t> lines, std::size_t size,
                    ResultFile& file);

}  // namespace benchdiff::formats
