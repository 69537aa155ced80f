#pragma once

#include <cstddef>
#include <string>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What the text view may use.
struct TextOptions {
  std::size_t width = 120;  ///< of a line; it decides how much stands side by side
  bool fit = false;         ///< on a terminal: leave columns out, and shorten names, to keep to it
  bool color = false;
  Charset charset = Charset::utf8;
};

/// Appends benchdiff's own view of a report. The first line counts what got better and worse, the
/// last says what to do next. Between them the units of one benchmark stand side by side where the
/// width allows, and else one below the other.
void render_text(const Report& report, const TextOptions& options, std::string& out);

}  // namespace benchdiff::report
