#pragma once

#include <cstddef>

#include <benchdiff/report/render_text.h>

namespace benchdiff::report {

enum class ColorChoice { automatic, always, never };

/// What the text view may use: how wide a line may be, and whether colour and characters outside
/// ASCII are welcome.
struct Terminal {
  bool is_terminal = false;  ///< standard output is one, and not a file or pipe
  std::size_t width = 0;
  bool color = false;
  bool utf8 = false;
};

/// Looks at standard output and the environment: COLUMNS or else the terminal's own width; colour
/// by `choice`, NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR and TERM=dumb, in this order; and UTF-8 by
/// LC_ALL, LC_CTYPE and LANG. `to_file` says that the report doesn't go to standard output.
[[nodiscard]] Terminal find_terminal(ColorChoice choice, bool to_file);

/// The same, as the text view takes it.
[[nodiscard]] TextOptions text_options(ColorChoice choice, bool to_file);

}  // namespace benchdiff::report
