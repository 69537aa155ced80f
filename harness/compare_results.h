#pragma once

#include <string>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/report.h>

namespace benchdiff::harness {

/// How results are compared with each other: the same as on the program's command line.
struct CompareResultsOptions {
  report::Projections::Expressions projections;
  std::string filter = "*";
  report::JudgeOptions judge;
};

/// Selects, tabulates and judges the results of some files, settings that tell only the files apart
/// set aside. An empty report where no result passes the filter. Throws report::QueryError for a
/// filter or a projection that can't be understood.
[[nodiscard]] report::Report compare_results(std::vector<formats::ResultFile> files,
                                             const CompareResultsOptions& options);

}  // namespace benchdiff::harness
