#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace benchdiff::calibration {

/// How often something happened.
struct Tally {
  std::size_t count = 0;
  std::size_t of = 0;

  void add(bool happened) {
    count += happened ? 1 : 0;
    ++of;
  }
  [[nodiscard]] double rate() const {
    return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
  }
  /// More often than `claimed`, by more than 4 standard errors of such a count.
  [[nodiscard]] bool exceeds(double claimed) const;
};

/// In percent, with one decimal; nothing of nothing.
[[nodiscard]] std::string percent(const Tally& tally);

/// The tally of a part of each cell that has the highest rate.
template <class Cell>
[[nodiscard]] Tally worst(const std::vector<Cell>& cells, Tally Cell::* part) {
  Tally most;
  for (const Cell& cell : cells) {
    const Tally& tally = cell.*part;
    if (tally.of > 0 && (most.of == 0 || tally.rate() > most.rate())) most = tally;
  }
  return most;
}

/// What is printed, and what was claimed and did not hold.
class Findings {
 public:
  void line(const std::string& text);
  /// A Markdown table: the first row is its head.
  void table(const std::vector<std::vector<std::string>>& rows);
  void expect_at_most(double claimed, const Tally& tally, const std::string& what);
  [[nodiscard]] bool all_hold() const { return broken_ == 0; }

 private:
  std::size_t broken_ = 0;
};

/// The sections of the report, each with so many pairs of samples a cell.
void report_false_alarms(std::size_t pairs, Findings& findings);
void report_many_rows(std::size_t pairs, Findings& findings);
void report_coverage(std::size_t pairs, Findings& findings);
void report_power(std::size_t pairs, Findings& findings);
void report_processes(std::size_t pairs, Findings& findings);
void report_spreads(std::size_t pairs, Findings& findings);
void report_campaigns(std::size_t pairs, Findings& findings);

}  // namespace benchdiff::calibration
