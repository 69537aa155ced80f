#pragma once

#include <span>

#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/shift_function.h>

namespace benchdiff::report {

/// Writes how the deciles of a unit changed: a plot with a dot and the interval of each, and a
/// table of the same. Nothing for no deciles.
void render_shift(std::span<const DecileChange> deciles, const Table& table, const Scale& scale,
                  HtmlWriter& html);

}  // namespace benchdiff::report
