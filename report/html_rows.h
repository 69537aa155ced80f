#pragma once

#include <cstdint>
#include <span>

#include <benchdiff/report/footnotes.h>
#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// The cell of a row in a column; null where there is none.
[[nodiscard]] const Cell* cell_in(const Table& table, const Row& row, std::uint32_t column);

/// What the rows of all tables in an HTML report have in common, and the footnotes below them.
class HtmlRows {
 public:
  HtmlRows(const Table& table, const HtmlBenchmarks& benchmarks, HtmlWriter& html)
      : table_(table), benchmarks_(benchmarks), words_(Charset::utf8), html_(html) {}

  /// Begins a row with its name, which leads to the benchmark.
  void begin(Markup css_class, const Row& row);
  /// A cell with a value and the marks of its footnotes; an empty one for null.
  void value(const Cell* cell, const Scale& of_row);
  void marks(std::span<const Warning> warnings);
  /// Ends the table, and writes its footnotes.
  void end();
  /// Which way the unit improves, for the caption.
  void direction();

 private:
  const Table& table_;
  const HtmlBenchmarks& benchmarks_;
  TextWords words_;
  HtmlWriter& html_;
  Footnotes footnotes_;
};

}  // namespace benchdiff::report
