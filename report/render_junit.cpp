#include <benchdiff/report/render_junit.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <benchdiff/report/gate_words.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/scope_words.h>
#include <benchdiff/report/shorten.h>
#include <benchdiff/report/standouts.h>
#include <benchdiff/report/verdict_words.h>
#include <benchdiff/report/xml_writer.h>

namespace benchdiff::report {
namespace {

enum class Outcome { passed, failed, skipped };

constexpr std::size_t longest_name = 1000;

Outcome outcome_of(const Cell& cell) {
  if (!cell.comparison) {
    return Outcome::skipped;
  }
  switch (cell.comparison->gate.state) {
    case Gated::failed:
      return Outcome::failed;
    case Gated::inconclusive:
      return Outcome::skipped;
    case Gated::waived:
    case Gated::muted:
      return Outcome::passed;
    case Gated::not_gated:
    case Gated::passed:
      break;
  }
  return cell.comparison->verdict == Verdict::unclear ? Outcome::skipped : Outcome::passed;
}

/// The cells of a row that are test cases: all but the baseline of others.
std::span<const Cell> cases_of(const Table& table, const Row& row) {
  const auto cells = table.cells_of(row);
  return table.baseline_of(row) != nullptr && cells.size() > 1 ? cells.subspan(1) : cells;
}

struct Tally {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;

  void add(Outcome outcome) {
    ++tests;
    failures += outcome == Outcome::failed ? 1U : 0U;
    skipped += outcome == Outcome::skipped ? 1U : 0U;
  }
};

Tally tally_of(const Table& table) {
  Tally tally;
  for (const Row& row : table.rows) {
    for (const Cell& cell : cases_of(table, row)) {
      tally.add(outcome_of(cell));
    }
  }
  return tally;
}

/// Whether the gate fails: as a comparison does, or as nothing was held against it.
bool has_failed(const Report& report) {
  return report.gate && report.gate->result != GateResult::passed &&
         report.gate->result != GateResult::inconclusive;
}

class Junit {
 public:
  Junit(const Report& report, std::string& out)
      : report_(report), words_(Charset::utf8), varying_(varying_settings(report)), xml_(out) {}

  void render() {
    Tally all;
    std::vector<Tally> tallies;
    for (const Table& table : report_.tables) {
      tallies.push_back(tally_of(table));
      all.tests += tallies.back().tests;
      all.failures += tallies.back().failures;
    }
    const bool failed_as_a_whole = all.failures == 0 && has_failed(report_);
    if (failed_as_a_whole) {
      all.add(Outcome::failed);
    }
    xml_.begin("testsuites");
    xml_.attribute("name", "benchdiff");
    xml_.attribute("tests", all.tests);
    xml_.attribute("failures", all.failures);
    xml_.attribute("errors", std::size_t{0});
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      suite(report_.tables[i], tallies[i]);
    }
    if (failed_as_a_whole) {
      gate_suite();
    }
    xml_.end();
  }

 private:
  /// A suite of one case, which is the gate itself.
  void gate_suite() {
    xml_.begin("testsuite");
    xml_.attribute("name", "benchdiff gate");
    xml_.attribute("tests", std::size_t{1});
    xml_.attribute("failures", std::size_t{1});
    xml_.attribute("errors", std::size_t{0});
    xml_.attribute("skipped", std::size_t{0});
    xml_.begin("properties");
    for (const std::string& rule : report_.gate->rules) {
      property("rule", rule);
    }
    xml_.end();
    xml_.begin("testcase");
    xml_.attribute("name", "gate");
    xml_.attribute("classname", "benchdiff");
    xml_.begin("failure");
    xml_.attribute("type", "gate");
    xml_.attribute("message", gate_line(*report_.gate));
    xml_.text(gate_line(*report_.gate));
    xml_.end();
    xml_.begin("system-out");
    std::string text;
    for (const std::string& remark : report_.gate->remarks) {
      text.append(text.empty() ? "" : "; ").append(shorten(printable(remark), longest_name));
    }
    xml_.text(text);
    xml_.end();
    xml_.end();
    xml_.end();
  }

  void suite(const Table& table, const Tally& tally) {
    const std::string class_name = class_of(table);
    xml_.begin("testsuite");
    xml_.attribute("name", "benchdiff " + class_name);
    xml_.attribute("tests", tally.tests);
    xml_.attribute("failures", tally.failures);
    xml_.attribute("errors", std::size_t{0});
    xml_.attribute("skipped", tally.skipped);
    properties(table);
    for (const Row& row : table.rows) {
      for (const Cell& cell : cases_of(table, row)) {
        test_case(table, row, cell, class_name);
      }
    }
    xml_.end();
  }

  void properties(const Table& table) {
    xml_.begin("properties");
    property("unit", table.unit);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      property(i == 0 && table.has_baseline ? "baseline" : "column", column(table, i));
    }
    for (const formats::Setting& setting : *table.settings) {
      if (!setting.value.empty()) {
        property(setting.key, setting.value);
      }
    }
    xml_.end();
  }

