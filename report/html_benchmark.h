#pragma once

#include <span>
#include <string>

#include <benchdiff/report/html_benchmarks.h>
#include <benchdiff/report/html_strip.h>
#include <benchdiff/report/html_writer.h>
#include <benchdiff/report/report.h>
#include <benchdiff/report/shift_function.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {

/// All there is to know about one benchmark, folded: its runs as a strip plot a unit, a table of
/// the numbers, where in the distribution a change is, and what of the warnings is about it alone.
class BenchmarkDetails {
 public:
  /// `headings` are those of `Report::columns`. What is given must outlive it.
  BenchmarkDetails(const Report& report, std::span<const std::string> headings,
                   const HtmlBenchmarks& benchmarks)
      : report_(report),
        headings_(headings),
        benchmarks_(benchmarks),
        compared_(report.counts.total() > 0),
        one_side_(report.columns.size() < 2),
        strip_(report, headings),
        shift_(1 - report.alpha),
        words_(Charset::utf8) {}

  /// Writes a benchmark, which the anchor `b` and its number leads to.
  void render(std::size_t benchmark, HtmlWriter& html);

 private:
  using Part = HtmlBenchmarks::Part;

  void summary(std::span<const Part> parts, HtmlWriter& html) const;
  void numbers(const Part& part, HtmlWriter& html) const;
  void change(const Table& table, const Cell& baseline, const Cell& cell, const Scale& scale,
              HtmlWriter& html) const;
  void interval(const Table& table, const Cell& cell, const Scale& scale, HtmlWriter& html) const;
  void shifts(const Part& part, HtmlWriter& html);
  static void warnings(std::span<const Part> parts, HtmlWriter& html);

  const Report& report_;
  std::span<const std::string> headings_;
  const HtmlBenchmarks& benchmarks_;
  bool compared_;
  bool one_side_;
  StripPlot strip_;
  ShiftFunction shift_;
  TextWords words_;
};

}  // namespace benchdiff::report
