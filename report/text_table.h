#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/report/printable.h>

namespace benchdiff::report {

/// Text in columns for a terminal: cells are lined up, may be coloured, and can be left out by the
/// column where the width doesn't allow them. A column without cells isn't there. Widths are those
/// of a terminal.
class TextTable {
 public:
  enum class Align { left, right };
  enum class Style : std::uint8_t { plain, good, bad, faint, bold };

  explicit TextTable(Charset charset) : charset_(charset) {}

  /// Adds a column, behind a margin, and answers its number. `expendable` says when it may be left
  /// out: never for 0, and 1 goes before 2. What stands in the margin and isn't blank is a rule,
  /// which goes down all lines.
  std::size_t add_column(const std::string& heading, Align align, std::string margin,
                         int expendable = 0);
  /// Puts a heading over the columns from the last one back to the `first`.
  void add_group(std::size_t first, const std::string& heading);

  void begin_row();
  /// Sets a cell of the row. Columns may be skipped, but not gone back to.
  void set(std::size_t column, std::string_view text, Style style = Style::plain);

  /// How wide the lines are if the columns that are expendable up to `left_out` are.
  [[nodiscard]] std::size_t width(int left_out) const;
  [[nodiscard]] std::size_t column_width(std::size_t column) const {
    return columns_[column].widest;
  }

  /// Whether texts of the first column that differ still do when they are shortened to a width.
  [[nodiscard]] bool first_column_differs(std::size_t width, std::string_view ellipsis) const;

  struct RenderOptions {
    int left_out = 0;
    bool color = false;
    /// The widest that the first column may be; longer texts lose their middle.
    std::size_t first_column_width = SIZE_MAX;
    std::string_view ellipsis = "…";
  };
  void render(const RenderOptions& options, std::string& out) const;

 private:
  struct Column {
    std::string heading;
    std::string margin;
    Align align = Align::left;
    int expendable = 0;
    std::size_t widest = 0;  // of its cells; with none, the column takes no room
  };
  struct Group {
    std::size_t first = 0;
    std::size_t last = 0;
    std::string heading;
  };
  struct Cell {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::uint32_t column = 0;
    std::uint32_t width = 0;
    Style style = Style::plain;
  };
  /// Where the columns stand, for one way to render.
  struct Layout {
    std::vector<bool> shown;
    std::vector<std::size_t> begin;
    std::vector<std::size_t> width;
    std::vector<std::size_t> rules;  // columns with a rule in their margin
    std::size_t total = 0;
  };
  class Line;

  [[nodiscard]] std::string_view text_of(const Cell& cell) const {
    return std::string_view(characters_).substr(cell.begin, cell.size);
  }

  [[nodiscard]] Layout lay_out(const RenderOptions& options) const;
  void render_headings(const Layout& layout, std::string_view ellipsis, Line& line) const;
  void render_row(const Layout& layout, const RenderOptions& options, std::size_t row,
                  Line& line) const;

  Charset charset_;
  std::vector<Column> columns_;
  std::vector<Group> groups_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> rows_;  // where each row's cells begin
  std::string characters_;
  std::string scratch_;
};

}  // namespace benchdiff::report
