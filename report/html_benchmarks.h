#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchdiff/report/report.h>

namespace benchdiff::report {

/// The benchmarks of a report: the rows of all tables put together that are one row in the units of
/// a group. Their numbers are their places in the page.
class HtmlBenchmarks {
 public:
  /// One unit of a benchmark.
  struct Part {
    const Table* table;
    const Row* row;
  };

  /// O(n log n) in the rows. The report must outlive it.
  explicit HtmlBenchmarks(const Report& report);

  [[nodiscard]] std::size_t size() const { return begins_.size() - 1; }
  /// The units of a benchmark, in the order of the tables.
  [[nodiscard]] std::span<const Part> parts_of(std::size_t benchmark) const {
    return std::span(parts_).subspan(begins_[benchmark],
                                     begins_[benchmark + 1] - begins_[benchmark]);
  }
  /// The number of the benchmark that a row of a table is part of. O(log n).
  [[nodiscard]] std::size_t find(const Table& table, const Row& row) const;

 private:
  std::vector<Part> parts_;  // by group, place and table
  std::vector<std::size_t> begins_;
};

}  // namespace benchdiff::report
