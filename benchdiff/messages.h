#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <benchdiff/formats/read.h>
#include <benchdiff/formats/results.h>
#include <benchdiff/report/fits.h>
#include <benchdiff/report/min_effects.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/unit_properties.h>

#include "command_line.h"

namespace benchdiff {

/// What there is to say on standard error of a file: a line for each note, as `file:line: text`,
/// and one for its failure. What it says of units is added to `units` on the way, and what
/// contradicts that is told as well.
[[nodiscard]] std::string complaints_of(const formats::ResultFile& file,
                                        report::UnitProperties& units);

/// A line for each file that is read more than once under different names: to compare it with
/// itself shows nothing.
[[nodiscard]] std::string complaints_of(std::span<const formats::Input> inputs);

/// A line for each setting that tells the files apart, where the report has no room for it.
[[nodiscard]] std::string tell_differences(std::span<const report::Difference> differences);

/// A line for each key of a projection that no result has, which is most likely misspelt.
[[nodiscard]] std::string complaints_of(const report::Projections& projections);

/// A line for each unit that no result has and `--min-effect` is said of.
[[nodiscard]] std::string complaints_of(const report::MinEffects& effects,
                                        const report::Report& report);

/// A line for each fit that found nothing to fit.
[[nodiscard]] std::string complaints_of_fits(std::span<const report::Fit> fits,
                                             std::span<const report::FitRequest> requests);

/// The keys that tell benchmarks and runs apart: of the configurations, of parts of names, and
/// those that every file has.
[[nodiscard]] std::vector<std::string> keys_of(std::span<const formats::ResultFile> files);

/// Which keys of the blocks no result has, and which of `keys` there are instead; empty if none is
/// missing.
[[nodiscard]] std::string missing_blocks(const report::Projection& block,
                                         std::span<const std::string> keys);

/// Why there is nothing to report, and what to do about it.
[[nodiscard]] std::string nothing_left(std::size_t results, const Options& options);

/// Why there is nothing to compare, and what to do about it.
[[nodiscard]] std::string nothing_in_common(const report::Report& report, const Options& options);

/// That no benchmark is called so, with some that are.
[[nodiscard]] std::string nothing_to_explain(const report::Report& report, const std::string& name);

}  // namespace benchdiff
