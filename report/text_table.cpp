#include <benchdiff/report/text_table.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::report {
namespace {

// A text that is wider doesn't widen the other rows, and the rest of its row follows below it.
constexpr std::size_t widest_aligned = 150;

std::string_view escape(TextTable::Style style) {
  switch (style) {
    case TextTable::Style::good:
      return "\x1b[32m";
    case TextTable::Style::bad:
      return "\x1b[31m";
    case TextTable::Style::faint:
      return "\x1b[2m";
    case TextTable::Style::bold:
      return "\x1b[1m";
    case TextTable::Style::plain:
      break;
  }
  return {};
}

/// A text of at most so many columns: the beginning and the end of a name tell more than its
/// middle.
std::string shorten(std::string_view text, std::size_t width, std::string_view ellipsis) {
  const std::size_t room = width - std::min(width, display_width(ellipsis));
  std::size_t head = 0;
  std::size_t taken = 0;  // columns
  while (head < text.size()) {
    const std::size_t length = formats::first_code_point(text.substr(head)).length;
    const std::size_t columns = display_width(text.substr(head, length));
    if (taken + columns > room / 2) {
      break;
    }
    taken += columns;
    head += length;
  }
  std::size_t tail = text.size();
  while (tail > head) {
    std::size_t begin = tail - 1;
    while (begin > head && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) {
      --begin;
    }
    const std::size_t columns = display_width(text.substr(begin, tail - begin));
    if (taken + columns > room) {
      break;
    }
    taken += columns;
    tail = begin;
  }
  return std::string(text.substr(0, head)).append(ellipsis).append(text.substr(tail));
}

}  // namespace

/// One line of output on its way.
class TextTable::Line {
 public:
  Line(const TextTable& table, const Layout& layout, bool color, std::string& out)
      : table_(table), layout_(layout), color_(color), out_(out) {}

  /// Puts a text into a column, at one of its sides.
  void put(std::size_t column, std::string_view text, std::size_t width, Align align, Style style) {
    put_rules(column);
    const std::size_t spare = layout_.width[column] - std::min(layout_.width[column], width);
    put_at(layout_.begin[column] + (align == Align::right ? spare : 0), text, width, style);
  }

  void end() {
    put_rules(table_.columns_.size());
    out_ += '\n';
    at_ = 0;
    next_rule_ = 0;
  }

 private:
  /// Puts the rules before a column, where they aren't yet.
  void put_rules(std::size_t column) {
    for (; next_rule_ < layout_.rules.size() && layout_.rules[next_rule_] <= column; ++next_rule_) {
      const std::size_t ruled = layout_.rules[next_rule_];
      std::string_view margin = table_.columns_[ruled].margin;
      const std::size_t begin = layout_.begin[ruled] - display_width(margin);
      const std::size_t blanks = margin.find_first_not_of(' ');
      margin = margin.substr(blanks, margin.find_last_not_of(' ') + 1 - blanks);
      put_at(begin + blanks, margin, display_width(margin), Style::faint);
    }
  }

  void put_at(std::size_t begin, std::string_view text, std::size_t width, Style style) {
    if (text.empty()) {
      return;
    }
    out_.append(begin - std::min(begin, at_), ' ');
    const std::string_view code = color_ ? escape(style) : std::string_view();
    out_.append(code).append(text).append(code.empty() ? "" : "\x1b[0m");
    at_ = begin + width;
  }

  const TextTable& table_;
  const Layout& layout_;
  bool color_;
  std::string& out_;
  std::size_t at_ = 0;
  std::size_t next_rule_ = 0;
};

std::size_t TextTable::add_column(const std::string& heading, Align align, std::string margin,
                                  int expendable) {
  columns_.push_back({printable(heading, charset_), std::move(margin), align, expendable, 0});
  return columns_.size() - 1;
}

void TextTable::add_group(std::size_t first, const std::string& heading) {
  groups_.push_back({first, columns_.size() - 1, printable(heading, charset_)});
}

void TextTable::begin_row() { rows_.push_back(cells_.size()); }

