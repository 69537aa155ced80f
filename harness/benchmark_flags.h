#pragma once

#include <optional>
#include <string>
#include <vector>

#include <benchdiff/harness/compare_results.h>
#include <benchdiff/report/gate.h>

namespace benchdiff::harness {

/// What a benchmark program's own `--benchdiff_...` flags ask for.
struct BenchmarkFlags {
  std::optional<std::string> out, baseline;
  CompareResultsOptions compare;
  report::Gate gate;
  bool help = false;         ///< `--help` was among the arguments
  bool lists = false;        ///< benchmarks are listed, and not run
  bool prints_data = false;  ///< standard output is for programs: JSON or CSV
};

/// Takes its own flags out of the arguments, and leaves the rest in their order. The program's name
/// stays first. Throws std::invalid_argument with what is wrong and what to do about it.
[[nodiscard]] BenchmarkFlags take_benchmark_flags(int& argc, char** argv);

/// What `--help` says of them.
[[nodiscard]] const char* benchmark_flags_help();

}  // namespace benchdiff::harness
