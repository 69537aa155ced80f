#include <benchdiff/report/scope_words.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <benchdiff/report/advice.h>
#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/number_text.h>
#include <benchdiff/report/verdict_words.h>

namespace benchdiff::report {
namespace {

/// From the fewest to the most runs.
struct Runs {
  std::uint32_t fewest = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;

  void add(std::uint32_t runs) {
    fewest = std::min(fewest, runs);
    most = std::max(most, runs);
  }
  [[nodiscard]] std::string text() const {
    return std::to_string(fewest) + (fewest == most ? "" : "-" + std::to_string(most));
  }
};

}  // namespace

std::string sides(const Report& report, const TextWords& words) {
  constexpr std::size_t most_columns = 5;
  if (report.columns.size() > most_columns) {
    return std::to_string(report.columns.size()) + " columns";
  }
  std::string text;
  if (report.columns == std::vector<std::string>{""}) {
    return text;
  }
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    const std::string& column = report.columns[i];
    text.append(i == 0 ? "" : words.arrow()).append(column.empty() ? "(none)" : column);
  }
  return text;
}

std::string runs_compared(const Report& report) {
  constexpr std::size_t most_columns = 3;
  std::vector<Runs> by_column(report.columns.size());
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (const Cell& cell : table.cells_of(row)) {
        if (cell.comparison) {
          by_column[table.column_places.front()].add(table.baseline_of(row)->runs);
          by_column[table.column_places[cell.column]].add(cell.runs);
        }
      }
    }
  }
  std::erase_if(by_column, [](const Runs& runs) { return runs.most == 0; });
  if (by_column.empty()) {
    return {};
  }
  const bool one = std::ranges::all_of(by_column, [](const Runs& runs) { return runs.most == 1; });
  const std::string_view unit = one ? " run" : " runs";
  std::string text;
  if (by_column.size() > most_columns) {
    Runs all;
    for (const Runs& runs : by_column) {
      all.add(runs.fewest);
      all.add(runs.most);
    }
    return all.text().append(unit).append(" a column");
  }
  for (const Runs& runs : by_column) {
    text.append(text.empty() ? "" : "+").append(runs.text());
  }
  return text.append(unit);
}

std::string roll_up(const Report& report, const TextWords& words) {
  std::string text =
      report.counts.total() > 0 ? count_verdicts(report.counts) : std::string("nothing compared");
  for (const std::string& part : {sides(report, words), runs_compared(report),
                                  report.gate ? gate_line(*report.gate) : std::string()}) {
    text.append(part.empty() ? "" : words.dot()).append(part);
  }
  return text;
}

std::vector<std::string> left_alone(const Report& report) {
  std::vector<std::string> sentences;
  const auto benchmarks = [](std::size_t count) {
    return std::to_string(count) + (count == 1 ? " benchmark is" : " benchmarks are");
  };
  if (report.only_in_baseline > 0) {
    sentences.push_back(benchmarks(report.only_in_baseline) + " only in the baseline");
  }
  if (report.without_baseline > 0) {
    sentences.push_back(benchmarks(report.without_baseline) + " not in the baseline");
  }
  if (report.without_common_unit > 0) {
    sentences.push_back(std::to_string(report.without_common_unit) +
                        (report.without_common_unit == 1 ? " benchmark has" : " benchmarks have") +
                        " no unit in common with the baseline");
  }
  if (!report.keeping_apart.empty()) {
    std::string keys;
    for (const std::string& key : report.keeping_apart) {
      keys.append(keys.empty() ? "" : ",").append(key);
    }
    sentences.push_back("benchmarks of one name are kept apart by " + keys + "; --ignore " + keys +
                        " compares them");
  }
  return sentences;
}

std::string false_alarms(const Report& report) {
  if (report.tests < 2) {
    return {};
  }
  const double expected = report.expected_false_alarms;
  std::string text = std::to_string(report.tests) + " tests";
  if (expected == 0) {
    return text + ", none of which can have p <= " + shortest(report.alpha);
  }
  text += ": p <= " + shortest(report.alpha) + " in " + fixed(expected, expected < 10 ? 1 : 0) +
          " of them if nothing had changed";
  const std::string_view correction = correction_name(report.correction);
  return text + (correction.empty()
                     ? "; --correction bh takes care of that"
                     : "; adj p is corrected for that (" + std::string(correction) + ")");
}

std::vector<bool> varying_settings(const Report& report) {
  std::vector<bool> varying;
  for (const Table& table : report.tables) {
    const auto& first = *report.tables.front().settings;
    varying.resize(first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      varying[i] = varying[i] || (*table.settings)[i] != first[i];
    }
  }
  return varying;
}

}  // namespace benchdiff::report
