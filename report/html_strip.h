#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// Writes the runs of a row's cells as dots: each side in a panel of its own, from left to right in
/// the order of the runs, all on one axis, with a line for the median and a bar for its interval.
///
/// Values that lie further out than three times the spread of the middle half of their side's are
/// arrows at the edge, so that one doesn't press all others together. Of many runs, dots that would
/// lie on each other are one. `headings` are those of `Report::columns`.
class StripPlot {
 public:
  StripPlot(const Report& report, std::span<const std::string> headings);

  /// Writes the figure of a row, also of counts that differ between the sides only; nothing where
  /// no value differs from another, or none is finite. O(n log n) in the runs.
  void render(const Table& table, const Row& row, HtmlWriter& html) const;

 private:
  const Report& report_;
  std::vector<std::string> labels_;  ///< below the panels, as many as there are headings
  TextWords words_;
};

}  // namespace benchdiff::report
