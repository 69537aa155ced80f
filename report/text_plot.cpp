#include <benchdiff/report/text_plot.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace benchdiff::report {
namespace {

bool can_be_drawn(double value) { return value > 0 && std::isfinite(value); }

/// What an axis reaches over, on logarithms.
struct Axis {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) {
    low = std::min(low, std::log(value));
    high = std::max(high, std::log(value));
  }
  /// The step of `steps` that a value falls on, if it does.
  [[nodiscard]] std::optional<std::size_t> step(double value, std::size_t steps) const {
    if (!can_be_drawn(value)) {
      return std::nullopt;
    }
    const double width = high - low;
    const double part = width > 0 ? (std::log(value) - low) / width : 0.5;
    const double at = std::round(part * static_cast<double>(steps - 1));
    const bool inside = at >= 0 && at < static_cast<double>(steps);
    return inside ? std::optional(static_cast<std::size_t>(at)) : std::nullopt;
  }
};

}  // namespace

char TextPlot::mark(std::size_t series) {
  constexpr std::string_view marks = "ox+*";
  return marks[series % marks.size()];
}

std::vector<std::string> TextPlot::lines(const std::vector<PlotSeries>& series, Size size) const {
  Axis x;
  Axis y;
  for (const PlotSeries& one : series) {
    for (std::size_t i = 0; i < one.x.size(); ++i) {
      if (can_be_drawn(one.x[i]) && can_be_drawn(one.y[i])) {
        x.include(one.x[i]);
        y.include(one.y[i]);
      }
    }
  }
  if (!(x.low <= x.high) || size.columns == 0 || size.rows == 0) {
    return {};
  }
  constexpr char dot = '.';
  std::vector<std::string> cells(size.rows, std::string(size.columns, ' '));
  for (const PlotSeries& one : series) {
    for (std::size_t column = 0; column < size.columns && one.curve; ++column) {
      const double part = static_cast<double>(column) /
                          static_cast<double>(std::max<std::size_t>(size.columns - 1, 1));
      if (const auto row =
              y.step(one.curve(std::exp(x.low + part * (x.high - x.low))), size.rows)) {
        cells[size.rows - 1 - *row][column] = dot;
      }
    }
  }
  for (std::size_t s = 0; s < series.size(); ++s) {
    for (std::size_t i = 0; i < series[s].x.size(); ++i) {
      const auto column = x.step(series[s].x[i], size.columns);
      const auto row = y.step(series[s].y[i], size.rows);
      if (column && row) {
        char& cell = cells[size.rows - 1 - *row][*column];
        const bool taken = cell != ' ' && cell != dot && cell != mark(s);
        cell = taken ? '#' : mark(s);
      }
    }
  }
  if (charset_ == Charset::utf8) {
    for (std::string& line : cells) {
      std::string dotted;
      for (const char c : line) {
        dotted += c == dot ? std::string_view("·") : std::string_view(&c, 1);
      }
      line = std::move(dotted);
    }
  }
  return cells;
}

}  // namespace benchdiff::report
