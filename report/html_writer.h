#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace benchdiff::report {

/// HTML that is written in the source, and nothing else: it can be made at compile time only, so no
/// text that was read from somewhere ever becomes markup.
class Markup {
 public:
  // So that a literal is markup where markup is asked for.
  consteval Markup(const char* literal) : text_(literal) {}  // NOLINT(*-explicit-*)
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// For where one of two is chosen: `is_first ? ""_html : ", "_html`.
[[nodiscard]] consteval Markup operator""_html(const char* literal, std::size_t /*size*/) {
  return {literal};
}

/// Appends HTML. What isn't Markup is escaped: control characters, marks that turn the direction of
/// writing and broken UTF-8 as by `printable`, and then the five characters that mean something.
/// All that it says stands as well between quotes as between tags. Linear.
class HtmlWriter {
 public:
  explicit HtmlWriter(std::string& out) : out_(out) {}

  HtmlWriter& markup(Markup markup) {
    out_ += markup.text();
    return *this;
  }
  HtmlWriter& text(std::string_view text);
  /// The same with line breaks as they are.
  HtmlWriter& lines(std::string_view text);
  HtmlWriter& number(std::int64_t number);
  HtmlWriter& number(std::size_t number) { return this->number(static_cast<std::int64_t>(number)); }

  [[nodiscard]] std::string& out() { return out_; }

 private:
  void escape(std::string_view printable);

  std::string& out_;
  std::string scratch_;
};

/// The `d` of an SVG path in whole pixels, as short as it gets: all but the first point are told by
/// how far they are from the one before.
class SvgPath {
 public:
  struct Point {
    int x, y;
  };

  /// Begins at the start of a path. It appends to `out` until the next one begins.
  explicit SvgPath(std::string& out) : out_(out) {}

  /// A dot, for a line with round ends.
  SvgPath& dot(Point at);
  SvgPath& horizontal(Point from, int to_x);
  SvgPath& vertical(Point from, int to_y);
  /// A filled box between two corners.
  SvgPath& box(Point from, Point to);
  /// An arrow head whose tip is at a point, so long and pointing along one axis: dx, dy is 1, 0 for
  /// one to the right.
  SvgPath& arrow(Point tip, int dx, int dy, int length);

 private:
  void move(Point to);
  void pair(int x, int y);

  std::string& out_;
  Point last_{0, 0};
  bool begun_ = false;
};

}  // namespace benchdiff::report
