#include <benchdiff/report/html_axis.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace benchdiff::report {
namespace {

// With less than this an axis would show nothing but the band.
constexpr double bands_shown = 2;
// What reaches more times as far as nine tenths of the changes do is an outlier, but never what
// leaves a change of 1 % to be seen beside it.
constexpr double times_of_most = 8;
constexpr double always_shown = 0.223;  // + 25 %

double reach_of(double ratio) {
  const double reach = std::abs(std::log(ratio));
  return std::isfinite(reach) ? reach : 0;
}

/// How far the report's changes reach, and the bands around none.
double needed_reach(const Report& report) {
  std::vector<double> reaches;
  double bands = 0;
  const auto add = [&](const stats::Change& change, const stats::Band& band) {
    if (change.kind != stats::Change::Kind::ratio) {
      return;
    }
    reaches.push_back(
        std::max({reach_of(change.estimate), reach_of(change.low), reach_of(change.high)}));
    bands = std::max({bands, reach_of(band.low), reach_of(band.high)});
  };
  for (const Table& table : report.tables) {
    for (const Cell& cell : table.cells) {
      if (cell.comparison) add(cell.comparison->change, cell.comparison->band);
    }
  }
  std::ranges::sort(reaches);
  const std::size_t left_out = std::max<std::size_t>(1, reaches.size() / 10);
  const double of_most = reaches.size() > left_out ? reaches[reaches.size() - 1 - left_out] : 0;
  const double limit = reaches.size() > left_out ? std::max(times_of_most * of_most, always_shown)
                                                 : std::numeric_limits<double>::infinity();
  const auto beyond = std::ranges::upper_bound(reaches, limit);
  return std::max(beyond == reaches.begin() ? 0 : *(beyond - 1), bands_shown * bands);
}

}  // namespace

const ChangeAxis::Ticks& ChangeAxis::ticks_for(double reach) {
  static const auto make = [](std::array<Tick, 4> ticks) {
    return Ticks{1.02 * std::max(-std::log(ticks.front().ratio), std::log(ticks.back().ratio)),
                 ticks};
  };
  static const std::array all{
      make({{{0.99, "-1%"}, {0.995, "-0.5%"}, {1.005, "+0.5%"}, {1.01, "+1%"}}}),
      make({{{0.98, "-2%"}, {0.99, "-1%"}, {1.01, "+1%"}, {1.02, "+2%"}}}),
      make({{{0.96, "-4%"}, {0.98, "-2%"}, {1.02, "+2%"}, {1.04, "+4%"}}}),
      make({{{0.9, "-10%"}, {0.95, "-5%"}, {1.05, "+5%"}, {1.1, "+10%"}}}),
      make({{{0.8, "-20%"}, {0.9, "-10%"}, {1.1, "+10%"}, {1.25, "+25%"}}}),
      make({{{2.0 / 3, "-33%"}, {0.8, "-20%"}, {1.25, "+25%"}, {1.5, "+50%"}}}),
      make({{{0.5, "-50%"}, {0.75, "-25%"}, {4.0 / 3, "+33%"}, {2, "+100%"}}}),
      make({{{1.0 / 3, "-67%"}, {2.0 / 3, "-33%"}, {1.5, "+50%"}, {3, "+200%"}}}),
      make({{{0.25, "-75%"}, {0.5, "-50%"}, {2, "+100%"}, {4, "+300%"}}}),
      make({{{0.1, "÷10"}, {1.0 / 3, "÷3"}, {3, "×3"}, {10, "×10"}}}),
      make({{{0.01, "÷100"}, {0.1, "÷10"}, {10, "×10"}, {100, "×100"}}}),
      make({{{1e-4, "÷10000"}, {1e-2, "÷100"}, {1e2, "×100"}, {1e4, "×10000"}}}),
  };
  const auto* at = std::ranges::find_if(all, [&](const Ticks& t) { return t.reach >= reach; });
  return at == all.end() ? all.back() : *at;
}

ChangeAxis::ChangeAxis(const Report& report) : ticks_(&ticks_for(needed_reach(report))) {}

int ChangeAxis::place(double ratio) const {
  if (std::isnan(ratio)) {
    return width / 2;
  }
  const double part = ratio <= 0 ? -1 : std::clamp(std::log(ratio) / ticks_->reach, -1.0, 1.0);
  return width / 2 + static_cast<int>(std::lround(part * (last - first) / 2));
}

int ChangeAxis::beyond(double ratio) const {
  const double part = ratio <= 0 ? -2 : std::log(ratio) / ticks_->reach;
  return (part > 1 ? 1 : 0) - (part < -1 ? 1 : 0);
}

void ChangeAxis::render_band(const stats::Band& band, HtmlWriter& html) const {
  const int from = place(band.low);
  const int to = place(band.high);
  if (from == to) {
    return;
  }
  html.markup("<path class=k d=\"");
  SvgPath(html.out()).box({from, 0}, {to, height});
  html.markup("\"/>");
}

void ChangeAxis::render_head(std::size_t id, const std::optional<stats::Band>& band,
                             HtmlWriter& html) const {
  html.markup("<svg class=x role=img><title>the axis of the changes</title><defs><g id=a")
      .number(id)
      .markup(">");
  if (band) {
    render_band(*band, html);
  }
  html.markup("<path class=t d=\"");
  SvgPath lines(html.out());
  for (const Tick& tick : ticks_->ticks) {
    lines.vertical({place(tick.ratio), 0}, height);
  }
  html.markup("\"/><path class=z d=\"");
  SvgPath(html.out()).vertical({place(1), 0}, height);
  html.markup("\"/></g></defs>");
  const auto label = [&](double ratio, Markup text) {
    html.markup("<text x=").number(std::int64_t{place(ratio)}).markup(" y=14>");
    html.markup(text).markup("</text>");
  };
  for (const Tick& tick : ticks_->ticks) {
    label(tick.ratio, tick.label);
  }
  label(1, "0");
  html.markup("</svg>");
}

}  // namespace benchdiff::report
