#include <benchdiff/report/html_strip.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <benchdiff/report/shorten.h>
#include <benchdiff/stats/quantile.h>

namespace benchdiff::report {
namespace {

constexpr int top = 8;
constexpr int bottom = 80;
constexpr int height = 100;
constexpr int first_panel = 62;  // what is left of it is for the values on the axis
constexpr int panel_width = 96;
constexpr int panel_step = 106;
constexpr std::size_t palette = 6;

/// The part of the axis that the plot shows.
struct Range {
  double low = INFINITY;
  double high = -INFINITY;

  void include(double value) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  [[nodiscard]] bool is_empty() const { return !(low < high); }
  [[nodiscard]] int place(double value) const {
    const double part = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return bottom - static_cast<int>(std::lround(part * (bottom - top)));
  }
};

/// All values of a side but those that are far out.
void include_most(std::span<const double> written, double factor, Range& range) {
  std::vector<double> sorted;
  for (const double value : written) {
    if (std::isfinite(value)) sorted.push_back(value * factor);
  }
  if (sorted.empty()) {
    return;
  }
  std::ranges::sort(sorted);
  constexpr double far_out = 3;
  const double quarter = stats::quantile(sorted, 0.25);
  const double three_quarters = stats::quantile(sorted, 0.75);
  const double spread = three_quarters - quarter;
  const double lowest = spread > 0 ? quarter - far_out * spread : sorted.front();
  const double highest = spread > 0 ? three_quarters + far_out * spread : sorted.back();
  range.include(*std::ranges::lower_bound(sorted, lowest));
  range.include(*(std::ranges::upper_bound(sorted, highest) - 1));
}

Range range_of(const Report& report, std::span<const Cell> cells) {
  Range range;
  for (const Cell& cell : cells) {
    include_most(report.values_of(cell), cell.factor, range);
    for (const double value : {cell.center, cell.low, cell.high}) {
      range.include(value);
    }
  }
  return range;
}

constexpr std::size_t longest_label = 16;  // in bytes

/// What stands below the panels: of files, their names without folders where they differ in that.
std::vector<std::string> labels_of(std::span<const std::string> headings) {
  std::vector<std::string> names;
  for (const std::string& heading : headings) {
    const std::size_t slash = heading.rfind('/');
    const bool ends_so = slash == std::string::npos || slash + 1 == heading.size();
    names.push_back(ends_so ? heading : heading.substr(slash + 1));
  }
  const bool differ = std::set<std::string_view>(names.begin(), names.end()).size() == names.size();
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    labels.push_back(shorten(differ ? names[i] : headings[i], longest_label));
  }
  return labels;
}

/// The dots of one side, and arrows for those beyond the range.
class Panel {
 public:
  Panel(int left, const Range& range, std::span<const double> written, double factor)
      : left_(left), range_(range), written_(written), factor_(factor) {}

  void render(HtmlWriter& html) const {
    const auto places = dots();
    if (!places.empty()) {
      html.markup("<path d=\"");
      SvgPath path(html.out());
      for (const SvgPath::Point& at : places) path.dot(at);
      html.markup("\"/>");
    }
    arrows(html);
  }

 private:
  [[nodiscard]] bool is_beyond(double value) const {
    return !(value >= range_.low && value <= range_.high);
  }
  [[nodiscard]] int place(std::size_t run) const {
    constexpr double margin = 4;
    const double part = (static_cast<double>(run) + 0.5) / static_cast<double>(written_.size());
    return left_ + static_cast<int>(std::lround(margin + part * (panel_width - 2 * margin)));
  }

  [[nodiscard]] std::vector<SvgPath::Point> dots() const {
    std::vector<SvgPath::Point> places;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const double value = written_[i] * factor_;
      if (!is_beyond(value)) places.push_back({place(i), range_.place(value)});
    }
    if (written_.size() > panel_width / 2) {  // some stand in one column of pixels
      const auto key = [](const SvgPath::Point& at) { return std::pair(at.x, at.y); };
      std::ranges::sort(places, {}, key);
      const auto same = std::ranges::unique(places, {}, key);
      places.erase(same.begin(), same.end());
    }
    return places;
  }

  void arrows(HtmlWriter& html) const {
    constexpr int length = 6;
    bool begun = false;
    std::optional<SvgPath> path;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const double value = written_[i] * factor_;
      if (!is_beyond(value)) continue;
      if (!begun) {
        html.markup("<path class=v d=\"");
        path.emplace(html.out());
        begun = true;
      }
      const bool above = value > range_.high;
      path->arrow({place(i), above ? 0 : bottom + top}, 0, above ? -1 : 1, length);
    }
    if (begun) html.markup("\"/>");
  }

  int left_;
  const Range& range_;
  std::span<const double> written_;
  double factor_;
};

void render_median(const Cell& cell, int left, const Range& range, HtmlWriter& html) {
  if (!std::isfinite(cell.center)) {
    return;
  }
  html.markup("<path class=m d=\"");
  SvgPath path(html.out());
  const int right = left + panel_width;
  path.horizontal({left, range.place(cell.center)}, right);
  if (cell.low < cell.high && std::isfinite(cell.high - cell.low)) {
    path.vertical({right, range.place(cell.high)}, range.place(cell.low));
  }
  html.markup("\"/>");
}

/// Whether the cells of a row hold values that differ.
bool varies(const Report& report, std::span<const Cell> cells) {
  std::optional<double> first;
  for (const Cell& cell : cells) {
    for (const double written : report.values_of(cell)) {
      const double value = written * cell.factor;
      if (std::isfinite(value) && value != first.value_or(value)) {
        return true;
      }
      first = first.value_or(value);
    }
  }
  return false;
}

}  // namespace

StripPlot::StripPlot(const Report& report, std::span<const std::string> headings)
    : report_(report), labels_(labels_of(headings)), words_(Charset::utf8) {}

void StripPlot::render(const Table& table, const Row& row, HtmlWriter& html) const {
  const auto cells = table.cells_of(row);
  if (!varies(report_, cells)) {
    return;
  }
  const Range range = range_of(report_, cells);
  if (range.is_empty()) {
    return;
  }
  const Scale scale = row_scale(table, row);
  html.markup("<figure><figcaption>").text(table.unit).markup("</figcaption><svg height=");
  html.number(std::int64_t{height}).markup(" width=");
  html.number(first_panel + cells.size() * panel_step).markup(" role=img><title>");
  html.text(table.unit).markup(", run by run</title>");
  const auto label = [&](double value, Markup y) {
    html.markup("<text y=").markup(y).markup(">");
    html.text(words_.value(value, scale, table.unit)).markup("</text>");
  };
  label(range.high, "12");
  label(range.low, "84");
  int left = first_panel;
  for (const Cell& cell : cells) {
    html.markup("<g class=k").number(std::min<std::size_t>(cell.column, palette - 1)).markup(">");
    Panel(left, range, report_.values_of(cell), cell.factor).render(html);
    render_median(cell, left, range, html);
    html.markup("<text y=98 x=").number(std::int64_t{left}).markup(">");
    html.text(labels_[table.column_places[cell.column]]).markup("</text></g>");
    left += panel_step;
  }
  html.markup("</svg></figure>");
}

}  // namespace benchdiff::report
