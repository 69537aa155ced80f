#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <benchdiff/report/report.h>
#include <benchdiff/report/standouts.h>

namespace benchdiff::report {

/// The sign of a verdict; empty for one that is nothing special. An unclear one has that of what it
/// leans to.
[[nodiscard]] std::string_view verdict_sign(Verdict verdict, Verdict leaning);

/// The first lines of a report in Markdown, of `most_bytes` at most: the mark of a program's own
/// comment, the verdict, what differs and the next step, and the worst rows. See `render_markdown`
/// for what it does where there is little room.
[[nodiscard]] std::string markdown_head(const Report& report, std::span<const Standout> standouts,
                                        std::string_view id, std::size_t most_bytes);

}  // namespace benchdiff::report
