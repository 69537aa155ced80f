#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <benchdiff/report/html_axis.h>
#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The tables of an HTML report, with a forest plot of the changes where something is compared: a
/// bar for the interval of each change and a dot for its estimate, on one axis for all of them.
class ForestPlot {
 public:
  /// `headings` are those of `Report::columns`. What is given must outlive it.
  ForestPlot(const Report& report, std::span<const std::string> headings,
             const HtmlBenchmarks& benchmarks)
      : report_(report), headings_(headings), benchmarks_(benchmarks), axis_(report) {}

  /// Writes a table: one for each column that is compared with the baseline, and for each column
  /// where none is. The names of rows are links to their benchmarks, `#b0` and so on.
  void render(const Table& table, HtmlWriter& html);

 private:
  const Report& report_;
  std::span<const std::string> headings_;
  const HtmlBenchmarks& benchmarks_;
  ChangeAxis axis_;
  std::size_t plots_ = 0;
};

}  // namespace benchdiff::report