void TextTable::set(std::size_t column, std::string_view text, Style style) {
  text = printable(text, charset_, scratch_);
  const std::size_t width = display_width(text);
  cells_.push_back({.begin = characters_.size(),
                    .size = text.size(),
                    .column = static_cast<std::uint32_t>(column),
                    .width = static_cast<std::uint32_t>(width),
                    .style = style});
  characters_ += text;
  std::size_t& widest = columns_[column].widest;
  widest = std::max(widest, std::min(width, widest_aligned));
}

TextTable::Layout TextTable::lay_out(const RenderOptions& options) const {
  Layout layout;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    const bool shown =
        column.widest > 0 && (column.expendable == 0 || column.expendable > options.left_out);
    layout.shown.push_back(shown);
    const std::size_t needed =
        std::max(column.widest, std::min(display_width(column.heading), widest_aligned));
    layout.width.push_back(!shown   ? 0
                           : i == 0 ? std::min(needed, options.first_column_width)
                                    : needed);
  }
  const auto margin = [&](std::size_t i) {
    return layout.shown[i] ? display_width(columns_[i].margin) : 0;
  };
  for (const Group& group : groups_) {
    std::size_t room = 0;
    std::size_t last = group.first;
    for (std::size_t i = group.first; i <= group.last; ++i) {
      room += layout.width[i] + (i > group.first ? margin(i) : 0);
      last = layout.shown[i] ? i : last;
    }
    const std::size_t needed = std::min(display_width(group.heading), widest_aligned);
    layout.width[last] += needed - std::min(needed, room);
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    layout.total += margin(i);
    layout.begin.push_back(layout.total);
    layout.total += layout.width[i];
    if (layout.shown[i] && columns_[i].margin.find_first_not_of(' ') != std::string::npos) {
      layout.rules.push_back(i);
    }
  }
  return layout;
}

bool TextTable::first_column_differs(std::size_t width, std::string_view ellipsis) const {
  std::unordered_map<std::string, std::string_view> full_texts;  // by their shortened ones
  for (const Cell& cell : cells_) {
    if (cell.column != 0) {
      continue;
    }
    const std::string_view text = text_of(cell);
    std::string shown = cell.width > width ? shorten(text, width, ellipsis) : std::string(text);
    if (full_texts.try_emplace(std::move(shown), text).first->second != text) {
      return false;
    }
  }
  return true;
}

std::size_t TextTable::width(int left_out) const { return lay_out({.left_out = left_out}).total; }

void TextTable::render_headings(const Layout& layout, std::string_view ellipsis, Line& line) const {
  if (!groups_.empty()) {
    for (const Group& group : groups_) {
      line.put(group.first, group.heading, display_width(group.heading), Align::left, Style::bold);
    }
    line.end();
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (layout.shown[i]) {
      const Column& column = columns_[i];
      const std::size_t width = display_width(column.heading);
      const bool fits = width <= layout.width[i];
      const std::string shortened = fits ? "" : shorten(column.heading, layout.width[i], ellipsis);
      line.put(i, fits ? column.heading : shortened, std::min(width, layout.width[i]), column.align,
               Style::faint);
    }
  }
  line.end();
}

void TextTable::render_row(const Layout& layout, const RenderOptions& options, std::size_t row,
                           Line& line) const {
  const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1] : cells_.size();
  for (std::size_t i = rows_[row]; i < end; ++i) {
    const Cell& cell = cells_[i];
    if (!layout.shown[cell.column]) {
      continue;
    }
    const std::string_view text = text_of(cell);
    if (cell.column == 0 && cell.width > options.first_column_width) {
      const std::string name = shorten(text, options.first_column_width, options.ellipsis);
      line.put(0, name, display_width(name), Align::left, cell.style);
      continue;
    }
    line.put(cell.column, text, cell.width, columns_[cell.column].align, cell.style);
    if (cell.width > layout.width[cell.column]) {
      line.end();
    }
  }
  line.end();
}

void TextTable::render(const RenderOptions& options, std::string& out) const {
  const Layout layout = lay_out(options);
  Line line(*this, layout, options.color, out);
  render_headings(layout, options.ellipsis, line);
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    render_row(layout, options, row, line);
  }
}

}  // namespace benchdiff::report
