#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "command_line.h"

namespace benchdiff {

/// Arguments that `benchdiff OLD NEW` was called with, and what can only be seen when all are
/// known.
struct CompareArguments {
  Options options;
  std::optional<std::string> config;  ///< the settings file, if it isn't the one found upwards
  bool no_config = false;
  std::set<std::string> given;  ///< the long names of the options that there are
  std::string out;              ///< for standard output, where help or the version is asked for
  std::string error;            ///< what is wrong with the arguments
  bool ended = false;           ///< because of one of the two
};

/// Understands arguments as CLI11 takes them, in a mode that is classic from the beginning or not.
[[nodiscard]] CompareArguments parse_compare_arguments(std::vector<std::string> arguments,
                                                       bool classic);

/// Whether an option of the program, without its dashes, takes a value; nothing if there is none of
/// that name.
[[nodiscard]] std::optional<bool> takes_value(std::string_view long_name);

}  // namespace benchdiff
