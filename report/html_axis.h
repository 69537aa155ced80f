#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The one axis on which an HTML report draws all changes that are ratios: logarithmic, so that
/// twice as much and half as much are as far from no change.
///
/// It reaches as far as the intervals do, but for outliers, so that one of them doesn't press all
/// others together: up to a tenth of the changes, and always one, that reach more than eight times
/// as far as the others, and further than 25 %. They are drawn up to the edge.
class ChangeAxis {
 public:
  static constexpr int width = 190;
  static constexpr int height = 20;
  static constexpr int middle = height / 2;

  /// Chooses the axis of a report. O(n log n) in the comparisons.
  explicit ChangeAxis(const Report& report);

  /// Where a ratio stands, in pixels; what is beyond an end stands at it. A NaN is no change.
  [[nodiscard]] int place(double ratio) const;
  /// -1 or 1 where a ratio lies to the left or to the right of what the axis shows, else 0.
  [[nodiscard]] int beyond(double ratio) const;

  /// Writes the axis with its ticks, and what rows show behind their bars as a definition with the
  /// number `id`: the ticks, and the changes that don't matter where there is a band.
  void render_head(std::size_t id, const std::optional<stats::Band>& band, HtmlWriter& html) const;
  /// Writes a band of a row's own, where it isn't the one of the definition.
  void render_band(const stats::Band& band, HtmlWriter& html) const;

  static constexpr int first = 20;
  static constexpr int last = width - first;

 private:
  struct Tick {
    double ratio;
    Markup label;
  };
  struct Ticks {
    double reach;  // the logarithm of the largest ratio that is shown
    std::array<Tick, 4> ticks;
  };
  static const Ticks& ticks_for(double reach);

  const Ticks* ticks_;
};

}  // namespace benchdiff::report
