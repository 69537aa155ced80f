#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace benchdiff::report {

/// Lays text out in columns, for a font of fixed width. A cell may span several columns. A column
/// is as wide as its widest cell; where a spanning cell needs more room, it is shared out among
/// those of its columns that aren't fixed. Widths are counted in code points.
class Grid {
 public:
  enum class Align { left, center, right };

  /// Starts a row; `to` goes to a column of it, from which cells are added rightwards.
  Grid& row();
  Grid& to(std::size_t column);
  [[nodiscard]] std::size_t column() const { return column_; }

  /// Adds a cell. What stands in the margin before it, a blank unless another text is given, is
  /// lined up in the column's margin, which is as wide as the widest one.
  Grid& cell(std::string_view text, Align align = Align::left);
  Grid& cell(std::string_view text, Align align, std::string_view margin);
  Grid& span(std::size_t columns, std::string_view text, Align align, std::string_view margin);

  /// Keeps a column from being widened for a spanning cell.
  void fix(std::size_t column);

  /// Appends the lines of the grid, without blanks at their ends.
  void render(std::string& out) const;

 private:
  struct Cell {
    std::uint32_t row, column, span;
    std::uint32_t text_width, margin_size, margin_width;
    std::size_t text_begin, text_size;  // the margin stands behind the text
    Align align;
  };

  [[nodiscard]] std::string_view text_of(const Cell& cell) const {
    return std::string_view(characters_).substr(cell.text_begin, cell.text_size);
  }
  [[nodiscard]] std::string_view margin_of(const Cell& cell) const {
    return std::string_view(characters_).substr(cell.text_begin + cell.text_size, cell.margin_size);
  }
  [[nodiscard]] std::vector<std::size_t> margins() const;
  [[nodiscard]] std::vector<std::size_t> widths(const std::vector<std::size_t>& margins) const;
  void widen(const Cell& cell, std::size_t width, std::vector<std::size_t>& widths) const;

  std::vector<Cell> cells_;
  std::string characters_;
  std::string scratch_;
  std::vector<bool> fixed_;
  std::size_t columns_ = 0;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
};

}  // namespace benchdiff::report
