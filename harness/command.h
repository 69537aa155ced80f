#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::harness {

/// The words of a command line, as a program takes them. A command of plain words, maybe in
/// quotation marks, is split as a shell would split it, and run without one, which takes a
/// millisecond and is measured. Where there is anything else that means something to a shell, such
/// as `|`, `$`, `*` or `~`, or it begins with a word of the shell's own, such as `exec`, it is
/// `/bin/sh -c` and the whole command.
[[nodiscard]] std::vector<std::string> words_of_command(std::string_view command);

/// A text as one word for a shell.
[[nodiscard]] std::string shell_quoted(std::string_view text);

}  // namespace benchdiff::harness
