#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <benchdiff/report/projection.h>
#include <benchdiff/report/terminal.h>
#include <benchdiff/stats/change_test.h>
#include <benchdiff/stats/p_adjust.h>

#include "gate_options.h"
#include "outputs.h"

namespace benchdiff {

/// What the command line asks for.
struct Options {
  std::vector<std::string> inputs;
  bool classic = false;
  report::Projections::Expressions projections;
  std::string filter = "*";
  double alpha = 0.05;
  std::vector<std::string> fits;         ///< as `/size`, not understood yet
  std::vector<std::string> min_effects;  ///< as `[UNIT:]2%|10ns`, not understood yet
  stats::Correction correction = stats::Correction::benjamini_hochberg;
  std::optional<stats::Test> test;  ///< the one that the other options ask for, if none
  std::optional<stats::Statistic> statistic;
  bool paired = false;
  double confidence = 0.95;
  std::vector<Output> outputs;
  std::optional<std::size_t> max_bytes;  ///< of Markdown; what its place allows, if not told
  std::string id = "benchdiff";          ///< of a Markdown report
  std::optional<std::string> explain;    ///< the benchmark whose verdicts are explained
  GateOptions gate;
  std::optional<std::string> config;             ///< the settings file that was read
  std::map<std::string, std::string> from_file;  ///< where a settings file gives an option
  report::ColorChoice color = report::ColorChoice::automatic;
};

/// What became of a command line: options, or a text and the exit status to end with.
struct ParsedCommandLine {
  std::optional<Options> options;
  std::string out;    ///< for standard output: help, version
  std::string error;  ///< for standard error
  int status = 0;
};

/// What is wrong with options that are well-formed by themselves; empty if nothing is.
[[nodiscard]] std::string find_fault(const Options& options);

/// Understands the arguments of the program. Long options may be spelled with one dash or two, and
/// a program that is started under the name `benchstat` is in the classic mode.
[[nodiscard]] ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace benchdiff
