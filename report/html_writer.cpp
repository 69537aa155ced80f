#include <benchdiff/report/html_writer.h>

#include <algorithm>
#include <array>
#include <charconv>

#include <benchdiff/report/entities.h>
#include <benchdiff/report/printable.h>

namespace benchdiff::report {
namespace {

void append_number(std::int64_t number, std::string& out) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

}  // namespace

void HtmlWriter::escape(std::string_view rest) {
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("&<>\"'"), rest.size());
    out_ += rest.substr(0, end);
    if (end == rest.size()) {
      break;
    }
    out_ += entity_of(rest[end]);
    rest.remove_prefix(end + 1);
  }
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  escape(printable(text, Charset::utf8, scratch_));
  return *this;
}

HtmlWriter& HtmlWriter::lines(std::string_view text) {
  escape(printable_lines(text));
  return *this;
}

HtmlWriter& HtmlWriter::number(std::int64_t number) {
  append_number(number, out_);
  return *this;
}

void SvgPath::pair(int x, int y) {
  append_number(x, out_);
  if (y >= 0) {
    out_ += ' ';
  }
  append_number(y, out_);
}

void SvgPath::move(Point to) {
  if (begun_) {
    out_ += 'm';
    pair(to.x - last_.x, to.y - last_.y);
  } else {
    out_ += 'M';
    pair(to.x, to.y);
  }
  begun_ = true;
  last_ = to;
}

SvgPath& SvgPath::dot(Point at) {
  move(at);
  out_ += "h0";
  return *this;
}

SvgPath& SvgPath::horizontal(Point from, int to_x) {
  move(from);
  out_ += 'h';
  append_number(to_x - from.x, out_);
  last_.x = to_x;
  return *this;
}

SvgPath& SvgPath::vertical(Point from, int to_y) {
  move(from);
  out_ += 'v';
  append_number(to_y - from.y, out_);
  last_.y = to_y;
  return *this;
}

SvgPath& SvgPath::box(Point from, Point to) {
  move(from);
  out_ += 'H';
  append_number(to.x, out_);
  out_ += 'V';
  append_number(to.y, out_);
  out_ += 'H';
  append_number(from.x, out_);
  out_ += 'z';
  return *this;
}

SvgPath& SvgPath::arrow(Point tip, int dx, int dy, int length) {
  move(tip);
  const int half = length / 2 + 1;
  // From the tip back to one corner, across to the other, and home.
  out_ += 'l';
  pair(-dx * length - dy * half, -dy * length - dx * half);
  out_ += 'l';
  pair(2 * dy * half, 2 * dx * half);
  out_ += 'z';
  return *this;
}

}  // namespace benchdiff::report
