#pragma once

#include <string>
#include <vector>

#include <benchdiff/formats/results.h>
#include <benchdiff/harness/activity.h>
#include <benchdiff/harness/process.h>
#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// One question about whether a machine is fit to measure on, and the answer.
struct Check {
  enum class Level {
    fine,
    note,    ///< may disturb, or can't be told
    warning  ///< will disturb
  };

  std::string name;
  Level level = Level::fine;
  std::string finding;  ///< what was seen
  std::string effect;   ///< what it does to results; empty where it does nothing
  std::string remedy;   ///< how to mend it, in words
  std::string command;  ///< the same to type as it stands; empty where nothing can be typed
  bool known = true;    ///< false for a note that it can't be told here
};

/// Asks everything, always in the same order. What can't be told is a note that isn't `known`,
/// never fine. The same sources, process and samples give the same answers: nothing is measured
/// here. All texts are printable.
[[nodiscard]] std::vector<Check> examine(const Sources& sources, const Process& process,
                                         const Samples& samples);

/// What stands in every result file: the machine, and under `disturbed-by` the names of the checks
/// that warn, so that a report can say where two sides differ in that. Takes a tenth of a second.
[[nodiscard]] formats::Configuration describe_conditions();

}  // namespace benchdiff::harness
