#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <benchdiff/report/printable.h>

namespace benchdiff::report {

/// Points of one series, and a curve through them; a curve may be NaN.
struct PlotSeries {
  std::vector<double> x, y;
  std::function<double(double)> curve;
};

/// A small plot in characters, both axes logarithmic: a mark for each point, `o x + *` by series
/// and `#` where two meet, and dots for the curves.
class TextPlot {
 public:
  struct Size {
    std::size_t columns, rows;
  };
  explicit TextPlot(Charset charset) : charset_(charset) {}

  /// The lines of a plot of so many characters, without what stands on the axes. Points that are
  /// not > 0 and finite are left out; empty without any. O(points + columns series).
  [[nodiscard]] std::vector<std::string> lines(const std::vector<PlotSeries>& series,
                                               Size size) const;
  /// The mark of a series.
  [[nodiscard]] static char mark(std::size_t series);

 private:
  Charset charset_;
};

}  // namespace benchdiff::report
