#include <benchdiff/report/html_shift.h>

#include <algorithm>
#include <cmath>
#include <string>

#include <benchdiff/report/text_words.h>

namespace benchdiff::report {
namespace {

constexpr int top = 8;
constexpr int bottom = 112;
constexpr int first_decile = 88;
constexpr int step = 22;
constexpr int last_decile = first_decile + 8 * step;
constexpr int right = last_decile + 14;
constexpr int left = first_decile - 14;

/// A change on a scale where as much up and down is as far; as it is where it is a difference.
double height_of(double change, stats::Change::Kind kind) {
  return kind == stats::Change::Kind::ratio ? std::log(change) : change;
}

class ShiftPlot {
 public:
  ShiftPlot(std::span<const DecileChange> deciles, const Table& table, const Scale& scale,
            HtmlWriter& html)
      : deciles_(deciles), table_(table), scale_(scale), words_(Charset::utf8), html_(html) {
    for (const DecileChange& decile : deciles) {
      low_ = std::min(low_, decile.change.low);
      high_ = std::max(high_, decile.change.high);
    }
    const double none = kind() == stats::Change::Kind::ratio ? 1 : 0;
    low_ = std::min(low_, none);
    high_ = std::max(high_, none);
  }

  void render() {
    html_.markup("<figure><figcaption>change of the deciles</figcaption><div>");
    if (low_ < high_) {
      plot();
    }
    numbers();
    html_.markup("</div></figure>");
  }

 private:
  [[nodiscard]] stats::Change::Kind kind() const { return deciles_.front().change.kind; }

  [[nodiscard]] int place(double change) const {
    const double from = height_of(low_, kind());
    const double part = (height_of(change, kind()) - from) / (height_of(high_, kind()) - from);
    return bottom - static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * (bottom - top)));
  }
  static int column(int decile) { return first_decile + (decile - 1) * step; }

  /// The words for an end of the axis.
  [[nodiscard]] std::string words_of(double change) const {
    const stats::Change at{change, low_, high_, 0, kind()};
    return words_.change(at, scale_, table_.unit);
  }

  void plot() {
    html_.markup("<svg height=132 width=").number(std::int64_t{right + 4});
    html_.markup(" role=img><title>").text(table_.unit);
    html_.markup(", change by decile</title><path class=z d=\"");
    const double none = kind() == stats::Change::Kind::ratio ? 1 : 0;
    SvgPath(html_.out()).horizontal({left, place(none)}, right);
    html_.markup("\"/>");
    axis_label(high_);
    axis_label(low_);
    const bool room = place(none) < bottom - 14 && place(none) > top + 14;
    if (room) axis_label(none);
    html_.markup("<g class=k1><path class=m d=\"");
    SvgPath bars(html_.out());
    for (const DecileChange& decile : deciles_) {
      bars.vertical({column(decile.decile), place(decile.change.high)}, place(decile.change.low));
    }
    html_.markup("\"/><path class=e d=\"");
    SvgPath dots(html_.out());
    for (const DecileChange& decile : deciles_) {
      dots.dot({column(decile.decile), place(decile.change.estimate)});
    }
    html_.markup("\"/></g>");
    for (const DecileChange& decile : deciles_) {
      html_.markup("<text class=d y=128 x=").number(std::int64_t{column(decile.decile)});
      html_.markup(">").number(std::int64_t{decile.decile}).markup("</text>");
    }
    html_.markup("</svg>");
  }

  void axis_label(double change) {
    html_.markup("<text y=").number(std::int64_t{place(change) + 4}).markup(">");
    html_.text(words_of(change)).markup("</text>");
  }

  void numbers() {
    html_.markup("<table class=q><tr><th scope=col>decile<th scope=col>old<th scope=col>new");
    html_.markup("<th scope=col>change<th scope=col>interval");
    for (const DecileChange& decile : deciles_) {
      html_.markup("<tr><th scope=row>").number(std::int64_t{decile.decile}).markup("<td>");
      html_.text(words_.value(decile.old_value, scale_, table_.unit)).markup("<td>");
      html_.text(words_.value(decile.new_value, scale_, table_.unit)).markup("<td>");
      html_.text(words_.change(decile.change, scale_, table_.unit)).markup("<td>");
      html_.text(words_.interval(decile.change, scale_, table_.unit));
    }
    html_.markup("</table>");
  }

  std::span<const DecileChange> deciles_;
  const Table& table_;
  const Scale& scale_;
  TextWords words_;
  HtmlWriter& html_;
  double low_ = INFINITY, high_ = -INFINITY;
};

}  // namespace

void render_shift(std::span<const DecileChange> deciles, const Table& table, const Scale& scale,
                  HtmlWriter& html) {
  if (!deciles.empty()) {
    ShiftPlot(deciles, table, scale, html).render();
  }
}

}  // namespace benchdiff::report
