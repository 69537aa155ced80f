#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// What stands above a column of values, and why there is nothing to compare them with, where
/// something was asked for.
struct ValueHeading {
  std::string_view name;
  std::optional<Markup> standing;
};

/// Writes a table of the values of one column, which are compared with nothing.
void render_values(const Table& table, std::uint32_t column, const ValueHeading& heading,
                   const HtmlBenchmarks& benchmarks, HtmlWriter& html);

}  // namespace benchdiff::report
