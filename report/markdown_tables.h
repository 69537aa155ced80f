#pragma once

#include <cstddef>
#include <string>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The tables of a report in Markdown, folded, of `most_bytes` at most, with a sentence before them
/// on what there was no room for. Empty without tables. See `render_markdown` for what goes first.
[[nodiscard]] std::string markdown_tables(const Report& report, std::size_t most_bytes);

}  // namespace benchdiff::report
