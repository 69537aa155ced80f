#pragma once

#include <string_view>

#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// How a verdict looks in HTML: the class that colours it, and a sign that says it without colour.
struct VerdictLook {
  Markup css_class;
  Markup glyph;
};

[[nodiscard]] VerdictLook look_of(Verdict verdict);
/// The same of an unclear one that may lean.
[[nodiscard]] VerdictLook look_of(Verdict verdict, Verdict leaning);

/// What a row is called; `(none)` where it has no name.
[[nodiscard]] std::string_view shown_name(std::string_view label);

/// Writes what a gate makes of a comparison as a badge with its reason; nothing where no rule is
/// about it and where all rules hold.
void render_gate_mark(const GateMark& mark, HtmlWriter& html);

}  // namespace benchdiff::report
