#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/gate.h>

namespace benchdiff {

/// What is wrong with a settings file, with its path and line.
class SettingsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An option that a settings file gives.
struct FileOption {
  std::string name;
  std::vector<std::string> values;  ///< none for a flag
  std::uint32_t line = 0;
  std::string place;  ///< `benchdiff.toml:3`

  /// The same on a command line: `--name=value` for each value, and `--name` without one.
  [[nodiscard]] std::vector<std::string> arguments() const;
  /// Whether the options that a command line gives, by their long names, leave no room for it.
  [[nodiscard]] bool is_overruled(const std::set<std::string>& given) const;
};

/// What stands in a `benchdiff.toml`.
struct SettingsFile {
  std::vector<FileOption> options;      ///< of all commands
  std::vector<FileOption> run_options;  ///< of `benchdiff run` alone: those under `[run]`
  std::vector<report::Waiver> waivers;  ///< `[[waiver]]`, with a match, a reason and a last day
};

/// The `benchdiff.toml` of the working directory, or the nearest one above it.
[[nodiscard]] std::optional<std::string> find_settings_file();

/// Reads one: keys are the names of options, and values text, numbers, true, or lists of them. A
/// key that is no option that may stand there, a waiver that lacks something, and what isn't TOML
/// is a SettingsError. What a path names is meant from where the file is.
[[nodiscard]] SettingsFile read_settings_file(const std::string& path);

/// Reads a file that has waivers and nothing else.
[[nodiscard]] std::vector<report::Waiver> read_waivers(const std::string& path);

}  // namespace benchdiff
