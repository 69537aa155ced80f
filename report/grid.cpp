#include <benchdiff/report/grid.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include <benchdiff/formats/unicode.h>
#include <benchdiff/report/printable.h>

namespace benchdiff::report {
namespace {

// A text of megabytes doesn't make every other line as wide.
constexpr std::size_t widest_aligned = 1000;

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == text.npos; }

std::uint32_t width_of(std::string_view text) {
  return static_cast<std::uint32_t>(formats::count_code_points(text));
}

}  // namespace

Grid& Grid::row() {
  if (!cells_.empty()) {
    ++row_;
  }
  column_ = 0;
  return *this;
}

Grid& Grid::to(std::size_t column) {
  assert(column >= column_);
  column_ = column;
  return *this;
}

Grid& Grid::cell(std::string_view text, Align align) {
  return span(1, text, align, column_ == 0 || text.empty() ? "" : " ");
}

Grid& Grid::cell(std::string_view text, Align align, std::string_view margin) {
  return span(1, text, align, margin);
}

Grid& Grid::span(std::size_t columns, std::string_view text, Align align, std::string_view margin) {
  text = printable(text, Charset::utf8, scratch_);
  cells_.push_back({.row = static_cast<std::uint32_t>(row_),
                    .column = static_cast<std::uint32_t>(column_),
                    .span = static_cast<std::uint32_t>(columns),
                    .text_width = width_of(text),
                    .margin_size = static_cast<std::uint32_t>(margin.size()),
                    .margin_width = width_of(margin),
                    .text_begin = characters_.size(),
                    .text_size = text.size(),
                    .align = align});
  characters_.append(text).append(margin);
  column_ += columns;
  columns_ = std::max(columns_, column_);
  return *this;
}

void Grid::fix(std::size_t column) {
  fixed_.resize(std::max(fixed_.size(), column + 1));
  fixed_[column] = true;
}

std::vector<std::size_t> Grid::margins() const {
  std::vector<std::size_t> margins(columns_);
  for (const Cell& cell : cells_) {
    margins[cell.column] = std::max<std::size_t>(margins[cell.column], cell.margin_width);
  }
  return margins;
}

std::vector<std::size_t> Grid::widths(const std::vector<std::size_t>& margins) const {
  std::vector<std::size_t> widths(columns_);
  std::vector<const Cell*> spanning;
  for (const Cell& cell : cells_) {
    if (cell.span > 1) {
      spanning.push_back(&cell);
      continue;
    }
    const std::size_t width = std::min<std::size_t>(cell.text_width, widest_aligned);
    widths[cell.column] = std::max(widths[cell.column], width + margins[cell.column]);
  }
  std::ranges::stable_sort(spanning, {}, &Cell::span);
  for (const Cell* cell : spanning) {
    const std::size_t width = std::min<std::size_t>(cell->text_width, widest_aligned);
    widen(*cell, width + margins[cell->column], widths);
  }
  return widths;
}

/// Makes the columns of a spanning cell wide enough. The aim is that all are equally wide; those
/// that are wider already leave less for the others, so they are looked at first.
void Grid::widen(const Cell& cell, std::size_t width, std::vector<std::size_t>& widths) const {
  std::size_t taken = 0;
  std::size_t fixed_width = 0;
  std::vector<std::size_t> growing;
  for (std::size_t column = cell.column; column < cell.column + cell.span; ++column) {
    taken += widths[column];
    if (column < fixed_.size() && fixed_[column]) {
      fixed_width += widths[column];
    } else {
      growing.push_back(column);
    }
  }
  if (taken >= width) {
    return;
  }
  std::ranges::stable_sort(growing,
                           [&](std::size_t a, std::size_t b) { return widths[a] > widths[b]; });
  std::size_t needed = width - fixed_width;
  for (std::size_t i = 0; i < growing.size(); ++i) {
    const std::size_t left = growing.size() - i;
    std::size_t& column = widths[growing[i]];
    column = std::max(column, (needed + left - 1) / left);
    needed -= std::min(needed, column);
  }
}

void Grid::render(std::string& out) const {
  if (cells_.empty()) {
    return;
  }
  const auto margin_widths = margins();
  const auto column_widths = widths(margin_widths);
  std::vector<std::size_t> offsets(columns_ + 1);
  std::partial_sum(column_widths.begin(), column_widths.end(), offsets.begin() + 1);

  std::size_t line = 0;
  std::size_t at = 0;  // how far the line is written
  for (const Cell& cell : cells_) {
    const std::string_view text = text_of(cell);
    const std::string_view margin = margin_of(cell);
    if (is_blank(text) && is_blank(margin)) {
      continue;
    }
    for (; line < cell.row; ++line) {
      out += '\n';
      at = 0;
    }
    const std::size_t margin_width = margin_widths[cell.column];
    const std::size_t begin = offsets[cell.column] + margin_width;
    // A text that is wider than its fixed columns reaches into the next one, which is then set off
    // by as much as they overlap, as in the reference implementation.
    const std::size_t column = offsets[cell.column];
    const std::size_t gap = column >= at ? column - at : std::min(at - column, widest_aligned);
    out.append(gap + margin_width - cell.margin_width, ' ').append(margin);
    const std::size_t end = offsets[cell.column + cell.span];  // may lie before, if all are fixed
    const std::size_t spare = end > begin + cell.text_width ? end - begin - cell.text_width : 0;
    const std::size_t pad = cell.align == Align::left     ? 0
                            : cell.align == Align::center ? spare / 2
                                                          : spare;
    out.append(pad, ' ').append(text);
    at = begin + pad + cell.text_width;
  }
  out += '\n';
}

}  // namespace benchdiff::report
