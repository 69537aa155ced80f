#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchdiff {

/// Writes a text to a file, or to standard output where no path is given. Answers what went wrong,
/// such as `writing out.txt: No space left on device`. A reader that has gone away (`| head`) is
/// nothing wrong: it has seen what it wanted.
[[nodiscard]] std::optional<std::string> write_output(const std::optional<std::string>& path,
                                                      std::string_view text);

/// Adds a text to a file, which is made if there is none. Answers as above.
[[nodiscard]] std::optional<std::string> append_output(const std::string& path,
                                                       std::string_view text);

/// Writes to standard error. There is nobody left to tell when that fails. What GitHub would take
/// for a command in the log of a job is kept from being one.
void write_error(std::string_view text);

/// Writes to standard error what is meant for commands.
void write_commands(std::string_view text);

/// A text for the log of a job: in one on GitHub (GITHUB_ACTIONS is set), a line that begins with
/// `::` begins with `\x3a:`, and `##[` is `#\x23[`, which would be commands; elsewhere as it is.
[[nodiscard]] std::string without_commands(std::string_view text);

}  // namespace benchdiff