  void property(std::string_view name, std::string_view value) {
    xml_.begin("property");
    xml_.attribute("name", name);
    xml_.attribute("value", value);
    xml_.end();
  }

  [[nodiscard]] const std::string& column(const Table& table, std::size_t i) const {
    return report_.columns[table.column_places[i]];
  }

  /// `PACKAGE.UNIT`. A dot in either would be taken for the one between them.
  [[nodiscard]] std::string class_of(const Table& table) const {
    std::string name;
    for (std::size_t i = 0; i < table.settings->size(); ++i) {
      const auto& [key, value] = (*table.settings)[i];
      if (!value.empty() && (key == "pkg" || varying_[i])) {
        name.append(name.empty() ? "" : " ").append(value);
      }
    }
    const auto without_dots = [](std::string text) {
      std::ranges::replace(text, '.', '_');
      return shorten(printable(text), longest_name);
    };
    return without_dots(name.empty() ? "benchmarks" : name) + "." + without_dots(table.unit);
  }

  void test_case(const Table& table, const Row& row, const Cell& cell,
                 std::string_view class_name) {
    std::string name = shorten(printable(row.label.empty() ? "(none)" : row.label), longest_name);
    if (report_.columns.size() > 2) {
      name.append(" in ").append(shorten(printable(column(table, cell.column)), longest_name));
    }
    xml_.begin("testcase");
    xml_.attribute("name", name);
    xml_.attribute("classname", class_name);
    const std::string numbers = numbers_of(table, row, cell);
    switch (outcome_of(cell)) {
      case Outcome::failed:
        xml_.begin("failure");
        xml_.attribute("type", "regression");
        xml_.attribute("message", verdict_of(cell) + ": " + numbers);
        xml_.text(gate_of(*cell.comparison));
        xml_.end();
        break;
      case Outcome::skipped:
        xml_.begin("skipped");
        xml_.attribute("message", cell.comparison ? verdict_of(cell) + ": " + numbers : numbers);
        xml_.end();
        break;
      case Outcome::passed:
        break;
    }
    xml_.begin("system-out");
    xml_.text(details_of(table, row, cell, numbers));
    xml_.end();
    xml_.end();
  }

  [[nodiscard]] static std::string verdict_of(const Cell& cell) {
    return std::string(verdict_word(cell.comparison->verdict, cell.comparison->leaning));
  }

  [[nodiscard]] std::string numbers_of(const Table& table, const Row& row, const Cell& cell) const {
    if (cell.comparison) {
      return change_line({&table, &row, &cell, Urgency::none}, words_);
    }
    const std::string value =
        words_.value(cell.center, own_scale(cell, row_scale(table, row), table), table.unit);
    if (report_.columns.size() < 2) {
      return value + ", nothing to compare with";
    }
    const bool is_baseline = table.column_places[cell.column] == 0;
    return value + (is_baseline ? ", only in the baseline" : ", not in the baseline");
  }

  [[nodiscard]] static std::string gate_of(const Comparison& comparison) {
    const std::string_view word = gate_word(comparison.gate.state);
    if (word.empty()) {
      return {};
    }
    constexpr std::size_t longest_reason = 1000;
    std::string text = "gate: " + std::string(word);
    if (!comparison.gate.why.empty()) {
      text.append(" (").append(shorten(printable(comparison.gate.why), longest_reason)).append(")");
    }
    return text;
  }

  /// All numbers, the gate and the warnings.
  [[nodiscard]] std::string details_of(const Table& table, const Row& row, const Cell& cell,
                                       const std::string& numbers) const {
    std::string text = numbers;
    const auto add = [&](std::string_view what, std::string_view value) {
      if (!value.empty()) {
        text.append("; ").append(what).append(value);
      }
    };
    if (cell.comparison) {
      const Comparison& comparison = *cell.comparison;
      add("", verdict_of(cell));
      if (comparison.tested) {
        add("p = ", TextWords::p(comparison));
        add("adj p = ", TextWords::adjusted_p(comparison));
        add("n = ", TextWords::runs(table.baseline_of(row), cell));
        add("detects ", words_.detectable(comparison, row_scale(table, row), table.unit));
      }
      add("", gate_of(comparison));
      add_warnings(comparison.warnings, text);
    }
    add_warnings(cell.warnings, text);
    return text;
  }

  static void add_warnings(std::span<const Warning> warnings, std::string& text) {
    for (const Warning& warning : warnings) {
      text.append("; ").append(shorten(printable(warning.text), longest_name));
      if (!warning.detail.empty()) {
        text.append(" (").append(shorten(printable(warning.detail), longest_name)).append(")");
      }
    }
  }

  const Report& report_;
  TextWords words_;
  std::vector<bool> varying_;
  XmlWriter xml_;
};

}  // namespace

void render_junit(const Report& report, std::string& out) { Junit(report, out).render(); }

}  // namespace benchdiff::report
