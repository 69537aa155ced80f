#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The settings that have one value in each file, but not in all files the same: they tell the
/// machine, the build or the commit of a file, and not one benchmark from another. A setting that a
/// file doesn't have counts as empty there. Where a file has no results there are none.
[[nodiscard]] std::vector<Difference> find_differences(std::span<const formats::ResultFile> files);

/// Finds them, and keeps those that no projection names from splitting the tables, as they tell the
/// files apart and not the benchmarks. Answers the ones it set aside.
[[nodiscard]] std::vector<Difference> set_differences_aside(
    std::span<const formats::ResultFile> files, Projections& projections);

/// `differs: cpu: a -> b`, with the values in the order of the files.
[[nodiscard]] std::string describe(const Difference& difference, std::string_view arrow);

}  // namespace benchdiff::report
