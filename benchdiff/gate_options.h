#pragma once

#include <optional>
#include <string>
#include <vector>

#include <benchdiff/report/gate.h>

namespace benchdiff {

/// What the command line and the settings file say of a gate, not understood yet.
struct GateOptions {
  std::vector<std::string> fail_on;    ///< as `worse:5%`
  std::vector<std::string> mute;       ///< queries
  std::vector<std::string> waivers;    ///< paths
  std::vector<report::Waiver> waived;  ///< by the settings file itself
};

/// The gate that they come to. Throws report::QueryError, with the option that is at fault, and
/// SettingsError for a file of waivers.
[[nodiscard]] report::Gate make_gate(const GateOptions& options);

}  // namespace benchdiff
