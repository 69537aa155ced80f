#pragma once

#include <span>
#include <string>

#include <benchdiff/report/render_text.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// Appends the tables of one group, which differ only in their unit: side by side if the width of a
/// line allows, and else one below the other. How far the summaries' intervals reach is left out
/// before that. On a terminal that is too narrow even so, p and n are left out, then the intervals
/// of changes, and then names are shortened.
void render_group(std::span<const Table> tables, const TextOptions& options, const TextWords& words,
                  double confidence, std::string& out);

}  // namespace benchdiff::report
